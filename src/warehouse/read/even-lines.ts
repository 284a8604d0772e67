import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { bisectRight } from "d3";
import type { UnevenLine } from "./plain-lines.js";
import { type FileScan, wrongWidth } from "./scan-file.js";
import { type KnownOfFile, scanPlain } from "./scan-plain.js";

/**
 * Copies the lines of a file but for those with too few or too many cells, which are the rejects of the copy's structure;
 * the others keep the numbers of their lines. Null where the copy is not plain.
 */
export async function copyEvenLines(
  path: string,
  uneven: readonly UnevenLine[],
  known: KnownOfFile,
  to: string,
): Promise<FileScan | null> {
  await pipeline(evenBytes(path, uneven), createWriteStream(to));
  const scan = await scanPlain(to, known);
  if (scan === null) return null;
  const width = scan.header.length;
  // How many lines of the copy stand before each that is not in it.
  const copiedBefore = uneven.map(({ line }, index) => line - index);
  return {
    ...scan,
    rejects: uneven.map(({ line, cells }) => ({ line: line + 1, reason: wrongWidth(cells, width) })),
    lineOf: (record) => record + 2 + bisectRight(copiedBefore, record + 1),
  };
}

async function* evenBytes(path: string, uneven: readonly UnevenLine[]): AsyncGenerator<Buffer> {
  let from = 0;
  for (const { start, next } of uneven) {
    if (start > from) yield* createReadStream(path, { start: from, end: start - 1 });
    from = next;
  }
  yield* createReadStream(path, { start: from });
}
