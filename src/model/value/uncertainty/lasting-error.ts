import { mean } from "d3";
import { studentQuantile } from "../../numerics/student-quantile.js";
import { logError, type TotalOutcome } from "./total-outcome.js";

const SURE = 0.975;

/**
 * By how much a month all clients together leave what is expected of them beyond the windows that ways of predicting are
 * tested on, as the log error of the longest outcomes seen shows it; 0 unless that is beyond chance.
 *
 * With L the log error over m months, its variance by chance is s² = σ²·m/w + v: the common shock of windows of w months
 * grown to m, and what clients' own outcomes show. All end today, so that they count as one: the mean of L/s must lie
 * beyond the 97.5 % quantile of Student's t with as many degrees of freedom as windows told σ. Then it is
 * |mean of ±√(L² − s²)/(m − w)|, the part within chance left out.
 */
export function lastingError(
  totals: readonly TotalOutcome[],
  logDeviation: number,
  windowMonths: number,
): number {
  const errors = totals.flatMap(({ untilToday }) => {
    if (untilToday === undefined || !(untilToday.predicted > 0 && untilToday.actual > 0)) return [];
    const error = logError(untilToday);
    const variance = (logDeviation ** 2 * untilToday.months) / windowMonths + untilToday.logDeviation ** 2;
    const beyond = Math.sign(error) * Math.sqrt(Math.max(0, error ** 2 - variance));
    return [
      {
        standard: error / Math.sqrt(variance),
        aMonth: beyond / (untilToday.months - windowMonths),
      },
    ];
  });
  const standard = Math.abs(mean(errors, (one) => one.standard) ?? 0);
  if (!(standard > studentQuantile(SURE, totals.length))) return 0;
  return Math.abs(mean(errors, (one) => one.aMonth) ?? 0);
}
