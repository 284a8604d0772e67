import type { Interval } from "../../data/published/common.js";
import type { Formatter } from "./format.js";

/** How much more often a trait is found, with its interval; of one that nobody has, how often it may be found at most. */
export function indexInWords(index: Interval, f: Formatter): string {
  return index.value === 0 ? `found in none (at most ${f.multiple(index.high)})` : f.multipleInterval(index);
}
