import { logRisingFactorials } from "../../numerics/log-rising-factorial.js";
import type { SbgParameters } from "./sbg-parameters.js";

/** ln S(n) = ln[ (β)ₙ / (α+β)ₙ ] for ascending numbers of renewal opportunities n. */
export function logSurvivals({ alpha, beta }: SbgParameters, opportunities: readonly number[]): Float64Array {
  const stay = logRisingFactorials(beta, opportunities).value;
  const all = logRisingFactorials(alpha + beta, opportunities).value;
  return stay.map((value, index) => value - (all[index] ?? 0));
}

/** Share of new contracts that outlast n renewal opportunities: S(n) = B(α, β+n) / B(α, β). */
export function survival(parameters: SbgParameters, opportunities: number): number {
  return Math.exp(logSurvivals(parameters, [opportunities])[0] ?? Number.NaN);
}

/**
 * Probability that a contract renewed n times is renewed once more: (β + n) / (α + β + n). It grows with n, as
 * contracts likely to end have ended.
 */
export function renewalProbability({ alpha, beta }: SbgParameters, renewals: number): number {
  return (beta + renewals) / (alpha + beta + renewals);
}
