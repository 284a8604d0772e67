import { ridgeInverse, ridgeRoot, rootSolution, symmetricProduct } from "./ridge-inverse.js";
import { crossProduct, gramMatrix, type RidgeRows, rowProduct, rowQuadraticForm } from "./ridge-rows.js";

/** A ridge fit, with what leaving each row out would have predicted. */
export interface RidgeFit {
  readonly coefficients: Float64Array;
  /** (XᵀWX + Λ)⁻¹, row by row. */
  readonly inverse: Float64Array;
  readonly fitted: Float64Array;
  /** hᵢ = wᵢ·xᵢᵀ(XᵀWX + Λ)⁻¹xᵢ, in [0, 1). */
  readonly leverages: Float64Array;
  /** The prediction of each row by the fit to the others, with the same penalties. */
  readonly leaveOneOut: Float64Array;
}

/**
 * Weighted ridge regression with a penalty for each column: minimises Σ wᵢ(tᵢ − xᵢᵀβ)² + Σ λⱼβⱼ².
 * Leaving out is exact, without refitting: ŷ₋ᵢ = (ŷᵢ − hᵢtᵢ)/(1 − hᵢ).
 * Weights ≥ 0, penalties ≥ 0 (0 for an intercept). A row that alone decides its own fit (hᵢ → 1) keeps a finite value.
 * Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd ed., eq. 7.64.
 */
export function ridgeRegression(
  rows: RidgeRows,
  targets: Float64Array,
  weights: Float64Array,
  penalties: Float64Array,
): RidgeFit {
  const gram = gramMatrix(rows, weights);
  return ridgeFromMoments(rows, targets, weights, penalties, gram, crossProduct(rows, weights, targets));
}

/** The coefficients of `ridgeRegression` alone. */
export function ridgeCoefficients(
  rows: RidgeRows,
  targets: Float64Array,
  weights: Float64Array,
  penalties: Float64Array,
): Float64Array {
  const cross = crossProduct(rows, weights, targets);
  return rootSolution(ridgeRoot(gramMatrix(rows, weights), penalties), cross);
}

/** As `ridgeRegression`, from XᵀWX and XᵀWt that are already known. */
export function ridgeFromMoments(
  rows: RidgeRows,
  targets: Float64Array,
  weights: Float64Array,
  penalties: Float64Array,
  gram: Float64Array,
  cross: Float64Array,
): RidgeFit {
  const inverse = ridgeInverse(gram, penalties);
  const coefficients = symmetricProduct(inverse, cross);
  const fitted = new Float64Array(rows.rowCount);
  const leverages = new Float64Array(rows.rowCount);
  const leaveOneOut = new Float64Array(rows.rowCount);
  for (let row = 0; row < rows.rowCount; row++) {
    const estimate = rowProduct(rows, row, coefficients);
    const leverage = Math.min((weights[row] ?? 0) * rowQuadraticForm(rows, row, inverse), 1 - 1e-9);
    fitted[row] = estimate;
    leverages[row] = leverage;
    leaveOneOut[row] = (estimate - leverage * (targets[row] ?? 0)) / (1 - leverage);
  }
  return { coefficients, inverse, fitted, leverages, leaveOneOut };
}
