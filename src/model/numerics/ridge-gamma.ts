import type { AdaptiveRidge } from "./ridge-adaptive.js";
import { columnPenalties, updatedBlockPenalties } from "./ridge-field-penalties.js";
import { type RidgeRoot, ridgeRoot, rootDiagonal, rootInverse, rootSolution } from "./ridge-inverse.js";
import type { RidgeFit } from "./ridge-regression.js";
import { crossProduct, gramMatrix, type RidgeRows, rowProduct, rowQuadraticForm } from "./ridge-rows.js";

const COMMON_PENALTIES = [0.5, 2, 6, 20, 60, 1000];
const FINAL_STRENGTHS = [0.5, 1, 2, 4, 16, 1024];
const MOST_UPDATES = 30;
const STEPS_AN_UPDATE = 3;
const STEPS_TO_CONVERGE = 25;
const SETTLED_TOLERANCE = 0.05;
const ROWS_TO_TELL_FIELDS_APART = 60;
/** A target further than this from its expectation, in expectations, counts as just so far. */
const SMALLEST_RESIDUAL = -2;
const LARGEST_RESIDUAL = 6;
const LONGEST_STEP = 1.5;
const SMALLEST_STEP = 1e-8;
const ROUGHLY = 1e-4;

/**
 * Ridge regression of the mean of a positive, skewed quantity on a log scale: gamma quasi-likelihood,
 * Σ [yᵢ/μᵢ + log μᵢ] + Σ λⱼβⱼ²/2, log μᵢ = xᵢᵀβ, by Fisher scoring, whose working weights are all wᵢ. Zero and negative
 * targets are legal as long as their total is positive: only the mean is modelled. Penalties by block as in
 * `adaptiveRidge`: common first, by evidence next, common strength last, judged by the loss of left-out rows
 * (approximate: one scoring step from the fit to all).
 * Results are on the log scale; `noiseVariance` is the squared coefficient of variation around the mean.
 * Source: McCullagh and Nelder, Generalized Linear Models, 2nd ed., ch. 8.
 */
export function adaptiveRidgeGamma(
  rows: RidgeRows,
  targets: Float64Array,
  weights: Float64Array,
  blocks: Int32Array,
): AdaptiveRidge {
  const gram = gramMatrix(rows, weights);
  const blockCount = blocks.reduce((most, block) => Math.max(most, block + 1), 0);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = targets.reduce((sum, target, row) => sum + (weights[row] ?? 0) * target, 0) / total;
  const origin = new Float64Array(rows.columnCount);
  origin[0] = Math.log(mean);
  const data = { rows, targets, weights, gram };
  const strongest = (base: Float64Array, strengths: readonly number[], start: Float64Array) => {
    let best: { fit: RidgeFit; penalties: Float64Array; strength: number; error: number } | undefined;
    for (const strength of blockCount === 0 ? [1] : strengths) {
      const penalties = base.map((penalty) => penalty * strength);
      const fit = gammaFit(data, columnPenalties(blocks, penalties), start);
      const error = gammaLoss(fit.leaveOneOut, targets, weights);
      if (best === undefined || error < best.error - 1e-9) best = { fit, penalties, strength, error };
    }
    if (best === undefined) throw new Error("ridge strength: no candidate was tried");
    return best;
  };
  const common = strongest(new Float64Array(blockCount).fill(1), COMMON_PENALTIES, origin);
  let { penalties } = common;
  let coefficients = common.fit.coefficients;
  let dispersion = dispersionOf(data, coefficients, 1);
  let settled = Number.POSITIVE_INFINITY;
  for (let update = 0; update < MOST_UPDATES && blockCount > 0; update++) {
    const root = ridgeRoot(gram, columnPenalties(blocks, penalties));
    coefficients = gammaClimb(data, root, coefficients, STEPS_AN_UPDATE, SMALLEST_STEP);
    const next = updatedBlockPenalties(
      coefficients,
      rootDiagonal(root),
      blocks,
      penalties,
      dispersion,
      common.penalties[0] ?? 1,
      (ROWS_TO_TELL_FIELDS_APART / total) ** 2,
    );
    penalties = next.penalties;
    dispersion = dispersionOf(data, coefficients, 1 + next.settled);
    if (Math.abs(next.settled - settled) < SETTLED_TOLERANCE) break;
    settled = next.settled;
  }
  const chosen = strongest(penalties, FINAL_STRENGTHS, coefficients);
  return {
    fit: chosen.fit,
    blockPenalties: chosen.penalties,
    noiseVariance: dispersion,
    strength: chosen.strength,
    leaveOneOutError: chosen.error,
  };
}

/** The fit with fixed penalties, from a start; the results are on the log scale. */
export function ridgeGamma(
  rows: RidgeRows,
  targets: Float64Array,
  weights: Float64Array,
  penalties: Float64Array,
  start: Float64Array,
): RidgeFit {
  const data = { rows, targets, weights, gram: gramMatrix(rows, weights) };
  return gammaFit(data, penalties, start);
}

