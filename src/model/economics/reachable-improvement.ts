import { group, median } from "d3";
import { holm } from "../numerics/holm.js";
import { DEVIATIONS_OF_80 } from "../numerics/interval-80.js";
import { normalShare } from "../numerics/normal-share.js";

/** A time at which a client stayed or left, with what was measured of it in the year before. */
export interface MeasuredDecision {
  /** Decisions compare within a stratum only: same terms, same point of a client's life. */
  readonly stratum: string;
  readonly stayed: boolean;
  /** Mean reading by measure; a measure without a reading is absent. */
  readonly readings: ReadonlyMap<string, number>;
}

interface Left {
  readonly decisions: number;
  readonly left: number;
}

/** How leaving goes with a measure. */
export interface MeasureOfLeaving {
  readonly measure: string;
  readonly betterIs: "higher" | "lower";
  /** The middle reading; a client at it counts as low. */
  readonly middle: number;
  readonly poor: Left;
  readonly well: Left;
  /** Two-sided, corrected for all measures that were looked at. */
  readonly p: number;
  /** Share of the leaving of clients that do poorly which like clients that do well have not, 80 % interval. */
  readonly avoidable: { readonly value: number; readonly low: number; readonly high: number };
}

/** Fewer decisions on either side, or leavings in all, tell nothing. */
const FEWEST_DECISIONS = 20;
const FEWEST_LEAVINGS = 10;
/** Before the data: two thirds of measures go with a rate of leaving that is at most doubled or halved. */
const PRIOR_DEVIATION = Math.log(2);

/**
 * How much less clients leave that do well on a measure than like clients that do poorly, most telling first.
 *
 * Sides: above the middle reading or not. RR = Σ aₛn₀ₛ/Nₛ ÷ Σ bₛn₁ₛ/Nₛ over strata s (Mantel and Haenszel 1959), with
 * the variance of ln RR of Greenland and Robins (1985); p by the normal approximation, corrected by Holm. ln RR is
 * then drawn towards 0 as under the prior N(0, (ln 2)²), and avoidable = 1 − 1/RR, at least 0. It describes who
 * left: what is changed about a client that does poorly need not make it stay. Measures with fewer than 20
 * decisions on a side or 10 leavings, or with leaving on one side only, are left out.
 */
export function measuresOfLeaving(decisions: readonly MeasuredDecision[]): MeasureOfLeaving[] {
  const measures = [...new Set(decisions.flatMap(({ readings }) => [...readings.keys()]))].sort();
  const told = measures.flatMap((measure) => compared(measure, decisions) ?? []);
  const corrected = holm(told.map(({ p }) => p));
  return told.map((one, at) => ({ ...one, p: corrected[at] ?? 1 })).sort((a, b) => a.p - b.p);
}

function compared(measure: string, decisions: readonly MeasuredDecision[]): MeasureOfLeaving | null {
  const known = decisions.flatMap(({ stratum, stayed, readings }) => {
    const reading = readings.get(measure);
    return reading === undefined ? [] : [{ stratum, stayed, reading }];
  });
  const middle = median(known, ({ reading }) => reading) ?? Number.NaN;
  const rows = known.map((one) => ({ ...one, high: one.reading > middle }));
  const side = (high: boolean): Left => {
    const own = rows.filter((row) => row.high === high);
    return { decisions: own.length, left: own.filter(({ stayed }) => !stayed).length };
  };
  const [high, low] = [side(true), side(false)];
  if (Math.min(high.decisions, low.decisions) < FEWEST_DECISIONS) return null;
  if (high.left + low.left < FEWEST_LEAVINGS || high.left === 0 || low.left === 0) return null;
  const { logRatio, variance } = logRatioOfLeaving(rows);
  if (!Number.isFinite(logRatio) || !(variance > 0)) return null;
  const higherIsBetter = logRatio >= 0;
  const weight = PRIOR_DEVIATION ** 2 / (PRIOR_DEVIATION ** 2 + variance);
  const centre = weight * Math.abs(logRatio);
  const half = DEVIATIONS_OF_80 * Math.sqrt(weight * variance);
  const avoided = (ratio: number) => Math.max(0, -Math.expm1(-ratio));
  return {
    measure,
    betterIs: higherIsBetter ? "higher" : "lower",
    middle,
    poor: higherIsBetter ? low : high,
    well: higherIsBetter ? high : low,
    p: 2 * normalShare(-Math.abs(logRatio) / Math.sqrt(variance)),
    avoidable: { value: avoided(centre), low: avoided(centre - half), high: avoided(centre + half) },
  };
}

/** ln of the rate of leaving of low readings over that of high ones, in like strata. */
function logRatioOfLeaving(
  rows: readonly { readonly stratum: string; readonly stayed: boolean; readonly high: boolean }[],
): { readonly logRatio: number; readonly variance: number } {
  let [lowSum, highSum, spread] = [0, 0, 0];
  for (const own of group(rows, ({ stratum }) => stratum).values()) {
    const left = (high: boolean) => own.filter((row) => row.high === high && !row.stayed).length;
    const highCount = own.filter(({ high }) => high).length;
    const lowCount = own.length - highCount;
    const [lowLeft, highLeft] = [left(false), left(true)];
    lowSum += (lowLeft * highCount) / own.length;
    highSum += (highLeft * lowCount) / own.length;
    spread +=
      ((lowLeft + highLeft) * lowCount * highCount) / own.length ** 2 - (lowLeft * highLeft) / own.length;
  }
  return { logRatio: Math.log(lowSum / highSum), variance: spread / (lowSum * highSum) };
}
