import { randomGamma, randomNormal } from "d3";
import type { OrderSummary } from "../client-history.js";
import { logMeanOf } from "../lognormal-order-value/lognormal-order-value.js";
import type { OrderValueFit } from "./order-value.js";

/** A client's order values, for simulation. */
export interface ClientOrderDraws {
  /** Squared mean of one order over its variance: for gamma orders, their shape. */
  readonly shape: number;
  /** Draws the client's own mean order given its past ones. */
  readonly drawMean: () => number;
}

/**
 * What a client's orders may bring. Gamma-gamma: mean p/ν with ν | data ~ Gamma(px+q, rate v+mx). Lognormal: mean
 * e^θ with θ | data normal; the shape gives a gamma order the variance of a lognormal one.
 */
export function clientOrderDraws(
  { gammaGamma, lognormal }: OrderValueFit,
  { positiveRepeatDays, meanRevenue }: OrderSummary,
  random: () => number,
): ClientOrderDraws {
  if (lognormal !== undefined) {
    const { mean, variance } = logMeanOf(lognormal.parameters, positiveRepeatDays, meanRevenue ?? 0);
    const drawLogMean = randomNormal.source(random)(mean, Math.sqrt(variance));
    return {
      shape: 1 / Math.expm1(lognormal.parameters.within ** 2),
      drawMean: () => Math.exp(drawLogMean()),
    };
  }
  const { p, q, v } = gammaGamma.parameters;
  const drawRate = randomGamma.source(random)(
    p * positiveRepeatDays + q,
    1 / (v + positiveRepeatDays * (meanRevenue ?? 0)),
  );
  return { shape: p, drawMean: () => p / drawRate() };
}
