import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Delimiter, detectDelimiter, headerNames, headerRecord } from "../read/header.js";
import { findFooter } from "./find-footer.js";
import { findPreamble } from "./find-header.js";

/** A header, and the lines of a report above and below its table, are looked for in so many bytes at either end. */
const END_BYTES = 1 << 18;

/** Lines of a file that are no rows of its table. */
export interface LinesAround {
  readonly above: readonly string[];
  readonly below: readonly string[];
  /** Physical line of the header. */
  readonly headerLine: number;
  /** NUL bytes and end-of-file marks after the last line. */
  readonly padding: number;
}

/**
 * Looks for lines above the header and below the table, and where there are any writes the table without them
 * to another place: empty lines stand for those above, so that every row keeps its line number.
 */
export async function copyTable(
  path: string,
  delimiter: Delimiter | null,
  isHeader: (names: readonly string[]) => boolean,
  to: string,
): Promise<LinesAround | null> {
  const { head, tail, size } = await endsOf(path);
  const headText = head.toString("utf8");
  const preamble = findPreamble(headText, delimiter, isHeader);
  const header = headerRecord(headText.slice(preamble?.length ?? 0));
  const mark = delimiter ?? detectDelimiter(header);
  const columns = headerNames(header, mark).length;
  const footer = columns > 1 ? findFooter(tail.toString("latin1"), mark) : null;
  const cut = footer?.bytes ?? 0;
  if (preamble === null && cut === 0) return null;
  const start = Buffer.byteLength(headText.slice(0, preamble?.length ?? 0));
  const lines = preamble?.lines ?? 0;
  await pipeline(Readable.from(tableBytes(path, lines, start, size - cut)), createWriteStream(to));
  return {
    above: preamble?.records ?? [],
    below: (footer?.lines ?? []).map((line) => Buffer.from(line, "latin1").toString("utf8")),
    headerLine: lines + 1,
    padding: footer?.padding ?? 0,
  };
}

async function* tableBytes(path: string, emptyLines: number, start: number, end: number) {
  yield Buffer.from("\n".repeat(emptyLines));
  yield* createReadStream(path, { start, end: end - 1 });
}

async function endsOf(path: string): Promise<{ head: Buffer; tail: Buffer; size: number }> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, END_BYTES);
    const head = Buffer.alloc(length);
    const tail = Buffer.alloc(length);
    await handle.read(head, 0, length, 0);
    await handle.read(tail, 0, length, size - length);
    return { head, tail, size };
  } finally {
    await handle.close();
  }
}
