import gammaln from "@stdlib/math-base-special-gammaln";
import { logSurvivals as sbgLogSurvivals } from "../shifted-beta-geometric/survival.js";
import type { RenewalCurve } from "./renewal-curve.js";

/** ln S(t) = ln B(α, β + t^c) − ln B(α, β) for ascending whole numbers of renewal opportunities t. */
export function logSurvivals(curve: RenewalCurve, opportunities: readonly number[]): Float64Array {
  const { alpha, beta, shape } = curve;
  if (shape === 1) return sbgLogSurvivals(curve, opportunities);
  const ofNew = gammaln(beta) - gammaln(alpha + beta);
  return Float64Array.from(opportunities, (opportunity) => {
    if (opportunity === 0) return 0;
    const age = opportunity ** shape;
    return gammaln(beta + age) - gammaln(alpha + beta + age) - ofNew;
  });
}

/** Share of new contracts that outlast t renewal opportunities, S(t), 0 to 1. */
export function survival(curve: RenewalCurve, opportunities: number): number {
  return Math.exp(logSurvivals(curve, [opportunities])[0] ?? Number.NaN);
}

/**
 * Probabilities that contracts renewed n, n + 1, … times are renewed once more: S(k + 1) / S(k) for k = n, n + 1,
 * …, as many as `count`.
 */
export function renewalProbabilities(curve: RenewalCurve, renewals: number, count: number): Float64Array {
  const { alpha, beta, shape } = curve;
  if (shape === 1) {
    return Float64Array.from({ length: count }, (_, index) => {
      const kept = beta + renewals + index;
      return kept / (alpha + kept);
    });
  }
  const logS = logSurvivals(
    curve,
    Array.from({ length: count + 1 }, (_, index) => renewals + index),
  );
  return Float64Array.from({ length: count }, (_, index) =>
    Math.min(1, Math.exp((logS[index + 1] ?? 0) - (logS[index] ?? 0))),
  );
}
