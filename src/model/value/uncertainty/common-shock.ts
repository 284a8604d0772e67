import { studentDeviationsOf80 } from "../../numerics/student-quantile.js";
import { lastingError } from "./lasting-error.js";
import { logError, type TotalOutcome } from "./total-outcome.js";

/** Fewer origins than this do not tell how far a portfolio as a whole strays from what is expected. */
export const FEWEST_SHOCKS = 3;

/** Of fewer clients than this nothing tells one's luck from what moves all of them. */
const FEWEST_EFFECTIVE_CLIENTS = 5;

const HALVINGS = 100;

/**
 * How far all clients together stray from what is expected over one window: a factor exp(ε) on the portfolio's total,
 * ε ~ N(0, σ²), σ from a few origins, so that its interval is Student's.
 */
export interface CommonShock {
  readonly origins: number;
  /** Months that the totals were predicted for; `shockOver` tells of longer times. */
  readonly windowMonths: number;
  /** σ. */
  readonly logDeviation: number;
  /** Half the width of the 80 % interval of ε: t·σ. */
  readonly halfWidth80: number;
  /** How far the mean log error grows with each month beyond the window (`lastingError`); absent: no more than the shock does. */
  readonly lasting?: number;
}

/**
 * The common shock from totals predicted from rolling origins for `windowMonths` each, windows that do not overlap.
 *
 * The log errors Lⱼ = ln(actual / predicted) are N(0, σ² + vⱼ), around 0: a bias so far is no promise of the same bias to
 * come. vⱼ is what the luck of clients and what was not known of the parameters give, as simulated, or
 * clients faring independently as their outcomes show it (`totalOutcome`), whichever is more: neither is a common shock. σ² solves Σ Lⱼ²/(σ² + vⱼ) = n, at least 0, with n degrees of
 * freedom (the random-effects estimator of Paule and Mandel 1982, with a known mean): where all vⱼ are alike,
 * it is the mean of Lⱼ² less v, and an origin that is sure of little moves it little.
 *
 * Only origins whose totals are positive and rest on five effective clients or more count; an error beyond a factor of
 * 10 counts as one of 10. Null ("not calibrated") with fewer than three.
 */
export function commonShock(totals: readonly TotalOutcome[], windowMonths: number): CommonShock | null {
  const told = totals.filter(tellsOfShock);
  if (told.length < FEWEST_SHOCKS) return null;
  const errors = told.map((one) => ({
    square: logError(one) ** 2,
    variance: Math.max(one.deviation / one.predicted, one.logDeviation) ** 2,
  }));
  const logDeviation = Math.sqrt(commonVariance(errors));
  const lasting = lastingError(told, logDeviation, windowMonths);
  return {
    origins: told.length,
    windowMonths,
    logDeviation,
    halfWidth80: studentDeviationsOf80(told.length) * logDeviation,
    ...(lasting > 0 ? { lasting } : {}),
  };
}

/** Whether a total says anything of what moves all clients together. */
export function tellsOfShock({ predicted, actual, effectiveClients }: TotalOutcome): boolean {
  return predicted > 0 && actual > 0 && effectiveClients >= FEWEST_EFFECTIVE_CLIENTS;
}

/** The root of Σ square/(σ² + variance) = n, which falls in σ², by halving. */
function commonVariance(errors: readonly { readonly square: number; readonly variance: number }[]): number {
  let [low, high] = [0, Math.max(...errors.map(({ square }) => square))];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    const fit = errors.reduce(
      (sum, { square, variance }) => sum + (square > 0 ? square / (middle + variance) : 0),
      0,
    );
    if (fit > errors.length) low = middle;
    else high = middle;
  }
  return low;
}
