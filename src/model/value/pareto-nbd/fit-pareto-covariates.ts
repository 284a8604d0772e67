import { mean, sum } from "d3";
import { logRisingFactorials } from "../../numerics/log-rising-factorial.js";
import { minimise } from "../../numerics/minimise/minimise.js";
import { objectiveAndGradient } from "../../numerics/minimise/objective.js";
import type { RepeatHistory } from "../repeat/repeat-history.js";
import { WIDEST_LOG_ERROR } from "../sparse.js";
import { type HistorySlopes, historyLikelihood } from "./history-likelihood.js";
import { paretoNbdModel } from "./pareto-nbd-model.js";
import type { ParetoNbdParameters } from "./pareto-nbd-parameters.js";

/** What a covariate does, per unit: both are natural logarithms of multipliers. */
export interface CovariateEffect {
  readonly name: string;
  /** Of the purchase rate: αᵢ = α exp(−effect · z). */
  readonly onRate: number;
  readonly onRateError: number | null;
  /** Of the rate of leaving: βᵢ = β exp(−effect · z). */
  readonly onAttrition: number;
  readonly onAttritionError: number | null;
}

/** Pareto/NBD whose rates go with what is known of clients from the start. Plain data. */
export interface ParetoCovariateFit {
  readonly parameters: ParetoNbdParameters;
  readonly effects: readonly CovariateEffect[];
  /** Without the penalty's part. */
  readonly logLikelihood: number;
}

/** A client's history and its covariates, in the order of their names. */
export interface CovariateHistory {
  readonly history: RepeatHistory;
  readonly covariates: readonly number[];
}

interface Fitted {
  /** ln r, α, s, β, then effects on the rate, then on attrition, of standardised covariates. */
  readonly point: readonly number[];
  readonly covariance: readonly (readonly number[])[] | null;
}

/** The likelihood of clients as a function of such a point. */
function covariateLikelihood(clients: readonly CovariateHistory[], names: number) {
  const counts = [...new Set(clients.map(({ history }) => history.repeats))].sort((x, y) => x - y);
  const blockOf = new Map(counts.map((count, block) => [count, block]));
  const slopesOf: HistorySlopes = { value: 0, r: 0, alpha: 0, s: 0, beta: 0 };
  return (point: readonly number[]) => {
    const [logR = 0, logAlpha = 0, logS = 0, logBeta = 0] = point;
    const [r, s] = [Math.exp(logR), Math.exp(logS)];
    const rising = logRisingFactorials(r, counts);
    const slopes = point.map(() => 0);
    const add = (index: number, slope: number): void => {
      slopes[index] = (slopes[index] ?? 0) + slope;
    };
    let value = 0;
    for (const { history, covariates } of clients) {
      let [onRate, onAttrition] = [0, 0];
      covariates.forEach((z, index) => {
        onRate += (point[4 + index] ?? 0) * z;
        onAttrition += (point[4 + names + index] ?? 0) * z;
      });
      const [alpha, beta] = [Math.exp(logAlpha - onRate), Math.exp(logBeta - onAttrition)];
      historyLikelihood(r + history.repeats, alpha, s, beta, history.recency, history.age, slopesOf);
      const block = blockOf.get(history.repeats) ?? 0;
      value +=
        slopesOf.value + (rising.value[block] ?? 0) + r * (logAlpha - onRate) + s * (logBeta - onAttrition);
      const byAlpha = slopesOf.alpha * alpha + r;
      const byBeta = slopesOf.beta * beta + s;
      add(0, r * (slopesOf.r + (rising.slope[block] ?? 0) + logAlpha - onRate));
      add(1, byAlpha);
      add(2, s * (slopesOf.s + logBeta - onAttrition));
      add(3, byBeta);
      covariates.forEach((z, index) => {
        add(4 + index, -z * byAlpha);
        add(4 + names + index, -z * byBeta);
      });
    }
    return { value, slopes };
  };
}

function fitPenalised(
  clients: readonly CovariateHistory[],
  names: number,
  penalty: number,
  start: readonly number[],
): Fitted {
  const likelihood = covariateLikelihood(clients, names);
  const { objective, gradient } = objectiveAndGradient((point) => {
    const { value, slopes } = likelihood(point);
    const effects = point.map((effect, index) => (index < 4 ? 0 : effect));
    return {
      value: 0.5 * penalty * sum(effects, (effect) => effect * effect) - value,
      slopes: slopes.map((slope, index) => penalty * (effects[index] ?? 0) - slope),
    };
  });
  const bounded = (point: readonly number[]): number =>
    point.every((value) => Math.abs(value) < 20) ? objective(point) : Number.POSITIVE_INFINITY;
  const { point, covariance } = minimise(bounded, [start], gradient);
  return { point, covariance };
}

