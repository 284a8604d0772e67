import { type AccountTable, tableRows } from "../encoding/account-table.js";
import { placeAccounts, placedContributions } from "../encoding/place-accounts.js";
import { fitNeighbourValue, predictNeighbourValue } from "../similarity/neighbour-value.js";
import type { AdditiveModel } from "./additive-model.js";
import { modelNodes } from "./model-nodes.js";
import {
  type NodeQuadratic,
  nodeQuadratic,
  predictionSpreads,
  unknownVariances,
} from "./prediction-spreads.js";
import { strongPairs } from "./strong-pairs.js";
import { fitValueRegression, type ValueRegression } from "./value-regression.js";

/** Ways to predict value, from the simplest; which one is used depends on the data. */
export const VALUE_STAGES = [
  "portfolio mean",
  "nearest neighbours",
  "regression of log CLV",
  "regression of mean CLV",
] as const;

export type ValueStage = (typeof VALUE_STAGES)[number];

/** Name of the one factor of the neighbours' prediction. */
export const SIMILAR_CLIENTS = "most similar clients";

/** Value on a log scale: estimate = base + Σ contributions, and its relative width. */
export interface LogPrediction {
  readonly estimates: Float64Array;
  readonly spreads: Float64Array;
  /** `contributions[row · factors + factor]`. */
  readonly contributions: Float64Array;
}

/** A fitted stage. */
export interface StageFit {
  readonly stage: ValueStage;
  /** Whether estimates are of all clients' mean; otherwise of the clients with CLV > 0. */
  readonly coversLosses: boolean;
  readonly factorNames: readonly string[];
  readonly base: number;
  /** Estimate of each client by a fit to the others. */
  readonly leaveOneOut: Float64Array;
  readonly spreads: Float64Array;
  readonly regression: ValueRegression | null;
  readonly predict: (table: AccountTable) => LogPrediction;
  /** The same fit, same penalties, to clients counted anew, for stability; null where there is nothing to refit. */
  readonly refit: ((random: () => number) => AdditiveModel) | null;
}

const FEWEST_CLIENTS = 3;

/**
 * Fits stages to clients' CLV, the regressions with the pairs of fields that pay (`strongPairs`). With fewer than
 * three clients with CLV > 0, or without a field, every stage is the portfolio mean.
 */
export function fitValueStages(
  stages: readonly ValueStage[],
  table: AccountTable,
  clv: Float64Array,
): ReadonlyMap<ValueStage, StageFit> {
  const fits = new Map<ValueStage, StageFit>();
  const gains = [...clv.keys()].filter((row) => (clv[row] ?? 0) > 0);
  const logs = Float64Array.from(gains, (row) => Math.log(clv[row] ?? 1));
  const total = clv.reduce((sum, value) => sum + value, 0);
  const tellable = gains.length >= FEWEST_CLIENTS && table.columns.length > 0;
  for (const stage of stages) {
    if (stage === "portfolio mean" || !tellable) fits.set(stage, meanStage(clv, gains, logs));
    else if (stage === "nearest neighbours") fits.set(stage, neighbourStage(table, gains, logs));
    else {
      // The mean of nothing but losses and zeros has no logarithm.
      const target = stage === "regression of mean CLV" && total > 0 ? "mean" : "log";
      const plain = fitValueRegression(target, table, clv);
      const pairs = strongPairs(plain, table);
      fits.set(
        stage,
        regressionStage(pairs.length === 0 ? plain : fitValueRegression(target, table, clv, pairs)),
      );
    }
  }
  return fits;
}

function meanStage(clv: Float64Array, gains: readonly number[], logs: Float64Array): StageFit {
  const count = logs.length;
  const sum = logs.reduce((total, log) => total + log, 0);
  const mean = count > 0 ? sum / count : 0;
  const spread = Math.sqrt(1 + 1 / Math.max(count, 1));
  const leaveOneOut = new Float64Array(clv.length).fill(mean);
  for (const [at, row] of gains.entries()) {
    if (count > 1) leaveOneOut[row] = (sum - (logs[at] ?? 0)) / (count - 1);
  }
  return {
    stage: "portfolio mean",
    coversLosses: false,
    factorNames: [],
    base: mean,
    leaveOneOut,
    spreads: new Float64Array(clv.length).fill(spread),
    regression: null,
    predict: (table) => ({
      estimates: new Float64Array(table.rowCount).fill(mean),
      spreads: new Float64Array(table.rowCount).fill(spread),
      contributions: new Float64Array(0),
    }),
    refit: null,
  };
}

function neighbourStage(table: AccountTable, gains: readonly number[], logs: Float64Array): StageFit {
  const model = fitNeighbourValue(tableRows(table, gains), logs);
  const leaveOneOut = Float64Array.from(predictNeighbourValue(model, table));
  for (const [at, row] of gains.entries()) leaveOneOut[row] = model.leaveOneOut[at] ?? 0;
  return {
    stage: "nearest neighbours",
    coversLosses: false,
    factorNames: [SIMILAR_CLIENTS],
    base: model.mean,
    leaveOneOut,
    spreads: gapSpreads(table),
    regression: null,
    predict: (accounts) => {
      const estimates = predictNeighbourValue(model, accounts);
      return {
        estimates,
        spreads: gapSpreads(accounts),
        contributions: estimates.map((estimate) => estimate - model.mean),
      };
    },
    refit: null,
  };
}

/** √(1 + share of unknown fields): neighbours chosen on less are further away than they look. */
function gapSpreads(table: AccountTable): Float64Array {
  return Float64Array.from({ length: table.rowCount }, (_, row) => {
    const unknown = table.columns.filter((column) => Number.isNaN(column.values[row] ?? Number.NaN)).length;
    return Math.sqrt(1 + unknown / table.columns.length);
  });
}

function regressionStage(regression: ValueRegression): StageFit {
  const { model, target } = regression;
  const nodes = modelNodes(model);
  let kept: NodeQuadratic | undefined;
  const quadratic = () => (kept ??= nodeQuadratic(nodes, regression.inverse));
  return {
    stage: `regression of ${target} CLV`,
    coversLosses: target === "mean",
    factorNames: model.design.factors.map((factor) => factor.name),
    base: model.base,
    leaveOneOut: regression.leaveOneOut,
    spreads: regression.spreads,
    regression,
    predict: (table) => {
      const placed = placeAccounts(nodes, table);
      const unknown = unknownVariances(model.design, regression.unknown, table);
      return {
        ...placedContributions(nodes, placed),
        spreads: predictionSpreads(quadratic(), placed, unknown),
      };
    },
    refit: regression.refit,
  };
}
