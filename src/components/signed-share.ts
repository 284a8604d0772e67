import type { Formatter } from "./format.js";

/** A share with its sign, in whole percent; none where it rounds to nothing. */
export function signedShare(share: number, f: Formatter): string {
  const sign = Math.abs(share) < 0.005 ? "" : share > 0 ? "+" : "−";
  return `${sign}${f.percent(Math.abs(share), 0)}`;
}
