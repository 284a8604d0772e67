import { ridgeInverse } from "./ridge-inverse.js";
import { crossProduct, type RidgeRows, rowProduct, rowQuadraticForm } from "./ridge-rows.js";
import { WorkingCurvature } from "./working-curvature.js";

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

/** Rows with outcomes 0 or 1 (or a share between) and weights ≥ 0. */
export interface LogisticData {
  readonly rows: RidgeRows;
  readonly outcomes: Float64Array;
  readonly weights: Float64Array;
}

const MOST_STEPS = 100;
/** Newton decrement, gᵀδ relative to the objective, of the last step. */
const SMALLEST_DECREMENT = 1e-17;
/** Keeps the working weights of rows that are as good as settled away from zero. */
const SMALLEST_VARIANCE = 1e-6;

/**
 * Ridge logistic regression by Newton's method: maximises Σ wᵢ[yᵢηᵢ − log(1 + e^ηᵢ)] − ½Σ λⱼβⱼ², ηᵢ = xᵢᵀβ, with step
 * halving. Penalties ≥ 0; separated classes stay finite through them. `curvature` is that of an earlier fit to the
 * same rows. Leaving out: η₋ᵢ = (ηᵢ − hᵢzᵢ)/(1 − hᵢ) with the working response zᵢ (Rad and Maleki 2020, ALO).
 */
export function ridgeLogistic(
  data: LogisticData,
  penalties: Float64Array,
  start: Float64Array = startingCoefficients(data),
  curvature: WorkingCurvature = new WorkingCurvature(data.rows),
): RidgeLogisticFit {
  const coefficients = climb(data, penalties, start, MOST_STEPS, (working, gradient) =>
    curvature.solve(working, penalties, gradient),
  );
  const { working } = workingOf(data, coefficients);
  return withLeaveOneOut(data, coefficients, ridgeInverse(curvature.exactly(working), penalties));
}

/** What solves (XᵀVX + Λ)δ = g, for the V given or one near it. */
export type NewtonDirection = (working: Float64Array, gradient: Float64Array) => Float64Array;

/** Climbs the penalised likelihood from a start, by as many steps at most, until a step gains nothing that shows. */
export function climb(
  data: LogisticData,
  penalties: Float64Array,
  start: Float64Array,
  mostSteps: number,
  directionOf: NewtonDirection,
): Float64Array {
  let coefficients = start;
  let objective = penalisedLogLikelihood(data, penalties, coefficients);
  for (let step = 0; step < mostSteps; step++) {
    const { working, residuals } = workingOf(data, coefficients);
    const from = coefficients;
    const gradient = crossProduct(data.rows, data.weights, residuals).map(
      (slope, j) => slope - (penalties[j] ?? 0) * (from[j] ?? 0),
    );
    const direction = directionOf(working, gradient);
    let share = 1;
    let reached = Number.NaN;
    while (!(reached >= objective - 1e-10 * Math.abs(objective)) && share > 1e-4) {
      const taken = share;
      coefficients = from.map((value, j) => value + taken * (direction[j] ?? 0));
      reached = penalisedLogLikelihood(data, penalties, coefficients);
      share /= 2;
    }
    objective = reached;
    const decrement = gradient.reduce((sum, slope, j) => sum + slope * (direction[j] ?? 0), 0);
    if (!(decrement > SMALLEST_DECREMENT * (1 + Math.abs(objective)))) break;
  }
  return coefficients;
}

/** The coefficients of a fit without differences between rows. */
export function startingCoefficients({ rows, outcomes, weights }: LogisticData): Float64Array {
  let won = 0.5;
  let total = 1;
  for (let row = 0; row < outcomes.length; row++) {
    won += (weights[row] ?? 0) * (outcomes[row] ?? 0);
    total += weights[row] ?? 0;
  }
  const coefficients = new Float64Array(rows.columnCount);
  coefficients[0] = Math.log(won / (total - won));
  return coefficients;
}

/** Mean deviance −2·log-likelihood/Σw of log odds; 0 without rows. */
export function meanDeviance({ outcomes, weights }: LogisticData, logOdds: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < outcomes.length; row++) {
    const weight = weights[row] ?? 0;
    sum -= 2 * weight * ((outcomes[row] ?? 0) * (logOdds[row] ?? 0) - softplus(logOdds[row] ?? 0));
    total += weight;
  }
  return total > 0 ? sum / total : 0;
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

/** V = wᵢpᵢ(1 − pᵢ) and yᵢ − pᵢ at some coefficients. */
function workingOf({ rows, outcomes, weights }: LogisticData, coefficients: Float64Array) {
  const working = new Float64Array(rows.rowCount);
  const residuals = new Float64Array(rows.rowCount);
  for (let row = 0; row < rows.rowCount; row++) {
    const share = logistic(rowProduct(rows, row, coefficients));
    working[row] = (weights[row] ?? 0) * Math.max(share * (1 - share), SMALLEST_VARIANCE);
    residuals[row] = (outcomes[row] ?? 0) - share;
  }
  return { working, residuals };
}

function penalisedLogLikelihood(
  { rows, outcomes, weights }: LogisticData,
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
  data: LogisticData,
  coefficients: Float64Array,
  inverse: Float64Array,
): RidgeLogisticFit {
  const { rows, outcomes, weights } = data;
  const logOdds = new Float64Array(rows.rowCount);
  const leaveOneOut = new Float64Array(rows.rowCount);
  for (let row = 0; row < rows.rowCount; row++) {
    const estimate = rowProduct(rows, row, coefficients);
    const share = logistic(estimate);
    const variance = Math.max(share * (1 - share), SMALLEST_VARIANCE);
    const response = estimate + ((outcomes[row] ?? 0) - share) / variance;
    const leverage = Math.min((weights[row] ?? 0) * variance * rowQuadraticForm(rows, row, inverse), 0.99);
    logOdds[row] = estimate;
    leaveOneOut[row] = (estimate - leverage * response) / (1 - leverage);
  }
  return { coefficients, inverse, logOdds, leaveOneOut };
}
