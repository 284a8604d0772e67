import { mean } from "d3";
import type { Interval } from "../../numerics/interval.js";

/** How often intervals held what came, and how wide they were; null without any. */
export interface IntervalCoverage {
  readonly clients: number;
  readonly covered: number | null;
  readonly meanWidth: number | null;
}

/** Share of actual values inside [low, high], ends included, with the intervals' mean width. */
export function intervalCoverage(
  intervals: readonly Interval[],
  actual: readonly number[],
): IntervalCoverage {
  if (intervals.length !== actual.length) {
    throw new RangeError(`${intervals.length} intervals for ${actual.length} actual values`);
  }
  const inside = intervals.map(({ low, high }, index) => {
    const value = actual[index] ?? Number.NaN;
    return low <= value && value <= high ? 1 : 0;
  });
  return {
    clients: actual.length,
    covered: mean(inside) ?? null,
    meanWidth: mean(intervals, ({ low, high }) => high - low) ?? null,
  };
}
