import { sum } from "d3";
import { fitLogParameters } from "../fit-log-parameters.js";
import type { ModelFit } from "../model-fit.js";
import { FEWEST_EVENTS, weakPenalty } from "../sparse.js";
import type { BgNbdParameters, PurchaseHistory } from "./bg-nbd-parameters.js";
import { bgNbdSample } from "./bg-nbd-sample.js";

/** Centre of the weak priors: buying rates differ much between clients, one in four leaves after a purchase. */
const TYPICAL = { r: 1, a: 1, b: 3 };

function parametersOf(logParameters: readonly number[]): BgNbdParameters {
  const [r = 0, alpha = 0, a = 0, b = 0] = logParameters.map(Math.exp);
  return { r, alpha, a, b };
}

/**
 * Fits BG/NBD by maximum likelihood.
 *
 * Fewer than 30 histories with a repeat, or a likelihood without a proper maximum: maximum posterior with
 * weak log-normal priors around r = 1, a = 1, b = 3 and the pooled purchase rate, and a warning. Null when no
 * history has a repeat: nothing can be learned of repeat business.
 */
export function fitBgNbd(histories: readonly PurchaseHistory[]): ModelFit<BgNbdParameters> | null {
  const repeats = sum(histories, (history) => history.repeats);
  if (!(repeats > 0)) return null;
  const buyers = histories.filter((history) => history.repeats > 0).length;
  const pooledRate = repeats / sum(histories, (history) => history.age);
  const sample = bgNbdSample(histories);
  const centre = [TYPICAL.r, TYPICAL.r / pooledRate, TYPICAL.a, TYPICAL.b].map(Math.log);
  const starts = [
    [0.3, 0.3 / pooledRate, 0.5, 2],
    [2, 1 / pooledRate, 1, 8],
  ].map((start) => start.map(Math.log));
  const fit = fitLogParameters({
    negativeLogLikelihood: (point) => -sample(parametersOf(point)).logLikelihood,
    gradient: (point) => sample(parametersOf(point)).slopes.map((slope) => -slope),
    penalty: (point) => {
      const [r = 0, alpha = 0, a = 0, b = 0] = point;
      const [centreR = 0, centreAlpha = 0, centreA = 0, centreB = 0] = centre;
      return (
        weakPenalty(r, centreR) +
        weakPenalty(alpha - r, centreAlpha - centreR) +
        weakPenalty(a, centreA) +
        weakPenalty(b, centreB)
      );
    },
    starts,
    useWeakPriors: buyers < FEWEST_EVENTS,
  });
  const parameters = parametersOf(fit.logParameters);
  const [r = 0, alpha = 0, a = 0, b = 0] = fit.logErrors ?? [];
  const warnings: string[] = [];
  if (fit.improper) {
    warnings.push(
      "Repeat orders do not tell how clients differ (the likelihood has no clear maximum): their model is held near common values.",
    );
  } else if (fit.weakPriors) {
    warnings.push(
      `Only ${buyers} of ${histories.length} clients bought again: each client's own rate is drawn towards the portfolio's, and how clients leave is largely assumed.`,
    );
  }
  return {
    parameters,
    standardErrors:
      fit.logErrors === null
        ? null
        : { r: r * parameters.r, alpha: alpha * parameters.alpha, a: a * parameters.a, b: b * parameters.b },
    logLikelihood: sample(parameters).logLikelihood,
    observations: histories.length,
    weakPriors: fit.weakPriors,
    warnings,
  };
}
