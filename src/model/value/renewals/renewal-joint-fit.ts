import { sum, transpose } from "d3";
import { minimise } from "../../numerics/minimise/minimise.js";
import { objectiveAndGradient } from "../../numerics/minimise/objective.js";
import type { RenewalCurve } from "../beta-discrete-weibull/renewal-curve.js";
import { type EffectParameters, effectLikelihood } from "./client-effects.js";
import { type ClientPosterior, clientPosteriors } from "./client-posteriors.js";
import type { PortfolioLines } from "./renewal-lines.js";
import { curveAt } from "./renewal-tables.js";

/** A curve with weights of covariates and what ties a client's contracts together, fitted at once. */
export interface JointFit {
  readonly curve: RenewalCurve;
  /** Of ln α, ln β and, where the shape is fitted, ln c. */
  readonly logErrors: readonly number[];
  /** The same parameters' and, after them, the weights'. */
  readonly covariance: readonly (readonly number[])[];
  readonly weights: readonly number[];
  /** σ of uᵢ; 0 where it was not asked for. */
  readonly deviation: number;
  readonly deviationError: number;
  /** Over what ties contracts together, without any penalty's part. */
  readonly logLikelihood: number;
  /** By client, in the order of the lines. */
  readonly posteriors: readonly ClientPosterior[];
}

const FARTHEST = 20;
/** Precisions of weak priors on ln(α + β) and ln c around the curve fitted before: what is shared may leave them flat. */
const FORM_PRECISIONS = [1, 4] as const;

/**
 * Maximum likelihood of a portfolio's contracts (`effectLikelihood`) from a curve fitted without what clients share,
 * weights held by normal priors around 0 of the given precisions, ln(α + β) and ln c by weak ones; a shape of 1 stays 1, and contracts are taken to end
 * independently unless `firstDeviation`, where to look for σ first, is above 0. Null without a proper maximum.
 */
export function fitJointly(
  portfolio: PortfolioLines,
  { alpha, beta, shape }: RenewalCurve,
  firstWeights: readonly number[],
  precisions: readonly number[],
  firstDeviation: number,
): JointFit | null {
  const shaped = shape === 1 ? 2 : 3;
  const count = firstWeights.length;
  const at = effectLikelihood(portfolio);
  const parametersOf = (point: readonly number[]): EffectParameters => ({
    level: point[0] ?? 0,
    concentration: Math.exp(point[1] ?? 0),
    shape: shaped === 2 ? 1 : Math.exp(point[2] ?? 0),
    weights: point.slice(shaped, shaped + count),
    deviation: firstDeviation > 0 ? (point[shaped + count] ?? 0) : 0,
  });
  const start = [
    Math.log(alpha / beta),
    Math.log(alpha + beta),
    ...(shaped === 2 ? [] : [Math.log(shape)]),
    ...firstWeights,
    ...(firstDeviation > 0 ? [firstDeviation] : []),
  ];
  const { objective, gradient } = objectiveAndGradient((point) => {
    const parameters = parametersOf(point);
    const found = at(parameters);
    const moved = FORM_PRECISIONS.map((_, index) => (point[1 + index] ?? 0) - (start[1 + index] ?? 0));
    const [byConcentration = 0, byShape = 0] = FORM_PRECISIONS.map(
      (precision, index) => precision * (moved[index] ?? 0),
    );
    const penalty =
      byConcentration * (moved[0] ?? 0) +
      (shaped === 2 ? 0 : byShape * (moved[1] ?? 0)) +
      sum(precisions, (precision, index) => precision * (parameters.weights[index] ?? 0) ** 2);
    return {
      value: penalty / 2 - found.value,
      slopes: [
        -found.level,
        byConcentration - found.logConcentration,
        ...(shaped === 2 ? [] : [byShape - found.logShape]),
        ...found.weights.map(
          (slope, index) => (precisions[index] ?? 0) * (parameters.weights[index] ?? 0) - slope,
        ),
        ...(firstDeviation > 0 ? [-found.deviation] : []),
      ],
    };
  });
  const bounded = (point: readonly number[]): number =>
    point.every((value) => Math.abs(value) < FARTHEST) ? objective(point) : Number.POSITIVE_INFINITY;
  const { point, covariance } = minimise(bounded, [start], gradient);
  if (covariance === null) return null;
  const parameters = parametersOf(point);
  const curve = curveAt(parameters, parameters.level);
  const turned = inLogParameters(covariance, curve).slice(0, shaped + count);
  return {
    curve,
    logErrors: turned.slice(0, shaped).map((row, index) => Math.sqrt(row[index] ?? 0)),
    covariance: turned.map((row) => row.slice(0, shaped + count)),
    weights: parameters.weights,
    deviation: Math.abs(parameters.deviation),
    deviationError: Math.sqrt(covariance.at(-1)?.at(-1) ?? 0),
    logLikelihood: at(parameters).value,
    posteriors: firstDeviation > 0 ? clientPosteriors(portfolio, parameters) : [],
  };
}

/** The covariance of logit α/(α+β), ln(α+β), … as that of ln α, ln β, …, by the delta method. */
function inLogParameters(
  covariance: readonly (readonly number[])[],
  { alpha, beta }: RenewalCurve,
): number[][] {
  const mean = alpha / (alpha + beta);
  const turn = (rows: readonly (readonly number[])[]): number[][] =>
    rows.map((_, index) => {
      const slopes = index === 0 ? [1 - mean, 1] : index === 1 ? [-mean, 1] : null;
      const own = rows[index] ?? [];
      if (slopes === null) return [...own];
      return own.map((__, column) =>
        sum(slopes, (slope, place) => slope * (rows[place]?.[column] ?? Number.NaN)),
      );
    });
  return transpose(turn(transpose(turn(covariance))));
}
