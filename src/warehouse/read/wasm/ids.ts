/** Follows the ids of a file that end with a number: which are not beyond all before them? */

import { QUOTE } from "./byte-masks";
import { MOST_STRAYS, PREFIX_AT, STRAYS_AT } from "./memory";

/** Longest number of an id, and one that is greater than all: both are whole numbers to JavaScript. */
const MOST_DIGITS: usize = 15;
const BEYOND: u64 = 1_000_000_000_000_000;

let prefixBytes: usize = 0;
let descending = false;
let strays = 0;
let furthest: u64 = 0;

/** Starts a file, whose prefix lies at `PREFIX_AT`. */
export function beginIds(bytesOfPrefix: i32, isDescending: bool): void {
  prefixBytes = <usize>bytesOfPrefix;
  descending = isDescending;
  strays = 0;
  furthest = 0;
}

/** Records so far whose id is not beyond all before it, or is no number behind the prefix; one more than can be noted: many. */
export function strayCount(): i32 {
  return strays;
}

/** Key of the furthest id so far. */
export function furthestKey(): u64 {
  return furthest;
}

/** Reads the id of a record as a key; notes the record where that is not beyond all before it. An empty id is none. */
export function readId(record: i32, start: usize, end: usize): void {
  let from = start;
  let to = end;
  if (to - from >= 2 && load<u8>(from) === QUOTE) {
    from += 1;
    to -= 1;
  }
  if (from === to) return;
  const key = keyOf(from, to);
  if (key > furthest) furthest = key;
  else if (strays < MOST_STRAYS) {
    store<u32>(STRAYS_AT + ((<usize>strays) << 2), <u32>record);
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
