import { mean, sum } from "d3";
import { sampleRankCorrelation } from "simple-statistics";
import { capturedShare } from "./captured-share.js";
import { normalisedGini } from "./normalised-gini.js";

/**
 * How predictions compare with what came; null where a measure is not defined (nothing came, all are equal).
 */
export interface Accuracy {
  readonly clients: number;
  readonly predictedTotal: number;
  readonly actualTotal: number;
  /** Predicted total ÷ actual total − 1. */
  readonly totalBias: number | null;
  readonly rootMeanSquareError: number | null;
  readonly meanAbsoluteError: number | null;
  readonly spearman: number | null;
  readonly normalisedGini: number | null;
  /** Share of the actual total held by the predicted top 10 % of clients. */
  readonly topDecileShare: number | null;
  readonly topQuintileShare: number | null;
}

/**
 * Accuracy of predictions against actual values, pair by pair in the same order; the order itself does not
 * matter. Mean absolute error is not to be read alone: where most clients buy nothing, predicting nothing does
 * well by it. Throws when the lengths differ.
 */
export function accuracy(predicted: readonly number[], actual: readonly number[]): Accuracy {
  const gini = normalisedGini(predicted, actual);
  const errors = predicted.map((value, index) => value - (actual[index] ?? 0));
  const predictedTotal = sum(predicted);
  const actualTotal = sum(actual);
  const meanSquare = mean(errors, (error) => error * error);
  const rank = errors.length > 1 ? sampleRankCorrelation([...predicted], [...actual]) : Number.NaN;
  return {
    clients: actual.length,
    predictedTotal,
    actualTotal,
    totalBias: actualTotal > 0 ? predictedTotal / actualTotal - 1 : null,
    rootMeanSquareError: meanSquare === undefined ? null : Math.sqrt(meanSquare),
    meanAbsoluteError: mean(errors, Math.abs) ?? null,
    spearman: Number.isFinite(rank) ? rank : null,
    normalisedGini: gini,
    topDecileShare: capturedShare(predicted, actual, 0.1),
    topQuintileShare: capturedShare(predicted, actual, 0.2),
  };
}
