import { nelderMead } from "../../../numerics/minimise/nelder-mead.js";
import type { ParetoNbdParameters } from "../../pareto-nbd/pareto-nbd-parameters.js";
import type { RepeatHistory } from "../repeat-history.js";
import { FARTHEST_LOG, paretoMaximum } from "./pareto-maximum.js";
import { sarmanovBounds } from "./sarmanov-bounds.js";
import { sarmanovProfile } from "./sarmanov-profile.js";

/** Pareto/NBD whose order rate and attrition go together. */
export interface SarmanovFit {
  readonly parameters: ParetoNbdParameters;
  /** Of the joint density g(λ)g(μ)[1 + m·φ(λ)φ(μ)], within its bounds. */
  readonly m: number;
  /** Of a client's order rate and its rate of leaving. */
  readonly correlation: number;
  /** Lowest and highest correlation that the density can have at these parameters. */
  readonly reach: readonly [number, number];
  readonly logLikelihood: number;
  /** Log-likelihood above that of Pareto/NBD, at least 0. */
  readonly gain: number;
}

/** Of the log-likelihood: a hundredth of what could move a p-value. */
const PRECISION = 1e-4;

/**
 * Fits Pareto/NBD with the order rate λ and attrition μ jointly g(λ)g(μ)[1 + m·φ(λ)φ(μ)], φ(λ) = e^−λ − E[e^−λ]
 * (Sarmanov 1966), by maximum likelihood, m as far as the density is nowhere negative, from the maximum of Pareto/NBD;
 * `near` are parameters of that one. By Nelder–Mead: the bounds of m have an edge, at which the maximum often lies.
 *
 * The kernel e^−λ depends on the unit of time of the histories: in one in which clients order rarely it hardly tells
 * their rates apart, and `reach` is short. Throws a RangeError for parameters or histories that are no such thing.
 */
export function fitSarmanov(histories: readonly RepeatHistory[], near: ParetoNbdParameters): SarmanovFit {
  const pareto = paretoMaximum(histories, near);
  const profile = sarmanovProfile(pareto.histories);
  const point = nelderMead(
    (at) =>
      at.every((log) => Math.abs(log) <= FARTHEST_LOG)
        ? -profile(at).logLikelihood
        : Number.POSITIVE_INFINITY,
    pareto.point,
    PRECISION,
  );
  const { m, logLikelihood } = profile(point);
  const [r = 0, alpha = 0, s = 0, beta = 0] = point.map(Math.exp);
  const parameters = { r, alpha, s, beta };
  const { least, most, correlationPerUnit } = sarmanovBounds(parameters);
  return {
    parameters,
    m,
    correlation: m * correlationPerUnit,
    reach: [least * correlationPerUnit, most * correlationPerUnit],
    logLikelihood,
    gain: Math.max(0, logLikelihood - pareto.logLikelihood),
  };
}
