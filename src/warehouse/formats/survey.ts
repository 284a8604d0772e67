import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

const CHUNK_BYTES = 1 << 20;

/** What a file's bytes say of it before they are read as text. */
export interface Survey {
  readonly bytes: number;
  readonly sha256: string;
  /** Its first 64 kB. */
  readonly head: Buffer;
  readonly isUtf8: boolean;
}

/** Reads a file's bytes once: size, hash, and whether all of it is UTF-8. */
export async function surveyFile(path: string): Promise<Survey> {
  const hash = createHash("sha256");
  let head: Buffer | undefined;
  let bytes = 0;
  let valid = true;
  let carried: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    if (!Buffer.isBuffer(chunk)) throw new Error("a byte stream gave text");
    head ??= Buffer.from(chunk.subarray(0, 1 << 16));
    hash.update(chunk);
    bytes += chunk.length;
    if (!valid) continue;
    const block = carried.length === 0 ? chunk : Buffer.concat([carried, chunk]);
    const whole = block.length - unfinishedBytes(block);
    valid = isUtf8(block.subarray(0, whole));
    carried = Buffer.from(block.subarray(whole));
  }
  return {
    bytes,
    sha256: hash.digest("hex"),
    head: head ?? Buffer.alloc(0),
    isUtf8: valid && carried.length === 0,
  };
}

/** Bytes at the end that begin a character of UTF-8 whose other bytes are still to come. */
function unfinishedBytes(block: Buffer): number {
  for (let back = 1; back <= Math.min(3, block.length); back += 1) {
    const byte = block[block.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}
