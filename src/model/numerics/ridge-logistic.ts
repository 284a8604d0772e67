import { columnPenalties, updatedBlockPenalties } from "./ridge-field-penalties.js";
import { ridgeInverse, ridgeSolution } from "./ridge-inverse.js";
import { crossProduct, gramMatrix, type RidgeRows, rowProduct, rowQuadraticForm } from "./ridge-rows.js";

/** A penalised logistic fit. */
export interface RidgeLogisticFit {
  readonly coefficients: Float64Array;
  /** (XᵀVX + Λ)⁻¹ at the fit, row by row, with V = diag(wᵢpᵢ(1 − pᵢ)). */
  readonly inverse: Float64Array;
  /** xᵢᵀβ. */
  readonly logOdds: Float64Array;
  /** Approximate log odds of each row by a fit to the others: one Newton step from the fit to all. */
  readonly leaveOneOut: Float64Array;
}

const MOST_STEPS = 30;
/** Keeps the working weights of rows that are as good as settled away from zero. */
const SMALLEST_VARIANCE = 1e-6;

/**
 * Ridge logistic regression by iteratively reweighted least squares: maximises
 * Σ wᵢ[yᵢηᵢ − log(1 + e^ηᵢ)] − ½Σ λⱼβⱼ², ηᵢ = xᵢᵀβ, with step halving.
 * Outcomes 0 or 1 (or a share between), weights ≥ 0, penalties ≥ 0. Separated classes stay finite through the
 * penalties. Leaving out: η₋ᵢ = (ηᵢ − hᵢzᵢ)/(1 − hᵢ) with the working response zᵢ (Rad and Maleki 2020, ALO).
 */
export function ridgeLogistic(
  rows: RidgeRows,
  outcomes: Float64Array,
  weights: Float64Array,
  penalties: Float64Array,
  start?: Float64Array,
): RidgeLogisticFit {
  const { coefficients, gram } = newton(rows, outcomes, weights, penalties, start, MOST_STEPS);
  const inverse = ridgeInverse(gram, penalties);
  return withLeaveOneOut(rows, outcomes, weights, coefficients, inverse);
}

/** The coefficients that `steps` steps of `ridgeLogistic` reach from a start that is near. */
export function ridgeLogisticSteps(
  rows: RidgeRows,
  outcomes: Float64Array,
  weights: Float64Array,
  penalties: Float64Array,
  start: Float64Array,
  steps: number,
): Float64Array {
  return newton(rows, outcomes, weights, penalties, start, steps).coefficients;
}

interface NewtonResult {
  readonly coefficients: Float64Array;
  /** XᵀVX of the last step, and the diagonal of (XᵀVX + Λ)⁻¹. */
  readonly gram: Float64Array;
  readonly diagonal: Float64Array;
}

function newton(
  rows: RidgeRows,
  outcomes: Float64Array,
  weights: Float64Array,
  penalties: Float64Array,
  start: Float64Array | undefined,
  mostSteps: number,
): NewtonResult {
  let coefficients = start ?? startingCoefficients(rows.columnCount, outcomes, weights);
  let objective = penalisedLogLikelihood(rows, outcomes, weights, penalties, coefficients);
  let diagonal = new Float64Array(0);
  let gram = new Float64Array(0);
  const working = new Float64Array(rows.rowCount);
  const response = new Float64Array(rows.rowCount);
  for (let step = 0; step < mostSteps; step++) {
    setWorkingResponse(rows, outcomes, weights, coefficients, working, response);
    const cross = crossProduct(rows, working, response);
    gram = Float64Array.from(gramMatrix(rows, working));
    const solution = ridgeSolution(gram, penalties, cross);
    const target = solution.coefficients;
    diagonal = Float64Array.from(solution.diagonal);
    let share = 1;
    let next = target;
    let reached = penalisedLogLikelihood(rows, outcomes, weights, penalties, next);
    while (!(reached >= objective - 1e-10 * Math.abs(objective)) && share > 1e-4) {
      share /= 2;
      const from = coefficients;
      const taken = share;
      next = target.map((value, j) => (from[j] ?? 0) + taken * (value - (from[j] ?? 0)));
      reached = penalisedLogLikelihood(rows, outcomes, weights, penalties, next);
    }
    const gain = reached - objective;
    coefficients = next;
    objective = reached;
    if (Math.abs(gain) <= 1e-9 * (1 + Math.abs(objective))) break;
  }
  return { coefficients, gram, diagonal };
}

/** A penalised logistic fit whose penalties were chosen by the data. */
export interface AdaptiveRidgeLogistic {
  readonly fit: RidgeLogisticFit;
  readonly blockPenalties: Float64Array;
  readonly strength: number;
  /** Mean deviance −2·log-likelihood/Σw of the rows when left out (approximate). */
  readonly leaveOneOutDeviance: number;
}

const STRENGTHS = [0.5, 1, 2, 4, 16, 256];
const MOST_UPDATES = 25;
const STEPS_AN_UPDATE = 1;
/** Coefficients' worth of fit below which a further update changes nothing that matters. */
const SETTLED_TOLERANCE = 0.05;
const STARTING_PENALTY = 4;
const PRIOR_WEIGHT = 0.25;

/**
 * Ridge logistic regression with a penalty for each block of columns, chosen by evidence (Laplace approximation),
 * their common strength by approximate leave-one-out deviance. See `adaptiveRidge` for the arguments.
 */
