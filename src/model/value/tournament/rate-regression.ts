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
/** Coefficients are of standardised predictors: a smaller move changes no prediction that is shown. */
const SMALLEST_STEP = 1e-5;
/** Rows that are added up at a time: they stay in the processor's cache. */
const BLOCK_ROWS = 1024;

/** Some rows, predictor by predictor, the constant first. */
interface Block {
  readonly rows: number;
  readonly columns: readonly Float64Array[];
  readonly offsets: Float64Array;
  readonly targets: Float64Array;
}

/**
 * Ridge regression of a mean on a log scale with variance φμ^power, by Fisher scoring: each coefficient has a
 * normal prior of mean 0 and the standard deviation given for it, the constant has none; φ is estimated along.
 *
 * Power 1 is Poisson, 1.5 suits money that is often nothing. Negative targets count as 0. Null when all targets
 * are 0 or there is no row. Source: McCullagh and Nelder, Generalized Linear Models, 2nd ed., ch. 9.
 */
export function fitRateRegression(
  rows: RateRows,
  power: number,
  priorDeviations: readonly number[],
): RateRegression | null {
  const { offsets, targets } = rows;
  const total = targets.reduce((sum, target) => sum + Math.max(0, target), 0);
  const exposure = offsets.reduce((sum, offset) => sum + Math.exp(offset), 0);
  if (!(total > 0 && exposure > 0)) return null;
  const size = priorDeviations.length + 1;
  const blocks = blocksOf(rows, size);
  let point = new Float64Array(size);
  point[0] = Math.log(total / exposure);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const information = new Float64Array(size * size);
    const score = new Float64Array(size);
    let squares = 0;
    for (const block of blocks) squares += addBlock(information, score, block, point, power);
    const dispersion = squares / Math.max(1, targets.length);
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
    if (longest < SMALLEST_STEP) break;
  }
  return { constant: point[0] ?? 0, coefficients: [...point.subarray(1)] };
}

function blocksOf({ predictors, offsets, targets }: RateRows, size: number): Block[] {
  return Array.from({ length: Math.ceil(targets.length / BLOCK_ROWS) }, (_, index): Block => {
    const [from, to] = [index * BLOCK_ROWS, Math.min(targets.length, (index + 1) * BLOCK_ROWS)];
    const ofBlock = predictors.slice(from, to);
    return {
      rows: to - from,
      columns: Array.from({ length: size }, (__, column) =>
        Float64Array.from(ofBlock, (row) => (column === 0 ? 1 : (row[column - 1] ?? 0))),
      ),
      offsets: offsets.slice(from, to),
      targets: targets.slice(from, to),
    };
  });
}

/** Adds a block to the lower triangle of the information and to the score; its Σ (y − μ)² / μ^power. */
function addBlock(
  information: Float64Array,
  score: Float64Array,
  { rows, columns, offsets, targets }: Block,
  point: Float64Array,
  power: number,
): number {
  const logs = offsets.slice();
  columns.forEach((column, index) => {
    const coefficient = point[index] ?? 0;
    for (let row = 0; row < rows; row += 1) logs[row] = (logs[row] ?? 0) + coefficient * (column[row] ?? 0);
  });
  const weights = new Float64Array(rows);
  const slopes = new Float64Array(rows);
  let squares = 0;
  for (let row = 0; row < rows; row += 1) {
    const mean = Math.exp(Math.min(LARGEST_LOG_MEAN, logs[row] ?? 0));
    const error = Math.max(0, targets[row] ?? 0) - mean;
    squares += error ** 2 / mean ** power;
    weights[row] = mean ** (2 - power);
    slopes[row] = error * mean ** (1 - power);
  }
  const weighted = new Float64Array(rows);
  columns.forEach((column, i) => {
    for (let row = 0; row < rows; row += 1) weighted[row] = (weights[row] ?? 0) * (column[row] ?? 0);
    score[i] = (score[i] ?? 0) + dot(slopes, column);
    for (let j = 0; j <= i; j += 1) {
      const entry = i * columns.length + j;
      information[entry] = (information[entry] ?? 0) + dot(weighted, columns[j] ?? weighted);
    }
  });
  return squares;
}

/** Σ xᵢyᵢ, in four sums that do not wait for each other. */
function dot(x: Float64Array, y: Float64Array): number {
  const whole = x.length - (x.length % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let index = 0; index < whole; index += 4) {
    a += (x[index] ?? 0) * (y[index] ?? 0);
    b += (x[index + 1] ?? 0) * (y[index + 1] ?? 0);
    c += (x[index + 2] ?? 0) * (y[index + 2] ?? 0);
    d += (x[index + 3] ?? 0) * (y[index + 3] ?? 0);
  }
  for (let index = whole; index < x.length; index += 1) a += (x[index] ?? 0) * (y[index] ?? 0);
  return a + b + c + d;
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

function mirror(lower: Float64Array, size: number): Float64Array {
  for (let i = 1; i < size; i += 1) {
    for (let j = 0; j < i; j += 1) lower[j * size + i] = lower[i * size + j] ?? 0;
  }
  return lower;
}
