import { sum } from "d3";
import type { RepeatHistory } from "./repeat-history.js";
import type { RepeatFit } from "./repeat-model.js";
import { repeatModel } from "./repeat-models.js";

/** Jeffreys' prior on a rate, Gamma(½, 0): after an exposure without an event its mean is ½ / exposure. */
const ORDERS_ASSUMED = 0.5;

/** Covariance of ln r, ln α given r, ln s and ln β given s, each a factor e wide: weak priors. */
const LOG_COVARIANCE = [
  [1, 1, 0, 0],
  [1, 2, 0, 0],
  [0, 0, 1, 1],
  [0, 0, 1, 2],
];

/**
 * Pareto/NBD by weak priors alone, for clients of whom none has bought twice: that nobody did yet does not prove that
 * nobody will, nor that all are clients still.
 *
 * In the unit of the histories, `year` of them a year, with n clients seen for T each in the mean, at least a year:
 * r = 1 and α = 2nT, half an order among all of them in the time seen; s = 1 and β = 2T, a third gone after T. Null
 * without clients. Source of the rate: Jeffreys' prior for a Poisson count of 0, near the rule of three at its upper end
 * (Hanley and Lippman-Hand 1983).
 */
export function fitWithoutRepeats(histories: readonly RepeatHistory[], year: number): RepeatFit | null {
  if (histories.length === 0) return null;
  const seen = Math.max(year, sum(histories, ({ age }) => age) / histories.length);
  const parameters = { r: 1, alpha: (histories.length * seen) / ORDERS_ASSUMED, s: 1, beta: 2 * seen };
  const { logLikelihood } = repeatModel("pareto-nbd").at(parameters);
  return {
    model: "pareto-nbd",
    parameters,
    standardErrors: null,
    logCovariance: LOG_COVARIANCE,
    logLikelihood: sum(histories, logLikelihood),
    observations: histories.length,
    weakPriors: true,
    assumed: true,
    warnings: [
      "No client without a contract has bought twice yet: the data do not tell how often they will, nor who is a client still. Assumed are half a repeat order among all of them in as much time as was seen, and that a third have left by the mean age.",
    ],
  };
}
