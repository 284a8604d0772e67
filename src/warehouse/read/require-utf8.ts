import { isUtf8 } from "node:buffer";
import { inputError } from "../input-error.js";
import { lineBlocks } from "./line-blocks.js";

/** Bytes of a UTF-8 byte order mark at the start of a file: 3 or 0. */
export function byteOrderMark(block: Buffer): number {
  return block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf ? 3 : 0;
}

/** Throws an `InputError` that names the line when a block of whole lines is not UTF-8. */
export async function requireUtf8(file: string, path: string, block: Buffer, first: boolean): Promise<void> {
  if (first && ((block[0] === 0xff && block[1] === 0xfe) || (block[0] === 0xfe && block[1] === 0xff))) {
    throw inputError({ file, message: "the file is UTF-16; save it as “CSV UTF-8”" });
  }
  if (isUtf8(block)) return;
  const line = await firstBadLine(path);
  throw inputError({ file, line, message: "the text here is not UTF-8; save the file as “CSV UTF-8”" });
}

async function firstBadLine(path: string): Promise<number> {
  let line = 1;
  for await (const block of lineBlocks(path)) {
    for (let start = 0; start < block.length; line += 1) {
      const end = block.indexOf(0x0a, start) + 1 || block.length;
      if (!isUtf8(block.subarray(start, end))) return line;
      start = end;
    }
  }
  return line;
}
