import { sum } from "d3";
import { objectiveAndGradient, type ValueAndSlopes } from "../../numerics/minimise/objective.js";
import { fitLogParameters } from "../fit-log-parameters.js";
import { FEWEST_EVENTS, weakPenalty, weakPenaltySlope } from "../sparse.js";
import { type CollapsedHistories, collapseHistories, thinnedHistories } from "./collapsed-histories.js";
import { type AlikeLimit, fitAlikeLimit } from "./fit-alike-limit.js";
import type { RepeatHistory } from "./repeat-history.js";
import type { RepeatFit, RepeatModelName, RepeatParameters } from "./repeat-model.js";

/** Log-likelihood of collapsed histories and its slopes, both as a function of log-parameters. */
export type SampleLikelihood = (
  histories: CollapsedHistories,
) => (logParameters: readonly number[]) => ValueAndSlopes;

/** A weak normal prior on a log-parameter, or on its difference from another. */
export interface WeakPrior {
  readonly parameter: number;
  readonly relativeTo: number | null;
  readonly logCentre: number;
}

/** What distinguishes one model's fit from another's. */
export interface RepeatFitting {
  readonly model: RepeatModelName;
  readonly parameterNames: readonly string[];
  readonly likelihood: SampleLikelihood;
  /** Starting log-parameters for a portfolio with this many purchases per client and unit of time. */
  readonly starts: (pooledRate: number, histories: CollapsedHistories) => readonly (readonly number[])[];
  readonly priors: (pooledRate: number, histories: CollapsedHistories) => readonly WeakPrior[];
  /** Limits that take the model's place where the data do not tell it from them. */
  readonly alike: readonly AlikeLimit[];
  /** Parameters that are set and not estimated. */
  readonly given?: RepeatParameters;
  /** Part of the log-likelihood that no parameter changes. */
  readonly constant?: (histories: readonly RepeatHistory[]) => number;
  /** The model that this one becomes when nobody leaves. */
  readonly withoutAttrition?: (histories: readonly RepeatHistory[]) => RepeatFit | null;
}

/** Log-likelihood, for two parameters more, below which attrition says nothing that the data bear out (Akaike). */
const WORTH_TWO_PARAMETERS = 2;

/** Log-likelihood below which one parameter says nothing that the data bear out. */
const WORTH_A_PARAMETER = 1;

/** Clients from which starting values are found before all are looked at. */
const CLIENTS_TO_START_FROM = 1200;

/**
 * Fits a model of repeat purchases by maximum likelihood over the logarithms of its parameters.
 *
 * Fewer than 30 histories with a repeat, or a likelihood without a proper maximum: maximum posterior with weak
 * log-normal priors, and a warning; where a model without attrition says as much, that one, and where clients do not
 * differ in one respect (Gamma or Beta of infinite parameters), the limit with one parameter less. Large portfolios
 * start from the maximum of every n-th client. Null when no history has a repeat: nothing can be learned of repeat
 * business.
 */