/** The coefficients of `ridgeGamma` alone, on to where a step moves no row by a ten-thousandth. */
export function ridgeGammaCoefficients(
  rows: RidgeRows,
  targets: Float64Array,
  weights: Float64Array,
  penalties: Float64Array,
  start: Float64Array,
): Float64Array {
  const data = { rows, targets, weights, gram: gramMatrix(rows, weights) };
  return gammaClimb(data, ridgeRoot(data.gram, penalties), start, STEPS_TO_CONVERGE, ROUGHLY);
}

/**
 * Mean of y/μ + log μ over rows, for log μ given: smallest in expectation at the true mean, whatever the
 * distribution (half the gamma deviance but for a term in y alone), and defined for y ≤ 0.
 */
export function gammaLoss(logMeans: Float64Array, targets: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < targets.length; row++) {
    const weight = weights[row] ?? 0;
    const logMean = logMeans[row] ?? 0;
    sum += weight * ((targets[row] ?? 0) * Math.exp(-logMean) + logMean);
    total += weight;
  }
  return total > 0 ? sum / total : 0;
}

interface GammaData {
  readonly rows: RidgeRows;
  readonly targets: Float64Array;
  readonly weights: Float64Array;
  readonly gram: Float64Array;
}

/** Scoring steps from a start, until a step moves no row by more than `smallest`. */
function gammaClimb(
  data: GammaData,
  root: RidgeRoot,
  start: Float64Array,
  steps: number,
  smallest: number,
): Float64Array {
  const { rows, weights } = data;
  let coefficients = start;
  const logMeans = new Float64Array(rows.rowCount);
  for (let row = 0; row < rows.rowCount; row++) logMeans[row] = rowProduct(rows, row, start);
  const changes = new Float64Array(rows.rowCount);
  const response = new Float64Array(rows.rowCount);
  const direction = new Float64Array(rows.columnCount);
  for (let step = 0; step < steps; step++) {
    writeWorkingResponse(data, logMeans, response);
    const target = rootSolution(root, crossProduct(rows, weights, response));
    for (let j = 0; j < target.length; j++) direction[j] = (target[j] ?? 0) - (coefficients[j] ?? 0);
    let longest = 0;
    for (let row = 0; row < rows.rowCount; row++) {
      const change = rowProduct(rows, row, direction);
      changes[row] = change;
      longest = Math.max(longest, Math.abs(change));
    }
    const share = Math.min(1, LONGEST_STEP / longest);
    const from = coefficients;
    coefficients = share === 1 ? target : direction.map((value, j) => (from[j] ?? 0) + share * value);
    for (let row = 0; row < rows.rowCount; row++) {
      logMeans[row] = (logMeans[row] ?? 0) + share * (changes[row] ?? 0);
    }
    if (longest < smallest) break;
  }
  return coefficients;
}

function gammaFit(data: GammaData, penalties: Float64Array, start: Float64Array): RidgeFit {
  const { rows, weights } = data;
  const root = ridgeRoot(data.gram, penalties);
  const coefficients = gammaClimb(data, root, start, STEPS_TO_CONVERGE, SMALLEST_STEP);
  const inverse = rootInverse(root);
  const fitted = new Float64Array(rows.rowCount);
  for (let row = 0; row < rows.rowCount; row++) fitted[row] = rowProduct(rows, row, coefficients);
  const response = new Float64Array(rows.rowCount);
  writeWorkingResponse(data, fitted, response);
  const leverages = new Float64Array(rows.rowCount);
  const leaveOneOut = new Float64Array(rows.rowCount);
  for (let row = 0; row < rows.rowCount; row++) {
    const estimate = fitted[row] ?? 0;
    const leverage = Math.min((weights[row] ?? 0) * rowQuadraticForm(rows, row, inverse), 0.99);
    const residual = (response[row] ?? 0) - estimate;
    leverages[row] = leverage;
    leaveOneOut[row] = estimate - (leverage / (1 - leverage)) * residual;
  }
  return { coefficients, inverse, fitted, leverages, leaveOneOut };
}

function writeWorkingResponse({ targets }: GammaData, logMeans: Float64Array, response: Float64Array): void {
  for (let row = 0; row < logMeans.length; row++) {
    const estimate = logMeans[row] ?? 0;
    response[row] = estimate + boundedResidual((targets[row] ?? 0) * Math.exp(-estimate) - 1);
  }
}

function boundedResidual(residual: number): number {
  return Math.min(Math.max(residual, SMALLEST_RESIDUAL), LARGEST_RESIDUAL);
}

function dispersionOf(data: GammaData, coefficients: Float64Array, used: number): number {
  const { rows, targets, weights } = data;
  let sum = 0;
  let total = 0;
  for (let row = 0; row < rows.rowCount; row++) {
    const residual = (targets[row] ?? 0) * Math.exp(-rowProduct(rows, row, coefficients)) - 1;
    sum += (weights[row] ?? 0) * boundedResidual(residual) ** 2;
    total += weights[row] ?? 0;
  }
  return Math.max(sum / Math.max(total - used, 1), 1e-12);
}
