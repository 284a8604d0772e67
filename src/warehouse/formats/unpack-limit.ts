import { Transform } from "node:stream";
import { inputError } from "../input-error.js";

/** How often as large as its packed form a file may become, once it is larger than `FREE_BYTES`. */
const MAX_RATIO = 250;
const FREE_BYTES = 100_000_000;
const MAX_BYTES = 20_000_000_000;

/**
 * Passes bytes through, and fails with an `InputError` once they are more than an honest export unpacks to:
 * 20 GB, or more than 100 MB and 250 times the packed bytes.
 */
export function unpackLimit(file: string, packedBytes: number): Transform {
  const limit = Math.min(MAX_BYTES, Math.max(FREE_BYTES, MAX_RATIO * packedBytes));
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      if (bytes <= limit) done(null, chunk);
      else done(inputError({ file, message: tooLarge(packedBytes, limit) }));
    },
  });
}

function tooLarge(packedBytes: number, limit: number): string {
  return (
    `${packedBytes} packed bytes unpack to more than ${limit}, as no export does ` +
    "(at most 20 GB; beyond 100 MB at most 250 times the packed size); unpack it yourself and look at it"
  );
}
