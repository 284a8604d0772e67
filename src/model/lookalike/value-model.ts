import type { AccountTable } from "./account-table.js";
import { tableRows } from "./account-table.js";
import { chooseStage, type StageChoice } from "./choose-stage.js";
import { fitGainModel, type GainModel, predictGain } from "./gain-model.js";
import { fitValueSpread, type ValueSpread, valueQuantile } from "./value-interval.js";
import { fitValueStages, type StageFit } from "./value-stage.js";

/** E[CLV | won, x] and its predictive interval. */
export interface ValueModel {
  readonly choice: StageChoice;
  readonly stage: StageFit;
  readonly gain: GainModel;
  readonly spread: ValueSpread;
  /** Money for one unit of P(CLV > 0)·exp(estimate): makes predictions of left-out clients add up to the total. */
  readonly scale: number;
  /** CLV of each client as the others predict it; adds up to the clients' total. */
  readonly leaveOneOut: Float64Array;
  readonly meanClv: number;
  readonly clients: number;
  readonly lossMakingClients: number;
  /** Terms by which a prediction differs from `base`: fields, pairs of fields, or the similar clients. */
  readonly factorNames: readonly string[];
}

export interface ValueModelInput {
  readonly table: AccountTable;
  readonly clv: Float64Array;
  readonly groupIds: readonly string[];
  readonly seed: number;
  /** Rounds of the cross-validation that chooses the stage. */
  readonly repeats: number;
}

/**
 * Fits E[CLV | won, x] = S·P(CLV > 0 | x)·exp(estimate of log CLV given CLV > 0).
 * S makes the predictions of left-out clients add up to the clients' total CLV (a ratio smearing: unlike the mean of
 * exp(residual) it does not count the errors of the predictions twice). Predicted differences are drawn together by the
 * trust that held-out clients earn. Clients in total without profit, or none with any: the mean of all for everyone.
 * Needs at least one client; CLV is finite.
 */
export function fitValueModel(input: ValueModelInput): ValueModel {
  const { table, clv, groupIds } = input;
  const total = clv.reduce((sum, value) => sum + value, 0);
  const gainRows = rowsWith(clv, (value) => value > 0);
  const lossRows = rowsWith(clv, (value) => !(value > 0));
  const gainTable = tableRows(table, gainRows);
  const targets = Float64Array.from(gainRows, (row) => Math.log(clv[row] ?? 1));
  const groups = Array.from(gainRows, (row) => groupIds[row] ?? "");
  const choice: StageChoice =
    total > 0
      ? chooseStage(gainTable, targets, groups, input.seed, input.repeats)
      : { stage: "portfolio mean", trust: 0, why: "the clients bring no profit in total", trials: [] };
  const stage = fitValueStages([choice.stage], gainTable, targets).get(choice.stage);
  if (stage === undefined) throw new Error(`value model: stage "${choice.stage}" was not fitted`);
  const gain = fitGainModel(table, clv);
  const estimates = new Float64Array(clv.length);
  const trusted = trustedLeaveOneOut(stage, targets, choice.trust);
  for (const [at, row] of gainRows.entries()) estimates[row] = trusted[at] ?? 0;
  const losses = stage.predict(tableRows(table, lossRows)).estimates;
  for (const [at, row] of lossRows.entries()) {
    estimates[row] = stage.base + choice.trust * ((losses[at] ?? 0) - stage.base);
  }
  const unscaled = estimates.map((estimate, row) => (gain.leaveOneOut[row] ?? 0) * Math.exp(estimate));
  const scale = total > 0 ? total / unscaled.reduce((sum, value) => sum + value, 0) : 0;
  const meanClv = clv.length > 0 ? total / clv.length : 0;
  return {
    choice: { ...choice, stage: stage.stage },
    stage,
    gain,
    spread: fitValueSpread(
      targets,
      trusted,
      stage.spreads,
      Float64Array.from(lossRows, (row) => clv[row] ?? 0),
    ),
    scale,
    leaveOneOut: total > 0 ? unscaled.map((value) => value * scale) : clv.map(() => meanClv),
    meanClv,
    clients: clv.length,
    lossMakingClients: lossRows.length,
    factorNames: [
      ...new Set([
        ...stage.factorNames,
        ...(gain.model === null ? [] : gain.model.design.factors.map((factor) => factor.name)),
      ]),
    ],
  };
}

