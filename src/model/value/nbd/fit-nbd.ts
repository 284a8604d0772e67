import { sum } from "d3";
import { fitLogParameters } from "../fit-log-parameters.js";
import type { ModelFit } from "../model-fit.js";
import { FEWEST_EVENTS, weakPenalty } from "../sparse.js";
import { nbdLogLikelihood } from "./nbd-log-likelihood.js";
import type { NbdParameters, OrderExposure } from "./nbd-parameters.js";

/**
 * Fits the negative binomial model by maximum likelihood; null when there is no order or no exposure at all.
 *
 * Fewer than 30 clients with an order, or a likelihood without a proper maximum (clients that do not differ):
 * maximum posterior with weak log-normal priors around r = 1 and the pooled rate, and a warning.
 */
export function fitNbd(exposures: readonly OrderExposure[]): ModelFit<NbdParameters> | null {
  const pooledRate = sum(exposures, (one) => one.orders) / sum(exposures, (one) => one.exposure);
  if (!(pooledRate > 0 && pooledRate < Number.POSITIVE_INFINITY)) return null;
  const buyers = exposures.filter((one) => one.orders > 0).length;
  const logLikelihood = nbdLogLikelihood(exposures);
  const parametersOf = (point: readonly number[]): NbdParameters => {
    const [r = 0, alpha = 0] = point.map(Math.exp);
    return { r, alpha, memory: 1 };
  };
  const fit = fitLogParameters({
    negativeLogLikelihood: (point) => -logLikelihood(parametersOf(point)),
    penalty: ([r = 0, alpha = 0]) => weakPenalty(r, 0) + weakPenalty(alpha - r, -Math.log(pooledRate)),
    starts: [0.4, 3].map((r) => [Math.log(r), Math.log(r / pooledRate)]),
    useWeakPriors: buyers < FEWEST_EVENTS,
  });
  const parameters = parametersOf(fit.logParameters);
  const [r = 0, alpha = 0] = fit.logErrors ?? [];
  return {
    parameters,
    standardErrors: fit.logErrors === null ? null : { r: r * parameters.r, alpha: alpha * parameters.alpha },
    logCovariance: fit.logCovariance,
    logLikelihood: logLikelihood(parameters),
    observations: exposures.length,
    weakPriors: fit.weakPriors,
    warnings: fit.weakPriors
      ? [
          fit.improper
            ? "Clients under contract do not differ clearly in how often they order: their model is held near common values."
            : `Only ${buyers} of ${exposures.length} clients under contract placed orders: each client's own rate is drawn towards the portfolio's.`,
        ]
      : [],
  };
}