export function fitRepeatModel(
  histories: readonly RepeatHistory[],
  {
    model,
    parameterNames,
    likelihood,
    starts,
    priors,
    alike,
    given = {},
    constant = () => 0,
    withoutAttrition,
  }: RepeatFitting,
): RepeatFit | null {
  const repeats = sum(histories, (history) => history.repeats);
  if (!(repeats > 0)) return null;
  const buyers = histories.reduce((count, history) => count + (history.repeats > 0 ? 1 : 0), 0);
  const pooledRate = repeats / sum(histories, (history) => history.age);
  const all = collapseHistories(histories);
  const weak = priors(pooledRate, all);
  const distance = (point: readonly number[], { parameter, relativeTo }: WeakPrior): number =>
    (point[parameter] ?? 0) - (relativeTo === null ? 0 : (point[relativeTo] ?? 0));
  const fitTo = (sample: CollapsedHistories, from: readonly (readonly number[])[]) => {
    const evaluate = likelihood(sample);
    const { objective, gradient } = objectiveAndGradient((point) => {
      const { value, slopes } = evaluate(point);
      return { value: -value, slopes: slopes.map((slope) => -slope) };
    });
    return fitLogParameters({
      negativeLogLikelihood: objective,
      gradient,
      penalty: (point) => sum(weak, (prior) => weakPenalty(distance(point, prior), prior.logCentre)),
      penaltyGradient: (point) => {
        const slopes = point.map(() => 0);
        for (const prior of weak) {
          const slope = weakPenaltySlope(distance(point, prior), prior.logCentre);
          slopes[prior.parameter] = (slopes[prior.parameter] ?? 0) + slope;
          if (prior.relativeTo !== null) slopes[prior.relativeTo] = (slopes[prior.relativeTo] ?? 0) - slope;
        }
        return slopes;
      },
      starts: from,
      useWeakPriors: buyers < FEWEST_EVENTS,
    });
  };
  const thinned =
    all.weight.length > 2 * CLIENTS_TO_START_FROM ? thinnedHistories(all, CLIENTS_TO_START_FROM) : null;
  const first = starts(pooledRate, all);
  const fit = fitTo(all, thinned === null ? first : [fitTo(thinned, first).logParameters]);
  const named = (values: readonly number[]): RepeatParameters =>
    Object.fromEntries(parameterNames.map((name, index) => [name, values[index] ?? Number.NaN]));
  const logLikelihood = likelihood(all)(fit.logParameters).value + constant(histories);
  const simpler = fit.improper ? withoutAttrition?.(histories) : null;
  if (simpler && simpler.logLikelihood > logLikelihood - WORTH_TWO_PARAMETERS) {
    const warning =
      "Repeat orders show no sign that clients leave: they are taken to go on ordering at their own rates (NBD).";
    return { ...simpler, warnings: [warning, ...simpler.warnings] };
  }
  const found = { model, observations: histories.length };
  const errorsOf = (values: readonly number[], logErrors: readonly number[]): RepeatParameters =>
    named(logErrors.map((error, index) => error * (values[index] ?? Number.NaN)));
  const alikeFit = fit.improper ? fitAlikeLimit(alike, likelihood(all), fit.logParameters) : null;
  const alikeLikelihood = (alikeFit?.logLikelihood ?? Number.NEGATIVE_INFINITY) + constant(histories);
  if (alikeFit !== null && alikeLikelihood > logLikelihood - WORTH_A_PARAMETER) {
    const { limits, parameters, logCovariance } = alikeFit;
    const held = new Set(limits.map((limit) => parameterNames[limit.held]));
    const logErrors = logCovariance.map((row, index) => Math.sqrt(row[index] ?? Number.NaN));
    const errors = Object.entries(errorsOf(parameters, logErrors));
    return {
      ...found,
      parameters: { ...given, ...named(parameters) },
      standardErrors: Object.fromEntries(errors.filter(([name]) => !held.has(name))),
      logCovariance,
      logLikelihood: alikeLikelihood,
      weakPriors: false,
      warnings: limits.map(({ warning }) => warning),
    };
  }
  const values = fit.logParameters.map(Math.exp);
  return {
    ...found,
    parameters: { ...given, ...named(values) },
    standardErrors: fit.logErrors === null ? null : errorsOf(values, fit.logErrors),
    logCovariance: fit.logCovariance,
    logLikelihood,
    weakPriors: fit.weakPriors,
    warnings: fit.improper
      ? [
          "Repeat orders do not tell how clients differ (the likelihood has no clear maximum): their model is held near common values.",
        ]
      : fit.weakPriors
        ? [
            `Only ${buyers} of ${histories.length} clients bought again: each client's own rate is drawn towards the portfolio's, and how clients leave is largely assumed.`,
          ]
        : [],
  };
}
