import { group, median, sum } from "d3";
import { holm } from "../../numerics/holm.js";
import type { Estimate } from "../../numerics/interval.js";
import { DEVIATIONS_OF_80 } from "../../numerics/interval-80.js";
import { normalShare } from "../../numerics/normal-share.js";

/** A time at which a client stayed or left, with what was measured of it in the year before. */
export interface MeasuredDecision {
  readonly clientId: string;
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
  readonly avoidable: Estimate;
}

/** Fewer clients on either side, or that left in all, tell nothing. */
const FEWEST_CLIENTS = 20;
const FEWEST_LEAVERS = 10;
/** Before the data: two thirds of measures go with a rate of leaving that is at most doubled or halved. */
const PRIOR_DEVIATION = Math.log(2);

/**
 * How much less clients leave that do well on a measure than like clients that do poorly, most telling first.
 *
 * Sides: above the middle reading or not. RR = L/H, L = Σ aₛn₀ₛ/Nₛ, H = Σ bₛn₁ₛ/Nₛ over strata s, a and n₁ of low, b and
 * n₀ of high readings (Mantel and Haenszel 1959). A client that ends several contracts at once decides once, so the
 * variance of ln RR is clustered by client: Σ over clients of (Σ u/L)², where a low decision has u = (n₀/N)(y − RR·p),
 * a high one u = −RR(n₁/N)(y − p), y = 1 for leaving and p = (a + b)/(n₀ + RR·n₁). With a decision a client it is nearly
 * that of Greenland and Robins (1985). p by the normal approximation, corrected by Holm. ln RR is then drawn
 * towards 0 as under the prior N(0, (ln 2)²), and avoidable = 1 − 1/RR, at least 0. It describes who left: what is
 * changed about a client that does poorly need not make it stay. Measures with fewer than 20 clients on a side or
 * 10 that left, or with leaving on one side only, are left out.
 */
export function measuresOfLeaving(decisions: readonly MeasuredDecision[]): MeasureOfLeaving[] {
  const measures = [...new Set(decisions.flatMap(({ readings }) => [...readings.keys()]))].sort();
  const told = measures.flatMap((measure) => compared(measure, decisions) ?? []);
  const corrected = holm(told.map(({ p }) => p));
  return told.map((one, at) => ({ ...one, p: corrected[at] ?? 1 })).sort((a, b) => a.p - b.p);
}

interface Row {
  readonly clientId: string;
  readonly stratum: string;
  readonly stayed: boolean;
  readonly high: boolean;
}

function compared(measure: string, decisions: readonly MeasuredDecision[]): MeasureOfLeaving | null {
  const known = decisions.flatMap(({ readings, ...decision }) => {
    const reading = readings.get(measure);
    return reading === undefined ? [] : [{ ...decision, reading }];
  });
  const middle = median(known, ({ reading }) => reading) ?? Number.NaN;
  const rows = known.map((one): Row => ({ ...one, high: one.reading > middle }));
  const high = rows.filter((row) => row.high);
  const low = rows.filter((row) => !row.high);
  const isLeaving = ({ stayed }: Row) => !stayed;
  if (Math.min(clientsOf(high), clientsOf(low)) < FEWEST_CLIENTS) return null;
  if (clientsOf(rows.filter(isLeaving)) < FEWEST_LEAVERS || !high.some(isLeaving) || !low.some(isLeaving)) {
    return null;
  }
  const { logRatio, variance } = logRatioOfLeaving(rows);
  if (!Number.isFinite(logRatio) || !(variance > 0)) return null;
  const higherIsBetter = logRatio >= 0;
  const weight = PRIOR_DEVIATION ** 2 / (PRIOR_DEVIATION ** 2 + variance);
  const centre = weight * Math.abs(logRatio);
  const half = DEVIATIONS_OF_80 * Math.sqrt(weight * variance);
  const avoided = (ratio: number) => Math.max(0, -Math.expm1(-ratio));
  const counted = (side: readonly Row[]): Left => ({
    decisions: side.length,
    left: side.filter(isLeaving).length,
  });
  return {
    measure,
    betterIs: higherIsBetter ? "higher" : "lower",
    middle,
    poor: counted(higherIsBetter ? low : high),
    well: counted(higherIsBetter ? high : low),
    p: 2 * normalShare(-Math.abs(logRatio) / Math.sqrt(variance)),
    avoidable: { value: avoided(centre), low: avoided(centre - half), high: avoided(centre + half) },
  };
}

function clientsOf(rows: readonly Row[]): number {
  return new Set(rows.map(({ clientId }) => clientId)).size;
}

/** ln of the rate of leaving of low readings over that of high ones, in like strata. */
function logRatioOfLeaving(rows: readonly Row[]): { readonly logRatio: number; readonly variance: number } {
  const strata = [...group(rows, ({ stratum }) => stratum).values()].map((own) => {
    const count = (high: boolean) => own.filter((row) => row.high === high).length;
    const left = (high: boolean) => own.filter((row) => row.high === high && !row.stayed).length;
    return {
      own,
      lowShare: count(false) / own.length,
      highShare: count(true) / own.length,
      lowLeft: left(false),
      highLeft: left(true),
    };
  });
  const lowSum = sum(strata, ({ lowLeft, highShare }) => lowLeft * highShare);
  const highSum = sum(strata, ({ highLeft, lowShare }) => highLeft * lowShare);
  const ratio = lowSum / highSum;
  const influences = new Map<string, number>();
  for (const { own, lowShare, highShare, lowLeft, highLeft } of strata) {
    const rate = (lowLeft + highLeft) / (own.length * (highShare + ratio * lowShare));
    for (const { clientId, stayed, high } of own) {
      const left = stayed ? 0 : 1;
      const influence = high ? -ratio * lowShare * (left - rate) : highShare * (left - ratio * rate);
      influences.set(clientId, (influences.get(clientId) ?? 0) + influence / lowSum);
    }
  }
  return { logRatio: Math.log(ratio), variance: sum(influences.values(), (influence) => influence ** 2) };
}
