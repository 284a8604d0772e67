import betaln from "@stdlib/math-base-special-betaln";
import { negativeBinomialShare } from "../nbd/negative-binomial.js";
import type { BetaGeometricParameters, BetaGeometricVariant } from "./beta-geometric-parameters.js";

/**
 * Probability of exactly x repeat purchases of a new client in time t: it stayed throughout and the process gave
 * x, or it left with the x-th and the process would have given x or more. With N events of the process,
 *
 * E[(1−p)ⁿ] P(kx ≤ N < kx + k) + [n>0] E[p (1−p)ⁿ⁻¹] P(N ≥ kx), n = x, or x + 1 where clients may leave at once.
 */
export function countProbability(
  { r, alpha, a, b }: BetaGeometricParameters,
  { leavesAtOnce, regularity }: BetaGeometricVariant,
  count: number,
  time: number,
): number {
  const chances = count + (leavesAtOnce ? 1 : 0);
  const base = betaln(a, b);
  const stayed =
    Math.exp(betaln(a, b + chances) - base) *
    negativeBinomialShare(r, alpha, time, regularity * count, regularity * (count + 1) - 1);
  const left =
    chances === 0
      ? 0
      : Math.exp(betaln(a + 1, b + chances - 1) - base) *
        negativeBinomialShare(r, alpha, time, regularity * count, Number.POSITIVE_INFINITY);
  return stayed + left;
}