/** Expected CLV if won: base × Π exp(factors), with an 80 % interval of what will be realised. */
export interface ValuePrediction {
  readonly expected: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Money of the average client. */
  readonly base: number;
  /** Natural logarithms of the multipliers, `logFactors[row · factorNames + factor]`. */
  readonly logFactors: Float64Array;
  /** Width of each prediction relative to that of an account in the middle of the clients. */
  readonly widths: Float64Array;
  /** P(CLV > 0). */
  readonly gains: Float64Array;
}

const LOW_LEVEL = 0.1;
const HIGH_LEVEL = 0.9;

/** Predicts the rows of a table. */
export function predictValue(model: ValueModel, table: AccountTable): ValuePrediction {
  const { stage, choice, gain, spread, scale, factorNames } = model;
  const prediction = stage.predict(table);
  const gains = predictGain(gain, table);
  const factorCount = factorNames.length;
  const logFactors = new Float64Array(table.rowCount * factorCount);
  const expected = new Float64Array(table.rowCount).fill(model.meanClv);
  const low = new Float64Array(table.rowCount);
  const high = new Float64Array(table.rowCount);
  const gainNames = gain.model?.design.factors.map((factor) => factorNames.indexOf(factor.name)) ?? [];
  const stageCount = stage.factorNames.length;
  const logBase = Math.log(scale) + stage.base + (gains?.base ?? Math.log(gain.share));
  for (let row = 0; row < table.rowCount; row++) {
    const probability = gains?.probabilities[row] ?? gain.share;
    const estimate = stage.base + choice.trust * ((prediction.estimates[row] ?? 0) - stage.base);
    if (scale > 0) {
      const offset = row * factorCount;
      for (let factor = 0; factor < stageCount; factor++) {
        logFactors[offset + factor] =
          choice.trust * (prediction.contributions[row * stageCount + factor] ?? 0);
      }
      for (const [factor, at] of gainNames.entries()) {
        const contribution = gains?.contributions[row * gainNames.length + factor] ?? 0;
        logFactors[offset + at] = (logFactors[offset + at] ?? 0) + contribution;
      }
      let logValue = logBase;
      for (let at = offset; at < offset + factorCount; at++) logValue += logFactors[at] ?? 0;
      expected[row] = Math.exp(logValue);
    }
    const width = prediction.spreads[row] ?? 1;
    low[row] = valueQuantile(spread, estimate, width, probability, LOW_LEVEL);
    high[row] = valueQuantile(spread, estimate, width, probability, HIGH_LEVEL);
  }
  return {
    expected,
    low,
    high,
    base: scale > 0 ? Math.exp(logBase) : model.meanClv,
    logFactors,
    widths: prediction.spreads,
    gains: gains?.probabilities ?? new Float64Array(table.rowCount).fill(gain.share),
  };
}

/** Left-out predictions with their differences from the mean of the others drawn together. */
function trustedLeaveOneOut(stage: StageFit, targets: Float64Array, trust: number): Float64Array {
  const sum = targets.reduce((total, target) => total + target, 0);
  const others = Math.max(targets.length - 1, 1);
  return stage.leaveOneOut.map((estimate, row) => {
    const mean = targets.length > 1 ? (sum - (targets[row] ?? 0)) / others : estimate;
    return mean + trust * (estimate - mean);
  });
}

function rowsWith(values: Float64Array, test: (value: number) => boolean): Int32Array {
  const rows: number[] = [];
  for (const [row, value] of values.entries()) if (test(value)) rows.push(row);
  return Int32Array.from(rows);
}
