import { sum } from "d3";
import { fitLogParameters } from "../fit-log-parameters.js";
import type { ModelFit } from "../model-fit.js";
import { weakPenalty } from "../sparse.js";
import { renewalLogLikelihood } from "./renewal-log-likelihood.js";
import { collapseRenewalRecords, endsOf, hasFewEnds } from "./renewal-records.js";
import type { RenewalRecord, SbgParameters } from "./sbg-parameters.js";
import { logSurvivals } from "./survival.js";

/** Centre of the weak prior on α + β: contracts differ in how likely they are to end. */
const TYPICAL_CONCENTRATION = 3;

/**
 * Fits the shifted beta-geometric model of renewals by maximum likelihood.
 *
 * Fewer than 30 contracts that ended, or a likelihood without a proper maximum: maximum posterior with weak
 * priors, logit α/(α+β) around that of `typicalChurn` (the share assumed to end at the first renewal, between
 * 0 and 1) and ln(α+β) around ln 3, each with a standard deviation of 1, and a warning. Without any record the
 * priors stand alone.
 */
export function fitSbg(records: readonly RenewalRecord[], typicalChurn: number): ModelFit<SbgParameters> {
  if (!(typicalChurn > 0 && typicalChurn < 1)) {
    throw new RangeError(`typical churn is not between 0 and 1: ${typicalChurn}`);
  }
  const collapsed = collapseRenewalRecords(records);
  const contracts = sum(collapsed, (record) => record.contracts);
  const ended = endsOf(collapsed);
  const decisions = ended + sum(collapsed, (record) => record.contracts * (record.renewals - record.entered));
  const likelihood = renewalLogLikelihood(collapsed);
  const logLikelihood = (point: readonly number[]): number => {
    const [alpha = 0, beta = 0] = point.map(Math.exp);
    return likelihood((opportunities) => logSurvivals({ alpha, beta }, opportunities));
  };
  const startAt = (churn: number, concentration: number): number[] => [
    Math.log(churn * concentration),
    Math.log((1 - churn) * concentration),
  ];
  const fit = fitLogParameters({
    negativeLogLikelihood: (point) => -logLikelihood(point),
    penalty: ([logAlpha = 0, logBeta = 0]) =>
      weakPenalty(logAlpha - logBeta, Math.log(typicalChurn / (1 - typicalChurn))) +
      weakPenalty(Math.log(Math.exp(logAlpha) + Math.exp(logBeta)), Math.log(TYPICAL_CONCENTRATION)),
    starts: [startAt(0.3, 2), startAt(typicalChurn, 10)],
    useWeakPriors: hasFewEnds(collapsed),
  });
  const [alpha = 0, beta = 0] = fit.logParameters.map(Math.exp);
  const [alphaError = 0, betaError = 0] = fit.logErrors ?? [];
  const warnings: string[] = [];
  if (decisions === 0) {
    warnings.push(
      `No contract has come up for renewal yet: it is assumed that ${Math.round(100 * typicalChurn)}% end at the first renewal.`,
    );
  } else if (fit.improper) {
    warnings.push(
      "The renewals seen do not tell how much contracts differ in how likely they are to end: that is held near common values.",
    );
  } else if (fit.weakPriors) {
    warnings.push(
      `Only ${ended} of ${contracts} contracts have ended: renewal rates lean on an assumed ${Math.round(100 * typicalChurn)}% that end at the first renewal.`,
    );
  }
  return {
    parameters: { alpha, beta },
    standardErrors: fit.logErrors === null ? null : { alpha: alphaError * alpha, beta: betaError * beta },
    logCovariance: fit.logCovariance,
    logLikelihood: logLikelihood(fit.logParameters),
    observations: contracts,
    weakPriors: fit.weakPriors,
    warnings,
  };
}
