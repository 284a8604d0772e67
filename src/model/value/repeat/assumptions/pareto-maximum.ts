import { minimise } from "../../../numerics/minimise/minimise.js";
import { objectiveAndGradient } from "../../../numerics/minimise/objective.js";
import { paretoNbdSample } from "../../pareto-nbd/pareto-nbd-sample.js";
import { type CollapsedHistories, collapseHistories } from "../collapsed-histories.js";
import { positiveParameters } from "../continuous-forecaster.js";
import type { RepeatHistory } from "../repeat-history.js";

/** The Pareto/NBD that a wider model holds, at its own maximum. */
export interface ParetoMaximum {
  readonly histories: CollapsedHistories;
  /** ln r, ln α, ln s, ln β. */
  readonly point: readonly number[];
  readonly logLikelihood: number;
}

const NAMES = ["r", "alpha", "s", "beta"] as const;

/** Farthest logarithm of a parameter that is looked at: where likelihoods have their maximum at infinity, they end here. */
export const FARTHEST_LOG = 15;

/**
 * The maximum of the Pareto/NBD likelihood without any prior, from parameters near it; a likelihood ratio compares with
 * no less. Throws a RangeError for a parameter that is not above 0, for no histories at all, and for one whose last
 * purchase lies outside of it.
 */
export function paretoMaximum(
  histories: readonly RepeatHistory[],
  near: Readonly<Record<string, number>>,
): ParetoMaximum {
  if (histories.length === 0) throw new RangeError("there are no histories to fit; at least one is needed");
  const odd = histories.findIndex(
    ({ repeats, recency, age }) =>
      !(repeats >= 0 && recency >= 0 && age >= recency && age > 0 && age < Number.POSITIVE_INFINITY),
  );
  const one = histories[odd];
  if (one !== undefined) {
    throw new RangeError(
      `history ${odd} has ${one.repeats} repeats, the last at ${one.recency} of ${one.age}; none may be below 0, and the last must lie within`,
    );
  }
  const { r, alpha, s, beta } = positiveParameters("Pareto/NBD", NAMES, near);
  const all = collapseHistories(histories);
  const likelihood = paretoNbdSample(all);
  const { objective, gradient } = objectiveAndGradient((point) => {
    if (point.some((log) => Math.abs(log) > FARTHEST_LOG)) {
      return { value: Number.POSITIVE_INFINITY, slopes: point.map(() => Number.NaN) };
    }
    const { value, slopes } = likelihood(point);
    return { value: -value, slopes: slopes.map((slope) => -slope) };
  });
  const { point, value } = minimise(objective, [[r, alpha, s, beta].map(Math.log)], gradient);
  return { histories: all, point, logLikelihood: -value };
}
