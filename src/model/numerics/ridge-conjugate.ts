import { symmetricProduct } from "./ridge-inverse.js";
import { crossProduct, type RidgeRows, rowProduct } from "./ridge-rows.js";

const MOST_STEPS = 100;
/** Length of what is left, relative to the right-hand side, in the metric of the inverse. */
const TOLERANCE = 1e-6;

/**
 * Solves (XᵀWX + Λ)δ = c by conjugate gradients without forming the matrix, led by the inverse of a system near it:
 * the nearer, the fewer steps. W and Λ are diagonal and ≥ 0; the sum is positive definite.
 * Source: Golub and Van Loan, Matrix Computations, 4th ed., 11.5.
 */
export function conjugateRidgeSolution(
  rows: RidgeRows,
  weights: Float64Array,
  penalties: Float64Array,
  vector: Float64Array,
  nearInverse: Float64Array,
): Float64Array {
  const solution = new Float64Array(vector.length);
  const left = Float64Array.from(vector);
  let led = symmetricProduct(nearInverse, left);
  let direction = led;
  let length = dot(left, led);
  const enough = length * TOLERANCE ** 2;
  for (let step = 0; step < MOST_STEPS && length > enough; step++) {
    const image = systemProduct(rows, weights, penalties, direction);
    const share = length / dot(direction, image);
    for (let j = 0; j < solution.length; j++) {
      solution[j] = (solution[j] ?? 0) + share * (direction[j] ?? 0);
      left[j] = (left[j] ?? 0) - share * (image[j] ?? 0);
    }
    led = symmetricProduct(nearInverse, left);
    const next = dot(left, led);
    const from = direction;
    const kept = next / length;
    direction = led.map((value, j) => value + kept * (from[j] ?? 0));
    length = next;
  }
  return solution;
}

/** (XᵀWX + Λ)d. */
function systemProduct(
  rows: RidgeRows,
  weights: Float64Array,
  penalties: Float64Array,
  direction: Float64Array,
): Float64Array {
  const images = new Float64Array(rows.rowCount);
  for (let row = 0; row < rows.rowCount; row++) images[row] = rowProduct(rows, row, direction);
  return crossProduct(rows, weights, images).map(
    (value, j) => value + (penalties[j] ?? 0) * (direction[j] ?? 0),
  );
}

function dot(left: Float64Array, right: Float64Array): number {
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
}
