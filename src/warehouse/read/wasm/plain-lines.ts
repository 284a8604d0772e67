/**
 * Looks at the lines of a delimited file, 64 bytes at a time: are they its records, and which have not as many cells as
 * the header?
 *
 * AssemblyScript, compiled into `../plain-lines-wasm.ts` by `npm run compile-lines`. `../plain-lines.ts` calls it.
 *
 * A cell may be quoted as a whole, with quotes in it doubled. A file with any other quote, a line end inside quotes,
 * an empty line, line ends of two kinds or a NUL is not plain.
 */

import {
  bytesEqual,
  CARRIAGE_RETURN,
  EVERY_BIT,
  isRare,
  LINE_FEED,
  oddBitsBelow,
  QUOTE,
  SPACE,
  shifted,
} from "./byte-masks";
import { beginIds, furthestKey, readId } from "./ids";
import { BYTES_AT, INPUT_AT, KEYS_AT, MOST_UNEVEN, UNEVEN_AT, UNEVEN_BYTES } from "./memory";

export { strayCount } from "./ids";
export {
  BYTES_AT,
  INPUT_AT,
  INPUT_BYTES,
  KEYS_AT,
  MOST_STRAYS,
  PREFIX_AT,
  PREFIX_BYTES,
  STRAYS_AT,
  UNEVEN_AT,
  UNEVEN_BYTES,
} from "./memory";

/** Records between two places that are noted, as `RECORDS_A_STRETCH` has it, as a mask of their numbers. */
const STRETCH_MASK: i32 = 63;

let delimiter: u8 = 0;
let crlf = false;
let width = 0;

/** The cell of a record that holds its id, from 1; 0 for none. */
let idCell = 0;

/** Of the record that is being read: the cell, from 1, where it began, and where its id began. */
let cell = 1;
let recordFrom: usize = 0;
let idFrom: usize = 0;
/** The furthest key before it. */
let furthestBefore: u64 = 0;

let lines = 0;
let padded = false;
let stretches = 0;
let uneven = 0;
/** Uneven lines of the blocks before. */
let unevenBefore = 0;

/** Starts a file: its delimiter, line ends, cells of a record, and how its ids are written. */
export function begin(
  fileDelimiter: u8,
  isCrlf: bool,
  cells: i32,
  cellOfId: i32,
  bytesOfPrefix: i32,
  isDescending: bool,
): void {
  delimiter = fileDelimiter;
  crlf = isCrlf;
  width = cells;
  idCell = cellOfId;
  beginIds(bytesOfPrefix, isDescending);
  lines = 0;
  padded = false;
  uneven = 0;
  unevenBefore = 0;
  furthestBefore = 0;
}

/** Lines so far, the header's among them. */
export function lineCount(): i32 {
  return lines;
}

/** True when a cell begins or ends with a space. */
export function isPadded(): bool {
  return padded;
}

/** Stretches that began in the last block. */
export function stretchCount(): i32 {
  return stretches;
}

/** Lines of the last block with too few or too many cells. Where a file has any, its records are others than those counted. */
export function unevenCount(): i32 {
  return uneven;
}

