import { adaptiveRidge } from "../numerics/ridge-adaptive.js";
import { rowQuadraticForm } from "../numerics/ridge-rows.js";
import type { AccountTable } from "./account-table.js";
import { type AdditiveModel, centreModel } from "./additive-model.js";
import { type EncodedAccounts, FIELD_STATES } from "./design.js";
import { encodeAccounts } from "./encode-accounts.js";
import { fitDesign } from "./fit-design.js";

/** Ridge regression of log CLV on firmographics. */
export interface ValueRegression {
  readonly model: AdditiveModel;
  /** (XᵀX + Λ)⁻¹. */
  readonly inverse: Float64Array;
  readonly blockPenalties: Float64Array;
  readonly noiseVariance: number;
  readonly strength: number;
  /** Log CLV of each training client as the fit to the others predicts it. */
  readonly leaveOneOut: Float64Array;
  readonly leaveOneOutError: number;
  /** Relative width of each training client's prediction when left out. */
  readonly spreads: Float64Array;
}

/** An unknown field widens at least so much, as a share of the noise variance. */
const SMALLEST_UNKNOWN_VARIANCE = 0.02;

/**
 * Fits log CLV on the fields of a table. The penalty is one for each field (partial pooling), by evidence and exact
 * leave-one-out error. Targets are finite; one client is enough to get its own value back as the base.
 */
export function fitValueRegression(
  table: AccountTable,
  targets: Float64Array,
  pairs: readonly (readonly [number, number])[] = [],
): ValueRegression {
  const weights = new Float64Array(table.rowCount).fill(1);
  const design = fitDesign(table, weights, pairs);
  const encoded = encodeAccounts(design, table);
  const ridge = adaptiveRidge(encoded.rows, targets, weights, design.blocks);
  const model = centreModel(design, ridge.fit.coefficients, encoded.rows, weights);
  const spreads = Float64Array.from(ridge.fit.leverages, (leverage, row) =>
    Math.sqrt(1 + leverage / (1 - leverage) + unknownVariance(model, ridge.noiseVariance, encoded, row)),
  );
  return {
    model,
    inverse: ridge.fit.inverse,
    blockPenalties: ridge.blockPenalties,
    noiseVariance: ridge.noiseVariance,
    strength: ridge.strength,
    leaveOneOut: ridge.fit.leaveOneOut,
    leaveOneOutError: ridge.leaveOneOutError,
    spreads,
  };
}

/**
 * Relative width of a prediction: √(1 + xᵀ(XᵀX + Λ)⁻¹x + what unknown fields would have told).
 * 1 for an account in the middle of the clients; larger away from them and with gaps.
 */
export function predictionSpread(regression: ValueRegression, encoded: EncodedAccounts, row: number): number {
  const leverage = rowQuadraticForm(encoded.rows, row, regression.inverse);
  return Math.sqrt(1 + leverage + unknownVariance(regression.model, regression.noiseVariance, encoded, row));
}

/** What the fields that are unknown, unseen or outside the clients' range explain elsewhere, in noise variances. */
function unknownVariance(
  model: AdditiveModel,
  noiseVariance: number,
  encoded: EncodedAccounts,
  row: number,
): number {
  const fieldCount = model.design.features.length;
  let sum = 0;
  for (let field = 0; field < fieldCount; field++) {
    if (encoded.states[row * fieldCount + field] === FIELD_STATES.known) continue;
    const at = model.design.factors.findIndex(
      (factor) => factor.cells === null && factor.fields[0] === field,
    );
    sum += Math.max((model.variances[at] ?? 0) / noiseVariance, SMALLEST_UNKNOWN_VARIANCE);
  }
  return sum;
}
