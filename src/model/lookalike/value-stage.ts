import { columnPenalties } from "../numerics/ridge-field-penalties.js";
import { ridgeRegression } from "../numerics/ridge-regression.js";
import type { AccountTable } from "./account-table.js";
import { type AdditiveModel, addContributions, centreModel } from "./additive-model.js";
import { encodeAccounts } from "./encode-accounts.js";
import { fitNeighbourValue, predictNeighbourValue } from "./neighbour-value.js";
import { strongPairs } from "./strong-pairs.js";
import { fitValueRegression, predictionSpread, type ValueRegression } from "./value-regression.js";

/** Ways to predict value, from the simplest; which one is used depends on the data. */
export const VALUE_STAGES = [
  "portfolio mean",
  "nearest neighbours",
  "regression",
  "regression with interactions",
] as const;

/** Name of the one factor of the neighbours' prediction. */
export const SIMILAR_CLIENTS = "most similar clients";

export type ValueStage = (typeof VALUE_STAGES)[number];

/** Log CLV of accounts: estimate = base + Σ contributions, and its relative width. */
export interface LogPrediction {
  readonly estimates: Float64Array;
  readonly spreads: Float64Array;
  /** `contributions[row · factors + factor]`. */
  readonly contributions: Float64Array;
}

/** A fitted stage. */
export interface StageFit {
  readonly stage: ValueStage;
  readonly factorNames: readonly string[];
  readonly base: number;
  readonly leaveOneOut: Float64Array;
  readonly spreads: Float64Array;
  readonly regression: ValueRegression | null;
  readonly predict: (table: AccountTable) => LogPrediction;
  /** The same fit, same penalties, to clients counted anew, for stability; null where there is nothing to refit. */
  readonly refit: ((random: () => number) => AdditiveModel) | null;
}

/**
 * Fits stages to log CLV, from the simplest. A stage that does not apply (too few clients, no field, no pair of fields
 * worth trying) is the one that it extends.
 */
export function fitValueStages(
  stages: readonly ValueStage[],
  table: AccountTable,
  targets: Float64Array,
): ReadonlyMap<ValueStage, StageFit> {
  const fits = new Map<ValueStage, StageFit>();
  const plain = meanStage(targets);
  const tellable = targets.length >= 3 && table.columns.length > 0;
  let regression: ValueRegression | undefined;
  const regressed = (): ValueRegression => {
    regression ??= fitValueRegression(table, targets);
    return regression;
  };
  for (const stage of stages) {
    if (stage === "portfolio mean" || !tellable) fits.set(stage, plain);
    else if (stage === "nearest neighbours") fits.set(stage, neighbourStage(table, targets));
    else {
      const pairs = stage === "regression" ? [] : strongPairs(regressed(), table, targets);
      fits.set(
        stage,
        pairs.length === 0
          ? regressionStage("regression", regressed(), table, targets)
          : regressionStage(stage, fitValueRegression(table, targets, pairs), table, targets),
      );
    }
  }
  return fits;
}

function meanStage(targets: Float64Array): StageFit {
  const count = targets.length;
  const sum = targets.reduce((total, target) => total + target, 0);
  const spread = Math.sqrt(1 + 1 / count);
  return {
    stage: "portfolio mean",
    factorNames: [],
    base: sum / count,
    leaveOneOut: targets.map((target) => (count > 1 ? (sum - target) / (count - 1) : target)),
    spreads: new Float64Array(count).fill(spread),
    regression: null,
    refit: null,
    predict: (table) => ({
      estimates: new Float64Array(table.rowCount).fill(sum / count),
      spreads: new Float64Array(table.rowCount).fill(spread),
      contributions: new Float64Array(0),
    }),
  };
}

function neighbourStage(table: AccountTable, targets: Float64Array): StageFit {
  const model = fitNeighbourValue(table, targets);
  return {
    stage: "nearest neighbours",
    factorNames: [SIMILAR_CLIENTS],
    base: model.mean,
    leaveOneOut: model.leaveOneOut,
    spreads: gapSpreads(table),
    regression: null,
    refit: null,
    predict: (accounts) => {
      const estimates = predictNeighbourValue(model, accounts);
      return {
        estimates,
        spreads: gapSpreads(accounts),
        contributions: estimates.map((estimate) => estimate - model.mean),
      };
    },
  };
}

/** √(1 + share of unknown fields): neighbours chosen on less are further away than they look. */
function gapSpreads(table: AccountTable): Float64Array {
  return Float64Array.from({ length: table.rowCount }, (_, row) => {
    const unknown = table.columns.filter((column) => Number.isNaN(column.values[row] ?? Number.NaN)).length;
    return Math.sqrt(1 + unknown / table.columns.length);
  });
}

function regressionStage(
  stage: ValueStage,
  regression: ValueRegression,
  clients: AccountTable,
  targets: Float64Array,
): StageFit {
  const { model } = regression;
  const factorCount = model.design.factors.length;
  return {
    stage,
    factorNames: model.design.factors.map((factor) => factor.name),
    base: model.base,
    leaveOneOut: regression.leaveOneOut,
    spreads: regression.spreads,
    regression,
    predict: (table) => {
      const encoded = encodeAccounts(model.design, table);
      const estimates = new Float64Array(table.rowCount);
      const spreads = new Float64Array(table.rowCount);
      const contributions = new Float64Array(table.rowCount * factorCount);
      for (let row = 0; row < table.rowCount; row++) {
        estimates[row] = addContributions(model, encoded.rows, row, contributions, row * factorCount);
        spreads[row] = predictionSpread(regression, encoded, row);
      }
      return { estimates, spreads, contributions };
    },
    refit: (random) => {
      const { rows } = encodeAccounts(model.design, clients);
      const weights = targets.map(() => -Math.log(1 - random()));
      const penalties = columnPenalties(model.design.blocks, regression.blockPenalties);
      const { coefficients } = ridgeRegression(rows, targets, weights, penalties);
      return centreModel(model.design, coefficients, rows, weights);
    },
  };
}
