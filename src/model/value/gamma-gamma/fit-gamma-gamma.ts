import { deviation, mean } from "d3";
import { objectiveAndGradient } from "../../numerics/minimise/objective.js";
import { plural } from "../../words/plural.js";
import { fitLogParameters, type LogParameterFit } from "../fit-log-parameters.js";
import type { ModelFit } from "../model-fit.js";
import { FEWEST_EVENTS, weakPenalty } from "../sparse.js";
import { expectedOrderValue } from "./expected-order-value.js";
import { gammaGammaLogLikelihood } from "./gamma-gamma-log-likelihood.js";
import type { GammaGammaParameters, SpendHistory } from "./gamma-gamma-parameters.js";

/** Centre of the weak priors for p and q − 1. */
const TYPICAL = { p: 4, tail: 3 };
/** A fitted population mean above this multiple of the observed one comes from a tail that no data support. */
const FARTHEST_MEAN = 2;
const ALIKE_VARIATION = 1e-3;
const ALIKE_CLIENTS = 10;
const ALIKE_SHAPE = 1e4;

type Starts = readonly (readonly number[])[];
type LogLikelihood = ReturnType<typeof gammaGammaLogLikelihood>;

/** Parameters whose population mean is 1. */
function ofUnitMean(p: number, q: number): GammaGammaParameters {
  return { p, q, v: (q - 1) / p };
}

function fitFreely(logLikelihood: LogLikelihood, starts: Starts): LogParameterFit {
  const { objective, gradient } = objectiveAndGradient((point) => {
    const [p = 0, q = 0, v = 0] = point.map(Math.exp);
    const { value, slopes } = logLikelihood({ p, q, v });
    return { value: -value, slopes: [-slopes[0] * p, -slopes[1] * q, -slopes[2] * v] };
  });
  return fitLogParameters({
    negativeLogLikelihood: objective,
    gradient,
    penalty: ([p = 0, q = 0, v = 0]) =>
      weakPenalty(p, Math.log(TYPICAL.p)) + weakPenalty(q, Math.log(TYPICAL.tail + 1)) + weakPenalty(v, 0),
    starts,
    useWeakPriors: false,
  });
}

function fitWithHeldMean(logLikelihood: LogLikelihood, starts: Starts): GammaGammaParameters {
  const { logParameters } = fitLogParameters({
    negativeLogLikelihood: ([p = 0, tail = 0]) =>
      -logLikelihood(ofUnitMean(Math.exp(p), 1 + Math.exp(tail))).value,
    penalty: ([p = 0, tail = 0]) =>
      weakPenalty(p, Math.log(TYPICAL.p)) + weakPenalty(tail, Math.log(TYPICAL.tail)),
    starts: starts.map(([p = 0, q = 0]) => [p, q]),
    useWeakPriors: true,
  });
  const [p = 0, tail = 0] = logParameters;
  return ofUnitMean(Math.exp(p), 1 + Math.exp(tail));
}

/**
 * Fits gamma-gamma by maximum likelihood to clients with at least one order of positive value; null without
 * any.
 *
 * The population's mean is held at the observed mean of clients (and p, q leaned on weak priors), with a
 * warning, when there are fewer than 30 clients, when the fitted population mean is infinite or more than
 * twice the observed one (heavy tails), or when the likelihood has no proper maximum. Orders that are all
 * alike give a client's own value.
 */
export function fitGammaGamma(histories: readonly SpendHistory[]): ModelFit<GammaGammaParameters> | null {
  const observedMean = mean(histories, (history) => history.meanValue);
  if (observedMean === undefined) return null;
  const scaled = histories.map(({ orders, meanValue }) => ({ orders, meanValue: meanValue / observedMean }));
  const logLikelihood = gammaGammaLogLikelihood(scaled);
  const variation = deviation(scaled, (history) => history.meanValue) ?? 0;
  const precision = 1 / Math.max(variation, ALIKE_VARIATION) ** 2;
  const starts = [
    [5, 4, 0.6],
    [2 * precision, 2 * precision + 1, 1],
  ].map((start) => start.map(Math.log));
  const result = (
    parameters: GammaGammaParameters,
    errors: Pick<LogParameterFit, "logErrors" | "logCovariance"> | null,
    warnings: readonly string[],
  ): ModelFit<GammaGammaParameters> => {
    const logErrors = errors?.logErrors ?? null;
    const [p = 0, q = 0, v = 0] = logErrors ?? [];
    const inMoney = { ...parameters, v: parameters.v * observedMean };
    return {
      parameters: inMoney,
      standardErrors: logErrors === null ? null : { p: p * inMoney.p, q: q * inMoney.q, v: v * inMoney.v },
      logCovariance: errors?.logCovariance ?? null,
      logLikelihood: gammaGammaLogLikelihood(histories)(inMoney).value,
      observations: histories.length,
      weakPriors: logErrors === null,
      warnings,
    };
  };
  if (variation < ALIKE_VARIATION && histories.length >= ALIKE_CLIENTS) {
    return result(ofUnitMean(ALIKE_SHAPE, ALIKE_SHAPE), null, [
      "The mean orders of all clients are of the same size: that size is expected of each.",
    ]);
  }
  if (histories.length < FEWEST_EVENTS) {
    return result(fitWithHeldMean(logLikelihood, starts), null, [
      `Only ${plural(histories.length, "client")} ${histories.length === 1 ? "has" : "have"} orders of positive value to learn from: each client's mean order is drawn towards the portfolio's observed mean.`,
    ]);
  }
  const free = fitFreely(logLikelihood, starts);
  const [p = 0, q = 0, v = 0] = free.logParameters.map(Math.exp);
  if (free.weakPriors || !(expectedOrderValue({ p, q, v }, 0, 0) < FARTHEST_MEAN)) {
    return result(fitWithHeldMean(logLikelihood, starts), null, [
      free.weakPriors
        ? "Clients' mean orders do not tell how clients differ from how one client's orders do: the portfolio's mean order is held at the observed one."
        : "Order values are so uneven that their fitted mean is not to be trusted: the portfolio's mean order is held at the observed one.",
    ]);
  }
  return result({ p, q, v }, free, []);
}
