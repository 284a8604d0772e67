import { columnPenalties, updatedBlockPenalties } from "./ridge-field-penalties.js";
import { ridgeRoot, rootDiagonal, rootSolution, symmetricProduct } from "./ridge-inverse.js";
import { type RidgeFit, ridgeFromMoments } from "./ridge-regression.js";
import { crossProduct, gramMatrix, type RidgeRows } from "./ridge-rows.js";

/** A ridge fit whose penalties were chosen by the data. */
export interface AdaptiveRidge {
  readonly fit: RidgeFit;
  /** The penalty of each block; 1/λ is the prior variance of its coefficients in units of the noise variance. */
  readonly blockPenalties: Float64Array;
  readonly noiseVariance: number;
  /** The multiple of the evidence's penalties that left-out rows prefer. */
  readonly strength: number;
  /** Mean squared error of the left-out rows, weighted. */
  readonly leaveOneOutError: number;
}

const COMMON_STRENGTHS = [0.1, 0.3, 1, 3, 10, 64, 1024];
const FINAL_STRENGTHS = [0.5, 1, 2, 4, 16, 1024];
const STARTING_SIGNAL_SHARE = 0.3;
const MOST_UPDATES = 40;
/** Coefficients' worth of fit below which a further update changes nothing that matters. */
const SETTLED_TOLERANCE = 0.05;
/** Rows below which the fields' own penalties are held near the common one; measured on planted worlds. */
const ROWS_TO_TELL_FIELDS_APART = 60;

/**
 * Ridge regression with a penalty for each block of columns (partial pooling within a field). One penalty for all
 * by exact leave-one-out error; from there each block its own by evidence, so that a field without effect is pooled
 * away; then their common strength by leave-one-out error again. With few rows the blocks stay near the common one.
 * `blocks[j]` is the block of column j, −1 for the intercept in column 0. Weights ≥ 0. Targets that are all equal
 * give zero coefficients.
 */
export function adaptiveRidge(
  rows: RidgeRows,
  targets: Float64Array,
  weights: Float64Array,
  blocks: Int32Array,
): AdaptiveRidge {
  const gram = gramMatrix(rows, weights);
  const cross = crossProduct(rows, weights, targets);
  const blockCount = blocks.reduce((most, block) => Math.max(most, block + 1), 0);
  const strongest = (blockPenalties: Float64Array, strengths: readonly number[]) => {
    let best: { fit: RidgeFit; penalties: Float64Array; strength: number; error: number } | undefined;
    for (const strength of blockCount === 0 ? [1] : strengths) {
      const penalties = blockPenalties.map((penalty) => penalty * strength);
      const fit = ridgeFromMoments(rows, targets, weights, columnPenalties(blocks, penalties), gram, cross);
      const error = weightedError(fit.leaveOneOut, targets, weights);
      if (best === undefined || error < best.error * (1 - 1e-9)) best = { fit, penalties, strength, error };
    }
    if (best === undefined) throw new Error("ridge strength: no candidate was tried");
    return best;
  };
  const start = ((1 - STARTING_SIGNAL_SHARE) / STARTING_SIGNAL_SHARE) * blockCount;
  const common = strongest(new Float64Array(blockCount).fill(start), COMMON_STRENGTHS);
  const evidence = evidencePenalties(gram, cross, targets, weights, blocks, common.penalties);
  const chosen = strongest(evidence.penalties, FINAL_STRENGTHS);
  return {
    fit: chosen.fit,
    blockPenalties: chosen.penalties,
    noiseVariance: evidence.noiseVariance,
    strength: chosen.strength,
    leaveOneOutError: chosen.error,
  };
}

function evidencePenalties(
  gram: Float64Array,
  cross: Float64Array,
  targets: Float64Array,
  weights: Float64Array,
  blocks: Int32Array,
  common: Float64Array,
): { penalties: Float64Array; noiseVariance: number } {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const squares = targets.reduce((sum, target, row) => sum + (weights[row] ?? 0) * target * target, 0);
  const mean = targets.reduce((sum, target, row) => sum + (weights[row] ?? 0) * target, 0) / total;
  const variance = Math.max(
    targets.reduce((sum, target, row) => sum + (weights[row] ?? 0) * (target - mean) ** 2, 0) / total,
    1e-12,
  );
  const priorWeight = (ROWS_TO_TELL_FIELDS_APART / total) ** 2;
  let noiseVariance = (1 - STARTING_SIGNAL_SHARE) * variance;
  let penalties = common;
  let settled = Number.POSITIVE_INFINITY;
  for (let update = 0; update < MOST_UPDATES && common.length > 0; update++) {
    const root = ridgeRoot(gram, columnPenalties(blocks, penalties));
    const coefficients = rootSolution(root, cross);
    const next = updatedBlockPenalties(
      coefficients,
      rootDiagonal(root),
      blocks,
      penalties,
      noiseVariance,
      common[0] ?? 1,
      priorWeight,
    );
    const residual = residualSquares(gram, cross, squares, coefficients);
    const freedom = Math.max(total - 1 - next.settled, 1);
    noiseVariance = Math.min(Math.max(residual / freedom, 1e-3 * variance), variance);
    penalties = next.penalties;
    if (Math.abs(next.settled - settled) < SETTLED_TOLERANCE) break;
    settled = next.settled;
  }
  return { penalties, noiseVariance };
}

/** Σ wᵢ(tᵢ − xᵢᵀβ)² = tᵀWt − 2βᵀXᵀWt + βᵀXᵀWXβ. */
function residualSquares(
  gram: Float64Array,
  cross: Float64Array,
  squares: number,
  coefficients: Float64Array,
): number {
  const image = symmetricProduct(gram, coefficients);
  return coefficients.reduce(
    (sum, coefficient, j) => sum + coefficient * ((image[j] ?? 0) - 2 * (cross[j] ?? 0)),
    squares,
  );
}

function weightedError(estimates: Float64Array, targets: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < targets.length; row++) {
    const weight = weights[row] ?? 0;
    sum += weight * ((targets[row] ?? 0) - (estimates[row] ?? 0)) ** 2;
    total += weight;
  }
  return total > 0 ? sum / total : 0;
}
