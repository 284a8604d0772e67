import type { LognormalParameters } from "./lognormal-parameters.js";

/** What is known of ln of what a client's orders bring on average: normal. */
export interface LogMean {
  readonly mean: number;
  readonly variance: number;
}

/**
 * Variance of ln of the mean of `orders` lognormal orders of one client: ln(1 + (exp(within²) − 1) / orders), the
 * lognormal that has the first two moments of the mean (Fenton 1960). Its mean lies half of it below θ.
 */
function meanVariance(within: number, orders: number): number {
  return Math.log1p(Math.expm1(within * within) / orders);
}

/** ln(1 + x) of a client with x orders, at least that of one with a single order. */
export function covariateOf(orders: number): number {
  return Math.log1p(Math.max(1, orders));
}

/** θ + ln lift given a client's orders; without any, that of a client of whom nothing is known. */
export function logMeanOf(
  { location, slope, between, within, lift }: LognormalParameters,
  orders: number,
  meanValue: number,
): LogMean {
  const prior = location + slope * covariateOf(orders);
  if (orders === 0) return { mean: prior + Math.log(lift), variance: between * between };
  const seenVariance = meanVariance(within, orders);
  const weight = (between * between) / (between * between + seenVariance);
  const seen = Math.log(meanValue) + seenVariance / 2;
  return { mean: prior + weight * (seen - prior) + Math.log(lift), variance: weight * seenVariance };
}

/** Mean order value of a client with `orders` orders of mean m so far: lift × E[e^θ | orders] = exp(mean + variance / 2). */
export function expectedLognormalOrder(
  parameters: LognormalParameters,
  orders: number,
  meanValue: number,
): number {
  const { mean, variance } = logMeanOf(parameters, orders, meanValue);
  return Math.exp(mean + variance / 2);
}
