import { sum } from "d3";
import { DAYS_A_MONTH } from "../../numerics/calendar.js";
import type { ClientHistory } from "../client-history.js";

/** The trivial rules that a value model has to beat, in the order in which they are shown. */
export const BASELINES = ["zero", "mean", "run rate", "last 12 months"] as const;

export type Baseline = (typeof BASELINES)[number];

/**
 * Revenue that a trivial rule expects of each client over the next `months`.
 *
 * zero: nothing. mean: to each the same, all clients' revenue a month of being a client. run rate: its own
 * revenue a month since its first day. last 12 months: its revenue of the last 12 months, pro rata. A client
 * of less than a month counts as a month.
 */
export function baselineRevenue(
  baseline: Baseline,
  histories: readonly ClientHistory[],
  months: number,
): number[] {
  const monthsAsClient = (history: ClientHistory): number => Math.max(1, history.ageDays / DAYS_A_MONTH);
  if (baseline === "zero") return histories.map(() => 0);
  if (baseline === "last 12 months") {
    return histories.map((history) => (history.revenueLast12Months * months) / 12);
  }
  if (baseline === "run rate") {
    return histories.map((history) => (history.revenue / monthsAsClient(history)) * months);
  }
  const revenueAMonth = sum(histories, (history) => history.revenue) / sum(histories, monthsAsClient);
  return histories.map(() => revenueAMonth * months);
}
