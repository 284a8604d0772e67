import { minimise } from "../numerics/minimise/minimise.js";
import type { Gradient, Objective } from "../numerics/minimise/objective.js";
import { WIDEST_LOG_ERROR } from "./sparse.js";

/** Estimates of log-parameters, by maximum likelihood or, with weak priors, by maximum posterior. */
export interface LogParameterFit {
  readonly logParameters: readonly number[];
  /** Standard errors of the log-parameters; null without proper curvature. */
  readonly logErrors: readonly number[] | null;
  /** Covariance of the log-parameters; null without proper curvature. */
  readonly logCovariance: readonly (readonly number[])[] | null;
  readonly weakPriors: boolean;
  /** Weak priors were not asked for, but the likelihood alone had no proper maximum. */
  readonly improper: boolean;
}

/** What there is to fit; all functions take log-parameters. */
export interface LogParameterProblem {
  readonly negativeLogLikelihood: Objective;
  /** Central differences serve without it. */
  readonly gradient?: Gradient;
  /** Minus the log-density of the weak priors. */
  readonly penalty: Objective;
  /** Serves only together with `gradient`. */
  readonly penaltyGradient?: Gradient;
  readonly starts: readonly (readonly number[])[];
  readonly useWeakPriors: boolean;
}

const FARTHEST = 20;

/**
 * Maximum likelihood over log-parameters, or maximum posterior when asked for weak priors or when the
 * likelihood has its maximum at infinity or along a ridge (no positive curvature, or a standard error above a
 * factor e³).
 */
export function fitLogParameters(problem: LogParameterProblem): LogParameterFit {
  const { negativeLogLikelihood, gradient, penalty, penaltyGradient, starts, useWeakPriors } = problem;
  const bounded =
    (objective: Objective): Objective =>
    (point) =>
      point.every((value) => Math.abs(value) < FARTHEST) ? objective(point) : Number.POSITIVE_INFINITY;
  const errorsOf = (covariance: number[][] | null): number[] | null =>
    covariance?.map((row, index) => Math.sqrt(row[index] ?? Number.NaN)) ?? null;
  if (!useWeakPriors) {
    const { point, covariance } = minimise(bounded(negativeLogLikelihood), starts, gradient);
    const logErrors = errorsOf(covariance);
    if (logErrors?.every((error) => error <= WIDEST_LOG_ERROR)) {
      return {
        logParameters: point,
        logErrors,
        logCovariance: covariance,
        weakPriors: false,
        improper: false,
      };
    }
  }
  const { point, covariance } = minimise(
    bounded((at) => negativeLogLikelihood(at) + penalty(at)),
    starts,
    gradient && penaltyGradient
      ? (at) => {
          const slopes = penaltyGradient(at);
          return gradient(at).map((slope, index) => slope + (slopes[index] ?? 0));
        }
      : undefined,
  );
  return {
    logParameters: point,
    logErrors: errorsOf(covariance),
    logCovariance: covariance,
    weakPriors: true,
    improper: !useWeakPriors,
  };
}
