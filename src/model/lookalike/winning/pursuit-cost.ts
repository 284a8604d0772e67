import type { LookalikeInput } from "../lookalike-input.js";
import type { WinModel } from "./win-model.js";

/**
 * What pursuing one prospect costs on average, won or lost: CAC × r, with r the share of pursued prospects that are
 * won, in the currency of `cac`. CAC is what is spent for each client won, with all that was spent on those who were
 * lost: taken off every prospect in full, it would be paid 1/r times over.
 *
 * Where deals give P(win) and spend per deal opened was measured, that is CAC × r over the same months, and stands as it
 * is. Else r is the stated win rate, or the share of closed deals that were won where these give P(win), at the odds of today.
 * Null where CAC is not known, or r is not.
 */
export function pursuitCost(
  { basis, wonShare }: Pick<WinModel, "basis" | "wonShare">,
  { winRate, cac, costPerDeal = null }: Pick<LookalikeInput, "winRate" | "cac" | "costPerDeal">,
): number | null {
  if (basis === "won and lost deals" && costPerDeal !== null) return costPerDeal;
  const rate = basis === "won and lost deals" ? wonShare : winRate;
  return cac === null || rate === null ? null : cac * rate;
}
