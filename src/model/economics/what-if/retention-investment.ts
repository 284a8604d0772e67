import type { Estimate } from "../../numerics/interval.js";
import type { MeasureOfLeaving } from "./reachable-improvement.js";

/** Where an account stands on the measure that goes with leaving; unknown: no reading in the last year. */
export type Standing = "poor" | "well" | "unknown";

/** Level at which a measure counts as going with leaving. */
export const CLAIM_LEVEL = 0.05;

/** Share of the avoidable leaving that attention avoids, until a reader says otherwise. */
export const ASSUMED_CLOSED = 0.5;

/** Share of all leaving that attention avoids, where the data tell nothing of what goes with it. */
export const ASSUMED_AVOIDED = 0.1;

/** The measure that improvement is reckoned by: the most telling one, if it is beyond chance; else null. */
export function tellingMeasure(measures: readonly MeasureOfLeaving[]): MeasureOfLeaving | null {
  const [first] = measures;
  return first !== undefined && first.p <= CLAIM_LEVEL ? first : null;
}

/** On which side of the middle a reading is; null: there is none. */
export function standingOf(reading: number | null, { middle, betterIs }: MeasureOfLeaving): Standing {
  if (reading === null) return "unknown";
  return reading > middle === (betterIs === "higher") ? "well" : "poor";
}

/**
 * Share of an account's leaving that would be avoided if clients that do poorly on the measure left no more than like
 * clients that do well: `avoidable` of one that does poorly, 0 of one that does well, and of one without a reading
 * `avoidable` times the poor's share of all leavings. Without a measure all leaving is in reach, so that what the
 * reader assumes to be avoided applies to all of it.
 */
export function leavingInReach(measure: MeasureOfLeaving | null, standing: Standing): Estimate {
  if (measure === null) return { value: 1, low: 1, high: 1 };
  const { avoidable, poor, well } = measure;
  const weight =
    standing === "poor" ? 1 : standing === "well" ? 0 : poor.left / Math.max(1, poor.left + well.left);
  return { value: weight * avoidable.value, low: weight * avoidable.low, high: weight * avoidable.high };
}

/**
 * What keeping an account is worth at most in the next 12 months: value at risk × share of leaving in reach × share
 * of that which the work avoids. Spending more loses money even if all goes well. The interval holds what is not
 * known of the reach.
 *
 * `valueAtRisk` ≥ 0 in money (`stayingOutlooks`); `share` from 0 to 1. Throws a RangeError on either out of bounds.
 */
export function retentionInvestment(valueAtRisk: number, inReach: Estimate, share: number): Estimate {
  if (!(valueAtRisk >= 0 && share >= 0 && share <= 1)) {
    throw new RangeError(
      `no investment in retention: value at risk ${valueAtRisk}, share ${share}; they must be at least 0, and from 0 to 1`,
    );
  }
  const scale = valueAtRisk * share;
  return { value: scale * inReach.value, low: scale * inReach.low, high: scale * inReach.high };
}