/** Takes a block of whole lines that begins at `INPUT_AT`. False: the file is not plain. */
export function take(bytes: i32): bool {
  const end = INPUT_AT + <usize>bytes;
  let insideFromBefore: u64 = 0;
  // What the byte before the block was, as the lowest bit of a mask: a line's end.
  let edgeBefore: u64 = 1;
  let quoteBefore: u64 = 0;
  let closingBefore: u64 = 0;
  let spaceBefore: u64 = 0;
  let feedBefore: u64 = 1;
  let returnBefore: u64 = 0;
  let wrong: u64 = 0;
  let padding: u64 = 0;

  cell = 1;
  recordFrom = idFrom = INPUT_AT;
  stretches = 0;
  unevenBefore += uneven;
  uneven = 0;

  for (let at = INPUT_AT; at < end; at += 64) {
    const left = end - at;
    const valid: u64 = left < 64 ? ((<u64>1) << left) - 1 : EVERY_BIT;
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const feeds = bytesEqual(a, b, c, d, LINE_FEED) & valid;
    const spaces = bytesEqual(a, b, c, d, SPACE) & valid;
    let quotes: u64 = 0;
    let returns: u64 = 0;
    if (v128.any_true(v128.or(v128.or(isRare(a), isRare(b)), v128.or(isRare(c), isRare(d))))) {
      quotes = bytesEqual(a, b, c, d, QUOTE) & valid;
      returns = bytesEqual(a, b, c, d, CARRIAGE_RETURN) & valid;
      wrong |= bytesEqual(a, b, c, d, 0) & valid;
    }

    // From an opening quote up to before its closing one; a doubled quote closes and opens.
    const inside = quotes === 0 ? insideFromBefore : oddBitsBelow(quotes) ^ insideFromBefore;
    insideFromBefore = inside >> 63 === 0 ? 0 : EVERY_BIT;
    const delimiters = bytesEqual(a, b, c, d, delimiter) & valid & ~inside;
    const ends = delimiters | feeds;
    const opening = quotes & inside;
    const closing = quotes & ~inside;

    wrong |= feeds & inside;
    wrong |= opening & ~(shifted(ends, edgeBefore) | shifted(quotes, quoteBefore));
    wrong |= shifted(closing, closingBefore) & valid & ~(ends | quotes | returns);
    if (crlf) wrong |= (shifted(returns, returnBefore) ^ feeds) | (returns & shifted(feeds, feedBefore));
    else wrong |= returns | (feeds & shifted(feeds, feedBefore));

    const edges = ends | quotes | returns;
    padding |= spaces & (shifted(ends, edgeBefore) | shifted(quotes, quoteBefore));
    padding |= shifted(spaces, spaceBefore) & edges;

    edgeBefore = ends >> 63;
    quoteBefore = quotes >> 63;
    closingBefore = closing >> 63;
    spaceBefore = spaces >> 63;
    feedBefore = feeds >> 63;
    returnBefore = returns >> 63;

    let passed: u64 = 0;
    for (let rest = feeds; rest !== 0; rest &= rest - 1) {
      const upTo = rest ^ (rest - 1);
      const feed = at + <usize>ctz(rest);
      passCells(delimiters & upTo & ~passed, at);
      passed = upTo;
      if (cell === idCell && lines > 0) readId(lines - 1, idFrom, crlf ? feed - 1 : feed);
      if (cell !== width) {
        if (unevenBefore + uneven === MOST_UNEVEN) return false;
        noteUneven(feed + 1);
      }
      if (lines > 0 && ((lines - 1) & STRETCH_MASK) === 0) noteStretch();
      lines += 1;
      cell = 1;
      recordFrom = idFrom = feed + 1;
      furthestBefore = furthestKey();
    }
    passCells(delimiters & ~passed, at);
  }
  padded = padded || padding !== 0;
  return wrong === 0 && insideFromBefore === 0;
}

/** Counts the cells that end with delimiters, bits of the 64 bytes at an address, and reads the id if it is among them. */
function passCells(delimiters: u64, at: usize): void {
  const last = cell + <i32>popcnt(delimiters);
  if (idCell !== 0 && cell <= idCell && last >= idCell) {
    let left = delimiters;
    for (; cell < idCell - 1; cell += 1) left &= left - 1;
    if (cell < idCell) {
      idFrom = at + <usize>ctz(left) + 1;
      left &= left - 1;
    }
    if (left !== 0 && lines > 0) readId(lines - 1, idFrom, at + <usize>ctz(left));
  }
  cell = last;
}

function noteUneven(next: usize): void {
  const at = UNEVEN_AT + <usize>uneven * UNEVEN_BYTES;
  store<u32>(at, <u32>lines);
  store<u32>(at, <u32>(recordFrom - INPUT_AT), 4);
  store<u32>(at, <u32>(next - INPUT_AT), 8);
  store<u32>(at, <u32>cell, 12);
  uneven += 1;
}

function noteStretch(): void {
  store<u32>(BYTES_AT + ((<usize>stretches) << 2), <u32>(recordFrom - INPUT_AT));
  store<f64>(KEYS_AT + ((<usize>stretches) << 3), <f64>furthestBefore);
  stretches += 1;
}
