import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { inputError, isInputError } from "../input-error.js";
import { unpackLimit } from "./unpack-limit.js";

const CHUNK_BYTES = 1 << 18;

/**
 * Unpacks a gzip file, of one member or several, to another place, in small memory.
 *
 * Throws an `InputError` for one that is cut off, damaged, followed by other bytes, or unpacks to too much.
 */
export async function unpackGzip(file: string, path: string, to: string): Promise<void> {
  const { size } = await stat(path);
  try {
    await pipeline(
      createReadStream(path, { highWaterMark: CHUNK_BYTES }),
      createGunzip({ chunkSize: CHUNK_BYTES }),
      unpackLimit(file, size),
      createWriteStream(to),
    );
  } catch (error) {
    if (isInputError(error) || !isZlibError(error)) throw error;
    throw inputError({ file, message: faultOf(error.code) });
  }
}

function faultOf(code: string): string {
  return code === "Z_BUF_ERROR"
    ? "the gzip file is cut off; copy or export it again"
    : "the gzip file is damaged; copy or export it again";
}

function isZlibError(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_")
  );
}
