import { probit } from "simple-statistics";
import { DEVIATIONS_OF_80 } from "../../numerics/interval-80.js";
import type { LeverName, Levers } from "./levers.js";

/** Where a lever may lie, as far as is known: its 10th and 90th percentile. */
export interface LeverRange {
  readonly lever: LeverName;
  readonly low: number;
  readonly high: number;
  /** Where the range comes from, in words. */
  readonly source: string;
  /** The data say nothing: somebody has to assume it. */
  readonly isAssumption: boolean;
}

/** Further out than this nobody has seen: 1 in 1,000 either way. */
const FURTHEST = 0.001;

/**
 * The levers with one of them drawn from its range: `quantile` in 0…1, of which 0.5 is as it was given.
 *
 * Factors are lognormal on either side, v·exp(z/z₉₀·ln(high)) above and so below with the low end; the discount rate
 * is normal alike, around the rate given. Several levers are drawn one after the other.
 */
export function drawLever(levers: Levers, range: LeverRange, base: Levers, quantile: number): Levers {
  const { lever, low, high } = range;
  const z = probit(Math.min(1 - FURTHEST, Math.max(FURTHEST, quantile))) / DEVIATIONS_OF_80;
  const end = z >= 0 ? high : low;
  const size = Math.abs(z);
  const moved =
    lever === "discountRateAnnual"
      ? levers.discountRateAnnual + size * (end - base.discountRateAnnual)
      : levers[lever] * (end / base[lever]) ** size;
  return { ...levers, [lever]: moved };
}
