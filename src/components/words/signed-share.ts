import type { Formatter } from "./format.js";

/** A share with its sign, in whole percent; none where it rounds to nothing. */
export function signedShare(share: number, f: Formatter): string {
  return Math.abs(share) < 0.005 ? f.percent(0) : (share > 0 ? "+" : "") + f.percent(share, 0);
}

/** A difference of shares in points of a hundred, with its sign; none where it rounds to nothing: "+3", "−2.8". */
export function signedPoints(difference: number, f: Formatter, digits: 0 | 1 = 0): string {
  const points = Math.round(difference * 10 ** (2 + digits)) / 10 ** digits;
  return (points > 0 ? "+" : "") + f.number(points);
}
