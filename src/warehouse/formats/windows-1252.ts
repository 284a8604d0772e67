import { isAscii, isUtf8 } from "node:buffer";
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import iconv from "iconv-lite";
import { inputError } from "../input-error.js";
import { lineBlocks } from "../read/line-blocks.js";

const LINE_FEED = 0x0a;

/** Lines that are no UTF-8, and so Windows-1252, beside those that are UTF-8 beyond ASCII. */
export interface Windows1252Lines {
  readonly lines: number;
  readonly first: number;
  readonly utf8Lines: number;
}

/**
 * Writes a file that is not all UTF-8 anew as UTF-8: each line that is no UTF-8 is read as Windows-1252.
 * A file joined from exports of both kinds so comes out right.
 *
 * Throws an `InputError` for a byte that Windows-1252 does not have.
 */
export async function copyWindows1252(file: string, path: string, to: string): Promise<Windows1252Lines> {
  let line = 0;
  let lines = 0;
  let first = 0;
  let utf8Lines = 0;

  const decoded = (bytes: Buffer): Buffer => {
    line += 1;
    if (isAscii(bytes)) return bytes;
    if (isUtf8(bytes)) {
      utf8Lines += 1;
      return bytes;
    }
    const text = iconv.decode(bytes, "windows-1252");
    if (text.includes("\ufffd")) throw unreadable(file, line);
    if (lines === 0) first = line;
    lines += 1;
    return Buffer.from(text);
  };

  async function* blocks(): AsyncGenerator<Buffer> {
    for await (const block of lineBlocks(path)) yield Buffer.concat(linesOf(block).map(decoded));
  }

  await pipeline(Readable.from(blocks(), { objectMode: false }), createWriteStream(to));
  return { lines, first, utf8Lines };
}

function linesOf(block: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < block.length; ) {
    const end = block.indexOf(LINE_FEED, start) + 1 || block.length;
    lines.push(block.subarray(start, end));
    start = end;
  }
  return lines;
}

function unreadable(file: string, line: number) {
  const message = "the text here is neither UTF-8 nor Windows-1252; save the file as “CSV UTF-8”";
  return inputError({ file, line, message });
}
