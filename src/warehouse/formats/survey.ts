import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { lineBlocks } from "../read/line-blocks.js";
import { type KnownOfFile, type PlainStructure, plainScanner } from "../read/scan-plain.js";

const HEAD_BYTES = 1 << 16;

/** What a file's bytes say of it before they are read as text. */
export interface Survey extends PlainStructure {
  readonly bytes: number;
  readonly sha256: string;
  /** Its first 64 kB, or its first lines. */
  readonly head: Buffer;
  readonly isUtf8: boolean;
}

/** Reads a file's bytes once: size, hash, whether all of it is UTF-8, and its structure where that is plain. */
export async function surveyFile(path: string, known: KnownOfFile): Promise<Survey> {
  const hash = createHash("sha256");
  const scanner = plainScanner(known);
  let head: Buffer | undefined;
  let bytes = 0;
  let valid = true;
  for await (const block of lineBlocks(path)) {
    head ??= Buffer.from(block.subarray(0, HEAD_BYTES));
    hash.update(block);
    bytes += block.length;
    valid &&= isUtf8(block);
    scanner.push(block);
  }
  const structure = scanner.end();
  return {
    bytes,
    sha256: hash.digest("hex"),
    head: head ?? Buffer.alloc(0),
    isUtf8: valid,
    ...(valid ? structure : { plainScan: null, unevenLines: null }),
  };
}
