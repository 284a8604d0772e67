import type { GammaGammaParameters } from "./gamma-gamma-parameters.js";

/**
 * Mean order value of a client with `orders` orders of mean m so far: E[Z | x, m] = p (v + m x) / (p x + q −
 * 1), a weighted mean of its own and the population's. Without orders (x = 0) it is the population's mean.
 * Infinite when p x + q ≤ 1.
 */
export function expectedOrderValue(
  { p, q, v }: GammaGammaParameters,
  orders: number,
  meanValue: number,
): number {
  const weight = p * orders + q - 1;
  return weight > 0 ? (p * (v + meanValue * orders)) / weight : Number.POSITIVE_INFINITY;
}
