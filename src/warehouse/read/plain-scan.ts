import { isAscii, isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import type { Delimiter } from "./header.js";
import type { LineIndex } from "./line-index.js";
import { byteOrderMark } from "./require-utf8.js";
import { ODD_SPACES } from "./scan-file.js";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const BLOCK_BYTES = 1 << 20;
const INDEX_BYTES = 1 << 16;

/** What the bytes of a plain file say: one record a line, after a header of one line. */
export interface PlainScan {
  readonly bytes: number;
  readonly sha256: string;
  readonly records: number;
  readonly index: LineIndex;
}

/** How the first lines of a file say that it is written. */
export interface PlainForm {
  readonly delimiter: Delimiter;
  readonly width: number;
  /** Lines end with a carriage return and a line feed. */
  readonly crlf: boolean;
}

/**
 * Reads a file whose lines are its records: no quotes, no empty lines, one kind of line end, no spaces but U+0020.
 *
 * Gives null as soon as the file shows that it is another; it must then be read by `scanFile`, which tells why.
 * Cells are counted only where a line ends with a delimiter: all other rows of a wrong width the engine refuses.
 */
export async function scanPlain(path: string, form: PlainForm): Promise<PlainScan | null> {
  const hash = createHash("sha256");
  const check = plainBlocks(form);
  const file = await open(path, "r");
  try {
    const buffer = Buffer.alloc(2 * BLOCK_BYTES);
    let bytes = 0;
    let carried = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, carried, BLOCK_BYTES, bytes);
      hash.update(buffer.subarray(carried, carried + bytesRead));
      const filled = carried + bytesRead;
      const last = bytesRead === 0;
      const cut = last ? filled : buffer.subarray(0, filled).lastIndexOf(LINE_FEED) + 1;
      if (cut === 0 && !last && filled > BLOCK_BYTES) return null;
      if (!check.push(buffer.subarray(0, cut), bytes - carried)) return null;
      bytes += bytesRead;
      if (last) break;
      buffer.copyWithin(0, cut, filled);
      carried = filled - cut;
    }
    const { lines, index } = check.result();
    return { bytes, sha256: hash.digest("hex"), records: lines - 1, index };
  } finally {
    await file.close();
  }
}

/** Looks at blocks that end where a line ends; `push` is false for one that is not plain. */
function plainBlocks({ delimiter, width, crlf }: PlainForm) {
  const comma = delimiter.charCodeAt(0);
  const oddSpaces = ODD_SPACES.filter((space) => space !== delimiter && space !== "\r");
  const offsets: number[] = [];
  const numbers: number[] = [];
  let lines = 0;

  const push = (block: Buffer, from: number): boolean => {
    if (block.includes(QUOTE) || block.includes(0)) return false;
    if (!crlf && block.includes(CARRIAGE_RETURN)) return false;
    const body = from === 0 ? block.subarray(byteOrderMark(block)) : block;
    if (isAscii(body)) {
      if (delimiter !== "\t" && body.includes("\t")) return false;
    } else if (!isUtf8(body) || oddSpaces.some((space) => body.includes(space))) return false;
    let start = 0;
    let indexed = Number.NEGATIVE_INFINITY;
    const endLine = (at: number, end: number): boolean => {
      if (crlf && block.subarray(start, end).includes(CARRIAGE_RETURN)) return false;
      if (end <= start) return false;
      if (block[end - 1] === comma && cellsOf(block, start, end) !== width) return false;
      if (start - indexed >= INDEX_BYTES) {
        offsets.push(from + start);
        numbers.push(lines);
        indexed = start;
      }
      lines += 1;
      start = at + 1;
      return true;
    };
    for (let at = 0; at < block.length; at += 1) {
      if (block[at] !== LINE_FEED) continue;
      if (crlf && block[at - 1] !== CARRIAGE_RETURN) return false;
      if (!endLine(at, crlf ? at - 1 : at)) return false;
    }
    return start === block.length || endLine(block.length, block.length);
  };

  const cellsOf = (block: Buffer, start: number, end: number): number => {
    let cells = 1;
    for (let at = start; at < end; at += 1) if (block[at] === comma) cells += 1;
    return cells;
  };

  return { push, result: () => ({ lines, index: { offsets, lines: numbers } }) };
}
