import { adaptiveRidge } from "../../numerics/ridge-adaptive.js";
import { columnPenalties } from "../../numerics/ridge-field-penalties.js";
import { adaptiveRidgeGamma, ridgeGammaCoefficients } from "../../numerics/ridge-gamma.js";
import { ridgeCoefficients } from "../../numerics/ridge-regression.js";
import { rowQuadraticForm } from "../../numerics/ridge-rows.js";
import { type AccountTable, tableRows } from "../encoding/account-table.js";
import { type EncodedAccounts, FIELD_STATES } from "../encoding/design.js";
import { encodeAccounts } from "../encoding/encode-accounts.js";
import { fitDesign } from "../encoding/fit-design.js";
import { type AdditiveModel, addContributions, centreModel } from "./additive-model.js";

/** What is regressed: the mean of log CLV over clients with CLV > 0, or the log of mean CLV over all. */
export type ValueTarget = "log" | "mean";

/** Ridge regression of value on firmographics, on a log scale. */
export interface ValueRegression {
  readonly target: ValueTarget;
  readonly model: AdditiveModel;
  /** (XᵀX + Λ)⁻¹. */
  readonly inverse: Float64Array;
  /** What each field explains, in noise variances: by so much not knowing it widens a prediction. */
  readonly unknown: Float64Array;
  readonly noiseVariance: number;
  readonly strength: number;
  /** Estimate of each client, also those not learnt from, by a fit to the others. */
  readonly leaveOneOut: Float64Array;
  /** What the regression leaves over of each client, on the scale that it was fitted; 0 for those not learnt from. */
  readonly residuals: Float64Array;
  /** Relative width of each client's prediction when left out. */
  readonly spreads: Float64Array;
  /** The same fit, same penalties, to clients counted anew. */
  readonly refit: (random: () => number) => AdditiveModel;
}

/** An unknown field widens at least so much, as a share of the noise variance. */
const SMALLEST_UNKNOWN_VARIANCE = 0.02;
const LARGEST_RESIDUAL = 6;

/**
 * Fits value on the fields of a table. The penalty is one for each field (partial pooling), by evidence and
 * leave-one-out error. The log of CLV is the better target where its noise is symmetric, the mean where the noise
 * reaches down (clients that leave early): cross-validation decides elsewhere. Needs a client with CLV > 0.
 */
export function fitValueRegression(
  target: ValueTarget,
  table: AccountTable,
  clv: Float64Array,
  pairs: readonly (readonly [number, number])[] = [],
): ValueRegression {
  const used = target === "mean" ? [...clv.keys()] : [...clv.keys()].filter((row) => (clv[row] ?? 0) > 0);
  const training = tableRows(table, used);
  const values = Float64Array.from(used, (row) => clv[row] ?? 0);
  const targets = target === "mean" ? values : values.map(Math.log);
  const weights = new Float64Array(used.length).fill(1);
  const design = fitDesign(training, weights, pairs);
  const encoded = encodeAccounts(design, training);
  const ridge = (target === "mean" ? adaptiveRidgeGamma : adaptiveRidge)(
    encoded.rows,
    targets,
    weights,
    design.blocks,
  );
  const { fit, noiseVariance } = ridge;
  const model = centreModel(design, fit.coefficients, encoded.rows, weights);
  const all = encodeAccounts(design, table);
  const leaveOneOut = new Float64Array(clv.length);
  const spreads = new Float64Array(clv.length);
  const residuals = new Float64Array(clv.length);
  const unknown = unknownVariances(model, noiseVariance);
  const scratch = new Float64Array(design.factors.length);
  for (let row = 0; row < clv.length; row++) {
    leaveOneOut[row] = addContributions(model, all.rows, row, scratch, 0);
    spreads[row] = spreadOf(fit.inverse, unknown, all, row);
  }
  for (const [at, row] of used.entries()) {
    const leverage = fit.leverages[at] ?? 0;
    const left = fit.leaveOneOut[at] ?? 0;
    leaveOneOut[row] = left;
    spreads[row] = Math.sqrt(1 + leverage / (1 - leverage) + unknownVariance(unknown, all, row));
    residuals[row] =
      target === "mean"
        ? Math.min((targets[at] ?? 0) * Math.exp(-left) - 1, LARGEST_RESIDUAL)
        : (targets[at] ?? 0) - left;
  }
  const penalties = columnPenalties(design.blocks, ridge.blockPenalties);
  return {
    target,
    model,
    inverse: fit.inverse,
    unknown,
    noiseVariance,
    strength: ridge.strength,
    leaveOneOut,
    residuals,
    spreads,
    refit: (random) => {
      const anew = weights.map(() => -Math.log(1 - random()));
      const again =
        target === "mean"
          ? ridgeGammaCoefficients(encoded.rows, targets, anew, penalties, fit.coefficients)
          : ridgeCoefficients(encoded.rows, targets, anew, penalties);
      return centreModel(design, again, encoded.rows, anew);
    },
  };
}

/** Relative width of a prediction, see `predictionSpreads`. */
function spreadOf(
  inverse: Float64Array,
  unknown: Float64Array,
  encoded: EncodedAccounts,
  row: number,
): number {
  return Math.sqrt(1 + rowQuadraticForm(encoded.rows, row, inverse) + unknownVariance(unknown, encoded, row));
}

function unknownVariances(model: AdditiveModel, noiseVariance: number): Float64Array {
  return Float64Array.from(model.design.features, (_, field) => {
    const at = model.design.factors.findIndex((one) => one.cells === null && one.fields[0] === field);
    return Math.max((model.variances[at] ?? 0) / noiseVariance, SMALLEST_UNKNOWN_VARIANCE);
  });
}

/** What the fields that are unknown, unseen or outside the clients' range explain elsewhere, in noise variances. */
function unknownVariance(unknown: Float64Array, encoded: EncodedAccounts, row: number): number {
  let sum = 0;
  for (let field = 0; field < unknown.length; field++) {
    const state = encoded.states[row * unknown.length + field];
    if (state !== FIELD_STATES.known) sum += unknown[field] ?? 0;
  }
  return sum;
}
