import { studentDeviationsOf80 } from "../../numerics/student-quantile.js";

/** Fewer origins than this do not tell how far a portfolio as a whole strays from what is expected. */
const FEWEST_SHOCKS = 3;

/** A portfolio's total as predicted from one origin, and as it came. */
export interface TotalOutcome {
  readonly origin: string;
  readonly predicted: number;
  readonly actual: number;
  /** Standard deviation of the total were the clients to fare independently. */
  readonly deviation: number;
}

/**
 * How far all clients together stray from what is expected: a factor exp(ε) on the portfolio's total,
 * ε ~ N(0, σ²), σ from a few origins, so that its interval is Student's.
 */
export interface CommonShock {
  readonly origins: number;
  /** σ. */
  readonly logDeviation: number;
  /** Half the width of the 80 % interval of ε: t·σ. */
  readonly halfWidth80: number;
}

/**
 * The common shock from totals predicted from rolling origins: σ² = mean of [ln(actual / predicted)]² less the mean
 * of (deviation / predicted)², at least 0, with as many degrees of freedom as origins. The errors are taken
 * around 0: a bias so far is no promise of the same bias to come.
 *
 * Null ("not calibrated") with fewer than three origins whose predicted and actual totals are both positive.
 */
export function commonShock(totals: readonly TotalOutcome[]): CommonShock | null {
  const told = totals.filter(({ predicted, actual }) => predicted > 0 && actual > 0);
  if (told.length < FEWEST_SHOCKS) return null;
  const mean = (of: (one: TotalOutcome) => number): number =>
    told.reduce((sum, one) => sum + of(one), 0) / told.length;
  const errors = mean(({ predicted, actual }) => Math.log(actual / predicted) ** 2);
  const independent = mean(({ predicted, deviation }) => (deviation / predicted) ** 2);
  const logDeviation = Math.sqrt(Math.max(0, errors - independent));
  return {
    origins: told.length,
    logDeviation,
    halfWidth80: studentDeviationsOf80(told.length) * logDeviation,
  };
}
