import type { Formatter } from "./format.js";

/** A share with its sign, in whole percent; none where it rounds to nothing. */
export function signedShare(share: number, f: Formatter): string {
  return Math.abs(share) < 0.005 ? f.percent(0) : (share > 0 ? "+" : "") + f.percent(share, 0);
}
