import type { ParetoNbdParameters } from "../../pareto-nbd/pareto-nbd-parameters.js";

/** Between what a Sarmanov density's m must lie, and what correlation of λ and μ each unit of it makes. */
export interface SarmanovBounds {
  readonly least: number;
  readonly most: number;
  readonly correlationPerUnit: number;
}

/**
 * Where g(λ)g(μ)[1 + m·φ(λ)φ(μ)] is nowhere negative: φ(λ) = e^−λ − A runs from −A to 1 − A, A = (α/(α+1))ʳ, and φ(μ)
 * alike with B = (β/(β+1))ˢ, so that −1/max(AB, (1−A)(1−B)) ≤ m ≤ 1/max(A(1−B), (1−A)B). The correlation of λ and μ is
 * m·√r A/(α+1)·√s B/(β+1).
 */
export function sarmanovBounds({ r, alpha, s, beta }: ParetoNbdParameters): SarmanovBounds {
  const [meanA, meanB] = [kernelMean(r, alpha), kernelMean(s, beta)];
  const [restA, restB] = [-Math.expm1(Math.log(meanA)), -Math.expm1(Math.log(meanB))];
  return {
    least: -1 / Math.max(meanA * meanB, restA * restB),
    most: 1 / Math.max(meanA * restB, restA * meanB),
    correlationPerUnit: ((Math.sqrt(r) * meanA) / (alpha + 1)) * ((Math.sqrt(s) * meanB) / (beta + 1)),
  };
}

/** E[e^−λ] of λ ~ Gamma(shape, rate): (rate/(rate+1))^shape. */
export function kernelMean(shape: number, rate: number): number {
  return Math.exp(-shape * Math.log1p(1 / rate));
}
