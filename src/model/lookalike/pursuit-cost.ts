import type { WinModel } from "./win-model.js";

/**
 * What pursuing one prospect costs on average, won or lost: CAC × r, with r the share of pursued prospects that are
 * won, in the currency of `cac`. CAC is what is spent for each client won, with all that was spent on those who were
 * lost: taken off every prospect in full, it would be paid 1/r times over.
 *
 * r is the stated win rate, or the share of closed deals that were won where these give P(win). Null where CAC is not
 * known, or r is not.
 */
export function pursuitCost(
  { basis, positives, negatives }: Pick<WinModel, "basis" | "positives" | "negatives">,
  winRate: number | null,
  cac: number | null,
): number | null {
  const rate = basis === "won and lost deals" ? positives / (positives + negatives) : winRate;
  return cac === null || rate === null ? null : cac * rate;
}
