import { ridgeInverse, symmetricProduct } from "../../numerics/ridge-inverse.js";

/** Rows to learn the mean of a count or of money from. */
export interface RateRows {
  /** One row of predictors an observation, all of one length, without the constant. */
  readonly predictors: readonly Float64Array[];
  /** ln of what the mean is proportional to (the time observed). */
  readonly offsets: Float64Array;
  readonly targets: Float64Array;
}

/** ln μ = offset + constant + Σ βⱼxⱼ. */
export interface RateRegression {
  readonly constant: number;
  readonly coefficients: readonly number[];
}

const MOST_STEPS = 60;
const LONGEST_STEP = 1;
const LARGEST_LOG_MEAN = 60;

/**
 * Ridge regression of a mean on a log scale with variance φμ^power, by Fisher scoring: each coefficient has a
 * normal prior of mean 0 and the standard deviation given for it, the constant has none; φ is estimated along.
 *
 * Power 1 is Poisson, 1.5 suits money that is often nothing. Negative targets count as 0. Null when all targets
 * are 0 or there is no row. Source: McCullagh and Nelder, Generalized Linear Models, 2nd ed., ch. 9.
 */
export function fitRateRegression(
  { predictors, offsets, targets }: RateRows,
  power: number,
  priorDeviations: readonly number[],
): RateRegression | null {
  const total = targets.reduce((sum, target) => sum + Math.max(0, target), 0);
  const exposure = offsets.reduce((sum, offset) => sum + Math.exp(offset), 0);
  if (!(total > 0 && exposure > 0)) return null;
  const size = priorDeviations.length + 1;
  let point = new Float64Array(size);
  point[0] = Math.log(total / exposure);
  let dispersion = 1;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const information = new Float64Array(size * size);
    const score = new Float64Array(size);
    let squares = 0;
    for (let row = 0; row < targets.length; row += 1) {
      const x = predictors[row] ?? new Float64Array(0);
      const mean = Math.exp(Math.min(LARGEST_LOG_MEAN, (offsets[row] ?? 0) + linear(point, x)));
      const error = Math.max(0, targets[row] ?? 0) - mean;
      squares += error ** 2 / mean ** power;
      addRow(information, score, x, mean ** (2 - power), error * mean ** (1 - power));
    }
    dispersion = squares / Math.max(1, targets.length);
    const penalties = new Float64Array(size);
    priorDeviations.forEach((deviation, index) => {
      penalties[index + 1] = dispersion / deviation ** 2;
    });
    const from = point;
    const slope = score.map((value, index) => value - (penalties[index] ?? 0) * (from[index] ?? 0));
    const move = symmetricProduct(ridgeInverse(mirror(information, size), penalties), slope);
    const longest = move.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const share = Math.min(1, LONGEST_STEP / longest);
    point = from.map((value, index) => value + share * (move[index] ?? 0));
    if (longest < 1e-7) break;
  }
  return { constant: point[0] ?? 0, coefficients: [...point.subarray(1)] };
}

/** Mean that a regression expects of an observation with these predictors over `exp(offset)`. */
export function regressionMean(
  { constant, coefficients }: RateRegression,
  predictors: Float64Array,
  offset: number,
): number {
  const log = coefficients.reduce((sum, slope, index) => sum + slope * (predictors[index] ?? 0), constant);
  return Math.exp(Math.min(LARGEST_LOG_MEAN, offset + log));
}

function linear(point: Float64Array, predictors: Float64Array): number {
  let sum = point[0] ?? 0;
  for (let index = 0; index < predictors.length; index += 1) {
    sum += (point[index + 1] ?? 0) * (predictors[index] ?? 0);
  }
  return sum;
}

/** Adds a row to the lower triangle of the information, and to the score. */
function addRow(
  information: Float64Array,
  score: Float64Array,
  predictors: Float64Array,
  weight: number,
  slope: number,
): void {
  const size = score.length;
  information[0] = (information[0] ?? 0) + weight;
  score[0] = (score[0] ?? 0) + slope;
  for (let i = 1; i < size; i += 1) {
    const x = predictors[i - 1] ?? 0;
    if (x === 0) continue;
    score[i] = (score[i] ?? 0) + slope * x;
    const weighted = weight * x;
    const row = i * size;
    information[row] = (information[row] ?? 0) + weighted;
    for (let j = 1; j <= i; j += 1) {
      information[row + j] = (information[row + j] ?? 0) + weighted * (predictors[j - 1] ?? 0);
    }
  }
}

function mirror(lower: Float64Array, size: number): Float64Array {
  for (let i = 1; i < size; i += 1) {
    for (let j = 0; j < i; j += 1) lower[j * size + i] = lower[i * size + j] ?? 0;
  }
  return lower;
}