/**
 * Pareto/NBD with static covariates z on purchase rate and attrition (Fader & Hardie 2007, note 019):
 * αᵢ = α exp(−γ·zᵢ), βᵢ = β exp(−δ·zᵢ), by penalised maximum likelihood.
 *
 * The penalty is ½ λ Σ effect² of standardised covariates: a normal prior of standard deviation 1/√λ. Whether
 * covariates pay is for clients or times that were left out to tell. Effects are per unit as given. Null where
 * Pareto/NBD without covariates has no proper fit. Throws a RangeError where a covariate is not finite or their number
 * differs.
 */
export function fitParetoCovariates(
  clients: readonly CovariateHistory[],
  names: readonly string[],
  penalty: number,
): ParetoCovariateFit | null {
  for (const { covariates } of clients) {
    if (covariates.length !== names.length || !covariates.every(Number.isFinite))
      throw new RangeError(
        `covariates ${JSON.stringify(covariates)} of a client; ${names.length} finite numbers are needed: ${names.join(", ")}`,
      );
  }
  const plain = paretoNbdModel.fit(clients.map(({ history }) => history));
  if (plain === null || plain.model !== "pareto-nbd") return null;
  const centres = names.map((_, index) => mean(clients, (client) => client.covariates[index] ?? 0) ?? 0);
  const scales = names.map((_, index) => {
    const centre = centres[index] ?? 0;
    const spread = Math.sqrt(mean(clients, (client) => ((client.covariates[index] ?? 0) - centre) ** 2) ?? 0);
    return spread > 0 ? spread : 1;
  });
  const standardised = clients.map(({ history, covariates }) => ({
    history,
    covariates: covariates.map((z, index) => (z - (centres[index] ?? 0)) / (scales[index] ?? 1)),
  }));
  const { r = 1, alpha = 1, s = 1, beta = 1 } = plain.parameters;
  const start = [...[r, alpha, s, beta].map(Math.log), ...names.flatMap(() => [0, 0])];
  const { point, covariance } = fitPenalised(standardised, names.length, penalty, start);
  const [logR = 0, logAlpha = 0, logS = 0, logBeta = 0] = point;
  const errorOf = (index: number): number | null => {
    const error = Math.sqrt(covariance?.[index]?.[index] ?? Number.NaN);
    return error <= WIDEST_LOG_ERROR ? error : null;
  };
  const shift = (from: number): number =>
    sum(names, (_, index) => ((point[from + index] ?? 0) * (centres[index] ?? 0)) / (scales[index] ?? 1));
  return {
    parameters: {
      r: Math.exp(logR),
      alpha: Math.exp(logAlpha + shift(4)),
      s: Math.exp(logS),
      beta: Math.exp(logBeta + shift(4 + names.length)),
    },
    effects: names.map((name, index) => {
      const scale = scales[index] ?? 1;
      const perUnit = (error: number | null): number | null => (error === null ? null : error / scale);
      return {
        name,
        onRate: (point[4 + index] ?? 0) / scale,
        onRateError: perUnit(errorOf(4 + index)),
        onAttrition: (point[4 + names.length + index] ?? 0) / scale,
        onAttritionError: perUnit(errorOf(4 + names.length + index)),
      };
    }),
    logLikelihood: covariateLikelihood(standardised, names.length)(point).value,
  };
}

/** The parameters of a client with these covariates, for `repeatModel("pareto-nbd").at`. */
export function parametersWithCovariates(
  { parameters, effects }: ParetoCovariateFit,
  covariates: readonly number[],
): ParetoNbdParameters {
  const onRate = sum(effects, (effect, index) => effect.onRate * (covariates[index] ?? 0));
  const onAttrition = sum(effects, (effect, index) => effect.onAttrition * (covariates[index] ?? 0));
  return {
    ...parameters,
    alpha: parameters.alpha * Math.exp(-onRate),
    beta: parameters.beta * Math.exp(-onAttrition),
  };
}
