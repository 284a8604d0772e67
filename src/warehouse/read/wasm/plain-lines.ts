/**
 * Looks at the lines of a delimited file, 64 bytes at a time: are they its records, and which have not as many cells as
 * the header?
 *
 * AssemblyScript, compiled into `../plain-lines-wasm.ts` by `npm run compile-lines`. `../plain-lines.ts` calls it.
 *
 * A cell may be quoted as a whole, with quotes in it doubled. A file with any other quote, a line end inside quotes,
 * an empty line, line ends of two kinds or a NUL is not plain.
 */

const QUOTE: u8 = 0x22;
const LINE_FEED: u8 = 0x0a;
const CARRIAGE_RETURN: u8 = 0x0d;
const SPACE: u8 = 0x20;

const EVERY_BIT = u64.MAX_VALUE;

/** Longest number of an id, and one that is greater than all: both are whole numbers to JavaScript. */
const MOST_DIGITS: usize = 15;
const BEYOND: u64 = 1_000_000_000_000_000;

/** Records between two places that are noted, as a mask of their numbers. */
const STRETCH_MASK: i32 = 63;

/** Bytes of an id that stand before its number. */
export const PREFIX_AT: usize = 1 << 10;
export const PREFIX_BYTES: i32 = 256;

/** Numbers of records whose ids are out of order. */
export const STRAYS_AT: usize = 1 << 11;
export const MOST_STRAYS: i32 = 1000;

/** Of the lines of a block with too few or too many cells: line, from 0, its first byte and that of the next in the block, cells. */
export const UNEVEN_AT: usize = 1 << 13;
export const UNEVEN_BYTES: usize = 16;
const MOST_UNEVEN: i32 = 1000;

/** Of the stretches that begin in a block: their bytes in it, and the furthest key before them. */
export const BYTES_AT: usize = 1 << 15;
export const KEYS_AT: usize = 1 << 17;

/** A block, and room for the line end that a file's last line may lack. */
export const INPUT_AT: usize = 1 << 19;
export const INPUT_BYTES: i32 = 1 << 21;

let delimiter: u8 = 0;
let crlf = false;
let width = 0;

/** The cell of a record that holds its id, from 1; 0 for none. */
let idCell = 0;
let prefixBytes: usize = 0;
let descending = false;

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
let strays = 0;
let furthest: u64 = 0;

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
  prefixBytes = <usize>bytesOfPrefix;
  descending = isDescending;
  lines = 0;
  padded = false;
  strays = 0;
  furthest = 0;
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

/** Records so far whose id is not beyond all before it, or is no number behind the prefix; one more than can be noted: many. */
export function strayCount(): i32 {
  return strays;
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
      if (cell === idCell && lines > 0) readId(crlf ? feed - 1 : feed);
      if (cell !== width) {
        if (uneven === MOST_UNEVEN) return false;
        noteUneven(feed + 1);
      }
      if (lines > 0 && ((lines - 1) & STRETCH_MASK) === 0) noteStretch();
      lines += 1;
      cell = 1;
      recordFrom = idFrom = feed + 1;
      furthestBefore = furthest;
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
    if (left !== 0 && lines > 0) readId(at + <usize>ctz(left));
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

/** Reads the id that ends here as a key; notes the record where that is not beyond all before it. An empty id is none. */
function readId(end: usize): void {
  let from = idFrom;
  let to = end;
  if (to - from >= 2 && load<u8>(from) === QUOTE) {
    from += 1;
    to -= 1;
  }
  if (from === to) return;
  const key = keyOf(from, to);
  if (key > furthest) furthest = key;
  else if (strays < MOST_STRAYS) {
    store<u32>(STRAYS_AT + ((<usize>strays) << 2), <u32>(lines - 1));
    strays += 1;
  } else strays = MOST_STRAYS + 1;
}

/** The number of an id, from 1, or how far it is below all where ids descend; 0 where it has no such form. */
function keyOf(from: usize, to: usize): u64 {
  const numberFrom = from + prefixBytes;
  if (numberFrom >= to || to - numberFrom > MOST_DIGITS) return 0;
  for (let index: usize = 0; index < prefixBytes; index += 1) {
    if (load<u8>(from + index) !== load<u8>(PREFIX_AT + index)) return 0;
  }
  let key: u64 = 0;
  for (let at = numberFrom; at < to; at += 1) {
    const digit = load<u8>(at) - 0x30;
    if (digit > 9) return 0;
    key = key * 10 + digit;
  }
  return descending ? BEYOND - key : key + 1;
}

/** Bits of 64 bytes that have a value. */
function bytesEqual(a: v128, b: v128, c: v128, d: v128, value: u8): u64 {
  const wanted = i8x16.splat(value);
  return (
    <u64>i8x16.bitmask(i8x16.eq(a, wanted)) |
    ((<u64>i8x16.bitmask(i8x16.eq(b, wanted))) << 16) |
    ((<u64>i8x16.bitmask(i8x16.eq(c, wanted))) << 32) |
    ((<u64>i8x16.bitmask(i8x16.eq(d, wanted))) << 48)
  );
}

/** Bytes that most blocks hold none of. */
function isRare(bytes: v128): v128 {
  const ofText = v128.or(i8x16.eq(bytes, i8x16.splat(QUOTE)), i8x16.eq(bytes, i8x16.splat(CARRIAGE_RETURN)));
  return v128.or(ofText, i8x16.eq(bytes, i8x16.splat(0)));
}

/** Bits whose byte is behind one of a mask, of which the last of the 64 bytes before are known. */
function shifted(mask: u64, before: u64): u64 {
  return (mask << 1) | before;
}

/** Bits at and below which a mask has an odd number of bits. */
function oddBitsBelow(mask: u64): u64 {
  let odd = mask ^ (mask << 1);
  odd ^= odd << 2;
  odd ^= odd << 4;
  odd ^= odd << 8;
  odd ^= odd << 16;
  return odd ^ (odd << 32);
}
