import { isAscii } from "node:buffer";
import { byteOrderMark } from "./byte-order-mark.js";
import { type Delimiter, detectDelimiter, headerNames, headerRecord } from "./header.js";
import { lineBlocks } from "./line-blocks.js";
import { type FileScan, ODD_SPACES, RECORDS_A_STRETCH } from "./scan-file.js";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const SPACE = 0x20;

const NO_CELL_OF_ITS_OWN = ODD_SPACES.filter((space) => space !== "\r");

export interface PlainScanner {
  /** Takes the next bytes, which end with a line feed unless they are the last. False: the file is not plain. */
  push(block: Buffer): boolean;
  /** The structure of what was taken; null where it is not plain. */
  scan(): FileScan | null;
}

/**
 * The structure of a file whose records are its lines: no quotes, no NUL, no empty lines, line ends of one kind.
 *
 * Looks for whole runs of bytes, which is many times faster than `scanFile`, and gives null for any other file.
 * Lines with too few or too many cells are not looked for, but for those that end with the delimiter: an engine refuses
 * the others, and takes one empty cell too many in silence.
 */
export function plainScanner(stated: Delimiter | null): PlainScanner {
  let shape: Shape | undefined;
  const stretches: number[] = [];
  let lines = 0;
  let bytes = 0;
  let padded = false;
  let oddSpaces = false;
  let isPlain = true;
  const take = (block: Buffer): boolean => {
    const from = shape === undefined ? byteOrderMark(block) : 0;
    shape ??= shapeOf(block.subarray(from), stated);
    if (shape === undefined || block.includes(QUOTE) || block.includes(0)) return false;
    if (block.includes(CARRIAGE_RETURN) !== shape.crlf) return false;
    const found = countLines(block, from, shape, (line, start) => {
      // The header is the first line.
      if ((lines + line - 1) % RECORDS_A_STRETCH === 0) stretches.push(bytes + start);
    });
    if (found === null) return false;
    lines += found;
    bytes += block.length;
    padded ||= isPadded(block, shape.delimiter);
    oddSpaces ||= hasOddSpaces(block);
    return true;
  };
  return {
    push(block) {
      isPlain &&= take(block);
      return isPlain;
    },
    scan() {
      if (!isPlain || shape === undefined) return null;
      return {
        delimiter: shape.delimiter,
        header: shape.header,
        records: lines - 1,
        rejects: [],
        oddSpaces,
        padded,
        clean: true,
        bytes,
        stretches,
        lineOf: (record) => record + 2,
      };
    },
  };
}

/** The same of a file that is read for nothing else. */
export async function scanPlain(path: string, stated: Delimiter | null): Promise<FileScan | null> {
  const scanner = plainScanner(stated);
  for await (const block of lineBlocks(path)) if (!scanner.push(block)) break;
  return scanner.scan();
}

interface Shape {
  readonly delimiter: Delimiter;
  readonly header: readonly string[];
  readonly crlf: boolean;
}

function shapeOf(block: Buffer, stated: Delimiter | null): Shape | undefined {
  const first = block.indexOf(LINE_FEED);
  if (first <= 0 || block[0] === CARRIAGE_RETURN) return undefined;
  const record = headerRecord(block.toString("utf8", 0, first + 1));
  if (record.trim() === "") return undefined;
  const delimiter = stated ?? detectDelimiter(record);
  return {
    delimiter,
    header: headerNames(record, delimiter),
    crlf: block[first - 1] === CARRIAGE_RETURN,
  };
}

/** Lines of a block; null when one is empty, ends otherwise than the first, or has an empty cell too many. */
function countLines(
  block: Buffer,
  from: number,
  { delimiter, header, crlf }: Shape,
  onLine: (line: number, start: number) => void,
): number | null {
  const mark = delimiter.charCodeAt(0);
  const endBytes = crlf ? 2 : 1;
  let lines = 0;
  let returns = 0;
  let start = from;
  while (start < block.length) {
    const feed = block.indexOf(LINE_FEED, start);
    const last = feed === -1;
    const end = last ? block.length : feed - endBytes + 1;
    if (end <= start || (crlf && !last && block[end] !== CARRIAGE_RETURN)) return null;
    if (block[end - 1] === mark && cellsOf(block, start, end, mark) !== header.length) return null;
    onLine(lines, start);
    lines += 1;
    if (last) break;
    returns += 1;
    start = feed + 1;
  }
  return crlf && occurrences(block, CARRIAGE_RETURN) !== returns ? null : lines;
}

function cellsOf(block: Buffer, start: number, end: number, mark: number): number {
  let cells = 1;
  for (let index = start; index < end; index += 1) if (block[index] === mark) cells += 1;
  return cells;
}

function occurrences(block: Buffer, byte: number): number {
  let count = 0;
  for (let index = block.indexOf(byte); index !== -1; index = block.indexOf(byte, index + 1)) count += 1;
  return count;
}

/** True when a space stands at an end of a cell. */
function isPadded(block: Buffer, delimiter: Delimiter): boolean {
  const mark = delimiter.charCodeAt(0);
  const isEdge = (byte: number | undefined): boolean =>
    byte === mark || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === undefined;
  for (let at = block.indexOf(SPACE); at !== -1; at = block.indexOf(SPACE, at + 1)) {
    if (isEdge(block[at - 1]) || isEdge(block[at + 1])) return true;
  }
  return false;
}

function hasOddSpaces(block: Buffer): boolean {
  return isAscii(block) ? block.includes("\t") : NO_CELL_OF_ITS_OWN.some((space) => block.includes(space));
}
