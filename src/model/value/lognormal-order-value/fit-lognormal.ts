import { group, mean, sum } from "d3";
import { numericGradient } from "../../numerics/minimise/numeric-derivatives.js";
import { fitLogParameters } from "../fit-log-parameters.js";
import type { SpendHistory } from "../gamma-gamma/gamma-gamma-parameters.js";
import type { ModelFit } from "../model-fit.js";
import { FEWEST_EVENTS, weakPenalty } from "../sparse.js";
import { meanVariance } from "./lognormal-order-value.js";
import type { LognormalParameters } from "./lognormal-parameters.js";

/** Centre of the weak priors of the deviations: mean orders of clients differ by a factor of 2, orders of one by 1.6. */
const TYPICAL = { between: 0.7, within: 0.5 };

/** With the covariance of location, slope, ln between and ln within. */
export type LognormalFit = Omit<ModelFit<LognormalParameters>, "logCovariance"> & {
  readonly covariance: readonly (readonly number[])[] | null;
};

/**
 * Fits the lognormal model of order value to clients with at least one order of positive value; null without any.
 *
 * With y = ln m and v = `meanVariance`, y ~ Normal(location + slope ln(1+x) − v/2, between² + v): what the
 * likelihood needs of the clients of each x are sums, so its cost does not grow with their number. How clients
 * differ and how one's orders differ are told apart by clients with more and fewer orders; with fewer than 30
 * clients, or where all have as many, weak priors hold both near common values, with a warning.
 */
export function fitLognormal(histories: readonly SpendHistory[]): LognormalFit | null {
  const centre = mean(histories, (history) => Math.log(history.meanValue));
  if (centre === undefined) return null;
  const blocks = [...group(histories, (history) => history.orders)]
    .sort(([one], [other]) => one - other)
    .map(([orders, members]) => ({
      orders,
      covariate: Math.log1p(orders),
      clients: members.length,
      logs: sum(members, (member) => Math.log(member.meanValue) - centre),
      squares: sum(members, (member) => (Math.log(member.meanValue) - centre) ** 2),
    }));
  const logMeans = centre * histories.length + sum(blocks, (block) => block.logs);
  const logLikelihood = ([
    location = 0,
    slope = 0,
    logBetween = 0,
    logWithin = 0,
  ]: readonly number[]): number =>
    sum(blocks, ({ orders, covariate, clients, logs, squares }) => {
      const seen = meanVariance(Math.exp(logWithin), orders);
      const variance = Math.exp(2 * logBetween) + seen;
      const expected = location + slope * covariate - seen / 2;
      const distance = squares - 2 * expected * logs + clients * expected * expected;
      return -0.5 * (clients * Math.log(2 * Math.PI * variance) + distance / variance);
    });
  const objective = (point: readonly number[]): number => -logLikelihood(point);
  const fit = fitLogParameters({
    negativeLogLikelihood: objective,
    gradient: numericGradient(objective),
    penalty: ([location = 0, slope = 0, between = 0, within = 0]) =>
      weakPenalty(location / 10, 0) +
      weakPenalty(slope, 0) +
      weakPenalty(between, Math.log(TYPICAL.between)) +
      weakPenalty(within, Math.log(TYPICAL.within)),
    starts: [[0, 0, Math.log(TYPICAL.between), Math.log(TYPICAL.within)]],
    useWeakPriors: histories.length < FEWEST_EVENTS,
  });
  const [location = 0, slope = 0, logBetween = 0, logWithin = 0] = fit.logParameters;
  const parameters = {
    location: location + centre,
    slope,
    between: Math.exp(logBetween),
    within: Math.exp(logWithin),
  };
  const [ofLocation = 0, ofSlope = 0, ofBetween = 0, ofWithin = 0] = fit.logErrors ?? [];
  return {
    parameters,
    standardErrors:
      fit.logErrors === null
        ? null
        : {
            location: ofLocation,
            slope: ofSlope,
            between: ofBetween * parameters.between,
            within: ofWithin * parameters.within,
          },
    covariance: fit.logCovariance,
    logLikelihood: logLikelihood(fit.logParameters) - logMeans,
    observations: histories.length,
    weakPriors: fit.weakPriors,
    warnings: fit.weakPriors
      ? [
          "Order values do not tell how clients differ from how one client's orders do: both are held near common values.",
        ]
      : [],
  };
}
