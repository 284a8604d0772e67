import { minimise } from "../../numerics/minimise/minimise.js";
import type { RenewalCurve } from "../beta-discrete-weibull/renewal-curve.js";
import type { ModelFit } from "../model-fit.js";
import { weakPenalty } from "../sparse.js";
import { type RenewalCell, renewalCells } from "./renewal-cells.js";
import { type RenewalCase, shifted } from "./renewal-fit.js";

/** A baseline curve with weights of covariates. */
export interface CovariateFit {
  readonly curve: RenewalCurve;
  /** Of ln α, ln β and, where the shape is fitted, ln c. */
  readonly logErrors: readonly number[];
  /** The same parameters' and, after them, the weights'. */
  readonly covariance: readonly (readonly number[])[];
  readonly weights: readonly number[];
  readonly logLikelihood: number;
}

/** With the places, among all of a case, of the covariates that it weighs. */
export interface ChosenCovariates extends CovariateFit {
  readonly places: readonly number[];
}

/**
 * The covariates of cases, each alone or all of those that differ, that lower the AIC of a curve fitted without them
 * most. Where they leave contracts all alike, which has no maximum, α + β is held near that without them. Null where
 * none does.
 */
export function chooseCovariates(
  cases: readonly RenewalCase[],
  plain: Pick<ModelFit<RenewalCurve>, "parameters" | "logLikelihood" | "weakPriors">,
): ChosenCovariates | null {
  const [first] = cases;
  const differing = [...(first?.covariates.keys() ?? [])].filter((place) =>
    cases.some(({ covariates }) => covariates[place] !== first?.covariates[place]),
  );
  // A covariate tells the pools' contracts apart by the same weight: they need no curves of their own here.
  const alike = cases.map((one) => ({ ...one, pool: "" }));
  const sets = differing.length > 1 ? [...differing.map((place) => [place]), differing] : [differing];
  let best: { readonly gain: number; readonly chosen: ChosenCovariates | null } = { gain: 0, chosen: null };
  for (const places of sets) {
    const cells = renewalCells(alike, places);
    const fit =
      fitCovariates(cells, plain.parameters, plain.weakPriors) ??
      fitCovariates(cells, plain.parameters, true);
    if (fit === null) continue;
    const gain = fit.logLikelihood - plain.logLikelihood - places.length;
    if (gain > best.gain) best = { gain, chosen: { ...fit, places } };
  }
  return best.chosen;
}

/**
 * Fits weights of covariates on the log-odds of ending together with the baseline, from a curve fitted without
 * them: maximum likelihood, the weights held by a weak prior around 0, and α + β around the curve's where it is
 * `spreadUnknown`. A shape of 1 stays 1. Null without a proper maximum.
 */
export function fitCovariates(
  cells: readonly RenewalCell[],
  start: RenewalCurve,
  spreadUnknown: boolean,
): CovariateFit | null {
  const count = cells[0]?.covariates.length ?? 0;
  if (count === 0) return null;
  const shaped = start.shape === 1 ? 2 : 3;
  const curveOf = ([logAlpha = 0, logBeta = 0, logShape = 0]: readonly number[]): RenewalCurve => ({
    alpha: Math.exp(logAlpha),
    beta: Math.exp(logBeta),
    shape: shaped === 2 ? 1 : Math.exp(logShape),
  });
  const logLikelihood = (point: readonly number[]): number => {
    const curve = curveOf(point);
    return cells.reduce((sum, cell) => {
      const shift = cell.covariates.reduce((all, x, index) => all + x * (point[shaped + index] ?? 0), 0);
      return sum + cell.logLikelihood(shifted(curve, shift));
    }, 0);
  };
  const logs = [Math.log(start.alpha), Math.log(start.beta), Math.log(start.shape)].slice(0, shaped);
  const penalty = (point: readonly number[]): number => {
    const { alpha, beta } = curveOf(point);
    const ofSpread = spreadUnknown
      ? weakPenalty(Math.log(alpha + beta), Math.log(start.alpha + start.beta))
      : 0;
    return point.slice(shaped).reduce((sum, weight) => sum + weakPenalty(weight, 0), ofSpread);
  };
  const minimum = minimise(
    (point) => penalty(point) - logLikelihood(point),
    [[...logs, ...Array.from({ length: count }, () => 0)]],
  );
  if (minimum.covariance === null) return null;
  return {
    curve: curveOf(minimum.point),
    logErrors: minimum.covariance.slice(0, shaped).map((row, index) => Math.sqrt(row[index] ?? 0)),
    covariance: minimum.covariance,
    weights: minimum.point.slice(shaped),
    logLikelihood: logLikelihood(minimum.point),
  };
}
