import gammaln from "@stdlib/math-base-special-gammaln";
import { group, sum } from "d3";
import { digamma } from "../../numerics/digamma.js";
import type { OrderSpread } from "../lognormal-order-value/lognormal-parameters.js";
import type { GammaGammaParameters, SpendHistory } from "./gamma-gamma-parameters.js";

/** The log-likelihood of a sample and its slopes by p, q and v. */
export interface GammaGammaLikelihood {
  readonly value: number;
  readonly slopes: readonly [number, number, number];
}

/**
 * The log-likelihood of clients' mean order values m over x orders, as a function of the parameters:
 *
 * Σ lnΓ(px+q) − lnΓ(px) − lnΓ(q) + q ln v + (px−1) ln m + px ln x − (px+q) ln(v+mx).
 *
 * Gamma functions are evaluated once for each distinct x.
 */
export function gammaGammaLogLikelihood(
  histories: readonly SpendHistory[],
): (parameters: GammaGammaParameters) => GammaGammaLikelihood {
  const blocks = [...group(histories, (history) => history.orders)].map(([orders, members]) => ({
    orders,
    clients: members.length,
    logMeans: sum(members, (member) => Math.log(member.meanValue)),
    spend: Float64Array.from(members, (member) => member.meanValue * orders),
  }));
  return ({ p, q, v }) => {
    const logScale = Math.log(v);
    const constant = q * logScale - gammaln(q);
    const digammaQ = digamma(q);
    let value = 0;
    let [slopeP, slopeQ, slopeV] = [0, 0, 0];
    for (const { orders, clients, logMeans, spend } of blocks) {
      const shape = p * orders;
      let [logSpend, inverseSpend] = [0, 0];
      for (const amount of spend) {
        logSpend += Math.log(v + amount);
        inverseSpend += 1 / (v + amount);
      }
      const logOrders = Math.log(orders);
      const digammaBoth = digamma(shape + q);
      value +=
        clients * (gammaln(shape + q) - gammaln(shape) + shape * logOrders + constant) +
        (shape - 1) * logMeans -
        (shape + q) * logSpend;
      slopeP += orders * (clients * (digammaBoth - digamma(shape) + logOrders) + logMeans - logSpend);
      slopeQ += clients * (digammaBoth - digammaQ + logScale) - logSpend;
      slopeV += (clients * q) / v - (shape + q) * inverseSpend;
    }
    return { value, slopes: [slopeP, slopeQ, slopeV] };
  };
}

/**
 * The log-likelihood of all orders: to that of clients' means they add
 *
 * Σ lnΓ(px) − x lnΓ(p) + (p − 1) Σ ln z − (px − 1) ln m − px ln x.
 */
export function ordersLogLikelihood(
  histories: readonly OrderSpread[],
  parameters: GammaGammaParameters,
): number {
  const { p } = parameters;
  const logGammaP = gammaln(p);
  const byCount = new Map<number, number>();
  return (
    gammaGammaLogLikelihood(histories)(parameters).value +
    sum(histories, ({ orders, meanValue, logs }) => {
      const shape = p * orders;
      const ofCount = byCount.get(orders) ?? gammaln(shape) - orders * logGammaP - shape * Math.log(orders);
      byCount.set(orders, ofCount);
      return ofCount + (p - 1) * orders * logs.mean - (shape - 1) * Math.log(meanValue);
    })
  );
}
