import gammaln from "@stdlib/math-base-special-gammaln";
import { sum } from "d3";
import { logAddExp } from "../../numerics/log-add-exp.js";
import type { RepeatHistory } from "../repeat/repeat-history.js";
import type { BetaGeometricParameters, BetaGeometricVariant } from "./beta-geometric-parameters.js";
import { stageWeights } from "./erlang-stages.js";

/**
 * Logarithms of the two ways a history may have come about, up to what both share: the client is still alive
 * (stayed), or it left with its last purchase (left, −∞ where it cannot have).
 */
export function logWays(
  { r, alpha, a, b }: BetaGeometricParameters,
  { leavesAtOnce, regularity }: BetaGeometricVariant,
  { repeats, recency, age }: RepeatHistory,
): { readonly stayed: number; readonly left: number } {
  const shape = r + regularity * repeats;
  const stages = regularity > 1 ? sum(stageWeights(shape, age - recency, alpha + age, regularity)) : 1;
  const chances = repeats + (leavesAtOnce ? 1 : 0);
  return {
    stayed: shape * Math.log((alpha + recency) / (alpha + age)) + Math.log(stages),
    left: chances > 0 ? Math.log(a / (b + chances - 1)) : Number.NEGATIVE_INFINITY,
  };
}

/**
 * Log-likelihood of one history under a beta-geometric model; with n = x, or x + 1 where clients may leave at
 * once, and (z)ₙ = Γ(z+n)/Γ(z):
 *
 * ln (r)ₖₓ + ln (b)ₙ − ln (a+b)ₙ + r ln α − (r+kx) ln(α+tₓ)
 * + ln[ ((α+tₓ)/(α+T))^(r+kx) Σⱼ wⱼ + [n>0] a/(b+n−1) ] + (k−1) Σ ln gaps − x ln Γ(k).
 *
 * The two ways are added in logarithms, so that 200 purchases do not overflow (B. Hardie, note 027 at
 * brucehardie.com). For k > 1 without `logGaps` their part, which holds no parameter, is left out.
 */
export function betaGeometricLogLikelihood(
  parameters: BetaGeometricParameters,
  variant: BetaGeometricVariant,
  history: RepeatHistory,
): number {
  const { r, alpha, a, b } = parameters;
  const { repeats, recency, logGaps } = history;
  const { leavesAtOnce, regularity } = variant;
  const chances = repeats + (leavesAtOnce ? 1 : 0);
  const shape = r + regularity * repeats;
  const counts =
    gammaln(shape) -
    gammaln(r) +
    gammaln(b + chances) -
    gammaln(b) -
    (gammaln(a + b + chances) - gammaln(a + b));
  const { stayed, left } = logWays(parameters, variant, history);
  return (
    counts +
    r * Math.log(alpha) -
    shape * Math.log(alpha + recency) +
    logAddExp(stayed, left) +
    logGapTerms(regularity, repeats, logGaps)
  );
}

/** (k−1) Σ ln gaps − x ln Γ(k): the part of the likelihood that depends on k and the data alone. */
export function logGapTerms(regularity: number, repeats: number, logGaps = 0): number {
  return regularity === 1 ? 0 : (regularity - 1) * logGaps - repeats * gammaln(regularity);
}
