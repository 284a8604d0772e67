import { sum } from "d3";
import { DAYS_A_MONTH, DAYS_A_YEAR } from "../../numerics/calendar.js";
import type { ClientHistory } from "../client-history.js";
import { simplePortfolioValue } from "../simple-formula.js";

/** The trivial rules that a value model has to beat, in the order in which they are shown. */
export const BASELINES = [
  "zero",
  "mean",
  "run rate",
  "last 12 months",
  "constant churn",
  "simple formula",
] as const;

export type Baseline = (typeof BASELINES)[number];

/**
 * Revenue that a trivial rule expects of each client over the next `months`, which need not be whole.
 *
 * zero: nothing. mean: to each the same, all clients' revenue a month of being a client. run rate: its own
 * revenue a month since its first day. last 12 months: its revenue of the last 12 months, pro rata. constant
 * churn: its run rate times (1 − r^months)/−ln r, r a month's retention of the portfolio. simple formula: average
 * purchase × purchases a year × years, a client of less than a year counting as a year. Elsewhere a client of
 * less than a month counts as a month.
 */
export function baselineRevenue(
  baseline: Baseline,
  histories: readonly ClientHistory[],
  months: number,
): number[] {
  const monthsAsClient = (history: ClientHistory): number => Math.max(1, history.ageDays / DAYS_A_MONTH);
  const runRate = (history: ClientHistory): number => history.revenue / monthsAsClient(history);
  switch (baseline) {
    case "zero":
      return histories.map(() => 0);
    case "mean": {
      const revenueAMonth =
        sum(histories, (history) => history.revenue) / Math.max(1, sum(histories, monthsAsClient));
      return histories.map(() => revenueAMonth * months);
    }
    case "run rate":
      return histories.map((history) => runRate(history) * months);
    case "last 12 months":
      return histories.map((history) => (history.revenueLast12Months * months) / 12);
    case "constant churn": {
      const hazard = -Math.log(yearlyRetention(histories)) / 12;
      const effectiveMonths = hazard > 0 ? -Math.expm1(-hazard * months) / hazard : months;
      return histories.map((history) => runRate(history) * effectiveMonths);
    }
    case "simple formula":
      return histories.map((history) => simplePortfolioValue([history], months).value);
  }
}

/**
 * Of the clients of more than a year, the share that brought revenue in the last 12 months, at least 1 %; 1
 * where there are none.
 */
function yearlyRetention(histories: readonly ClientHistory[]): number {
  const old = histories.filter((history) => history.ageDays > DAYS_A_YEAR);
  const active = old.filter((history) => history.revenueLast12Months > 0);
  return old.length === 0 ? 1 : Math.max(0.01, active.length / old.length);
}
