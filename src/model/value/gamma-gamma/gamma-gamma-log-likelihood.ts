import gammaln from "@stdlib/math-base-special-gammaln";
import { group, sum } from "d3";
import type { GammaGammaParameters, SpendHistory } from "./gamma-gamma-parameters.js";

/**
 * The log-likelihood of clients' mean order values m over x orders, as a function of the parameters:
 *
 * Σ lnΓ(px+q) − lnΓ(px) − lnΓ(q) + q ln v + (px−1) ln m + px ln x − (px+q) ln(v+mx).
 *
 * Gamma functions are evaluated once for each distinct x.
 */
export function gammaGammaLogLikelihood(
  histories: readonly SpendHistory[],
): (parameters: GammaGammaParameters) => number {
  const blocks = [...group(histories, (history) => history.orders)].map(([orders, members]) => ({
    orders,
    clients: members.length,
    logMeans: sum(members, (member) => Math.log(member.meanValue)),
    spend: Float64Array.from(members, (member) => member.meanValue * orders),
  }));
  return ({ p, q, v }) => {
    const constant = q * Math.log(v) - gammaln(q);
    let logLikelihood = 0;
    for (const { orders, clients, logMeans, spend } of blocks) {
      const shape = p * orders;
      let logSpend = 0;
      for (const amount of spend) logSpend += Math.log(v + amount);
      logLikelihood +=
        clients * (gammaln(shape + q) - gammaln(shape) + shape * Math.log(orders) + constant) +
        (shape - 1) * logMeans -
        (shape + q) * logSpend;
    }
    return logLikelihood;
  };
}