export function adaptiveRidgeLogistic(
  rows: RidgeRows,
  outcomes: Float64Array,
  weights: Float64Array,
  blocks: Int32Array,
): AdaptiveRidgeLogistic {
  const blockCount = blocks.reduce((most, block) => Math.max(most, block + 1), 0);
  let blockPenalties = new Float64Array(blockCount).fill(STARTING_PENALTY);
  let fit = newton(rows, outcomes, weights, columnPenalties(blocks, blockPenalties), undefined, MOST_STEPS);
  let settled = Number.POSITIVE_INFINITY;
  for (let update = 0; update < MOST_UPDATES && blockCount > 0; update++) {
    const next = updatedBlockPenalties(
      fit.coefficients,
      fit.diagonal,
      blocks,
      blockPenalties,
      1,
      STARTING_PENALTY,
      PRIOR_WEIGHT,
    );
    blockPenalties = Float64Array.from(next.penalties);
    const penalties = columnPenalties(blocks, blockPenalties);
    fit = newton(rows, outcomes, weights, penalties, fit.coefficients, STEPS_AN_UPDATE);
    if (Math.abs(next.settled - settled) < SETTLED_TOLERANCE) break;
    settled = next.settled;
  }
  let best: AdaptiveRidgeLogistic | undefined;
  for (const strength of blockCount === 0 ? [1] : STRENGTHS) {
    const scaled = blockPenalties.map((penalty) => penalty * strength);
    const candidate = ridgeLogistic(
      rows,
      outcomes,
      weights,
      columnPenalties(blocks, scaled),
      fit.coefficients,
    );
    const leaveOneOutDeviance = meanDeviance(candidate.leaveOneOut, outcomes, weights);
    if (best === undefined || leaveOneOutDeviance < best.leaveOneOutDeviance * (1 - 1e-9)) {
      best = { fit: candidate, blockPenalties: scaled, strength, leaveOneOutDeviance };
    }
  }
  if (best === undefined) throw new Error("ridge strength: no candidate was tried");
  return best;
}

/** 1/(1 + e^−η), exact at both ends. */
export function logistic(logOdds: number): number {
  if (logOdds >= 0) return 1 / (1 + Math.exp(-logOdds));
  const odds = Math.exp(logOdds);
  return odds / (1 + odds);
}

/** log(1 + e^η) without overflow. */
function softplus(logOdds: number): number {
  return Math.max(logOdds, 0) + Math.log1p(Math.exp(-Math.abs(logOdds)));
}

function startingCoefficients(size: number, outcomes: Float64Array, weights: Float64Array): Float64Array {
  let won = 0.5;
  let total = 1;
  for (let row = 0; row < outcomes.length; row++) {
    won += (weights[row] ?? 0) * (outcomes[row] ?? 0);
    total += weights[row] ?? 0;
  }
  const coefficients = new Float64Array(size);
  coefficients[0] = Math.log(won / (total - won));
  return coefficients;
}

function setWorkingResponse(
  rows: RidgeRows,
  outcomes: Float64Array,
  weights: Float64Array,
  coefficients: Float64Array,
  working: Float64Array,
  response: Float64Array,
): void {
  for (let row = 0; row < rows.rowCount; row++) {
    const logOdds = rowProduct(rows, row, coefficients);
    const share = logistic(logOdds);
    const variance = Math.max(share * (1 - share), SMALLEST_VARIANCE);
    working[row] = (weights[row] ?? 0) * variance;
    response[row] = logOdds + ((outcomes[row] ?? 0) - share) / variance;
  }
}

function penalisedLogLikelihood(
  rows: RidgeRows,
  outcomes: Float64Array,
  weights: Float64Array,
  penalties: Float64Array,
  coefficients: Float64Array,
): number {
  let sum = 0;
  for (let row = 0; row < rows.rowCount; row++) {
    const logOdds = rowProduct(rows, row, coefficients);
    sum += (weights[row] ?? 0) * ((outcomes[row] ?? 0) * logOdds - softplus(logOdds));
  }
  for (let j = 0; j < penalties.length; j++) sum -= 0.5 * (penalties[j] ?? 0) * (coefficients[j] ?? 0) ** 2;
  return sum;
}

function withLeaveOneOut(
  rows: RidgeRows,
  outcomes: Float64Array,
  weights: Float64Array,
  coefficients: Float64Array,
  inverse: Float64Array,
): RidgeLogisticFit {
  const working = new Float64Array(rows.rowCount);
  const response = new Float64Array(rows.rowCount);
  setWorkingResponse(rows, outcomes, weights, coefficients, working, response);
  const logOdds = new Float64Array(rows.rowCount);
  const leaveOneOut = new Float64Array(rows.rowCount);
  for (let row = 0; row < rows.rowCount; row++) {
    const estimate = rowProduct(rows, row, coefficients);
    const leverage = Math.min((working[row] ?? 0) * rowQuadraticForm(rows, row, inverse), 0.99);
    logOdds[row] = estimate;
    leaveOneOut[row] = (estimate - leverage * (response[row] ?? 0)) / (1 - leverage);
  }
  return { coefficients, inverse, logOdds, leaveOneOut };
}

function meanDeviance(logOdds: Float64Array, outcomes: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < outcomes.length; row++) {
    const weight = weights[row] ?? 0;
    sum -= 2 * weight * ((outcomes[row] ?? 0) * (logOdds[row] ?? 0) - softplus(logOdds[row] ?? 0));
    total += weight;
  }
  return total > 0 ? sum / total : 0;
}
