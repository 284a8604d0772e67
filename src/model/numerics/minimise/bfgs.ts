import type { Gradient, Objective } from "./objective.js";

const MOST_ITERATIONS = 200;
const MOST_HALVINGS = 40;
const SUFFICIENT_DECREASE = 1e-4;
const LONGEST_STEP = 2;

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => (row === column ? 1 : 0)),
  );
}

function updatedInverse(inverse: number[][], step: readonly number[], change: readonly number[]): number[][] {
  const curvature = dot(step, change);
  if (!(curvature > 1e-12 * Math.sqrt(dot(step, step) * dot(change, change)))) return inverse;
  const product = inverse.map((row) => dot(row, change));
  const scale = 1 + dot(change, product) / curvature;
  return inverse.map((row, i) =>
    row.map((value, j) => {
      const [si, sj] = [step[i] ?? 0, step[j] ?? 0];
      return value + (scale * si * sj - (product[i] ?? 0) * sj - si * (product[j] ?? 0)) / curvature;
    }),
  );
}

/**
 * Quasi-Newton descent from one start (Broyden–Fletcher–Goldfarb–Shanno with backtracking), for smooth
 * objectives whose coordinates are of order 1.
 *
 * Stops when the largest slope is below `gradientTolerance`, or when no step lowers the objective any more;
 * returns the best point seen. `firstInverse` is the inverse of the Hessian near the start, where it is known:
 * the first steps are then Newton's. Nocedal & Wright, "Numerical Optimization" (2006), algorithm 6.1.
 */
export function bfgs(
  objective: Objective,
  gradient: Gradient,
  start: readonly number[],
  gradientTolerance: number,
  firstInverse: readonly (readonly number[])[] | null = null,
): number[] {
  let point = [...start];
  let value = objective(point);
  let slope = gradient(point);
  let inverse = firstInverse?.map((row) => [...row]) ?? identity(point.length);
  let restarted = firstInverse === null;
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration += 1) {
    if (!(Math.max(...slope.map(Math.abs)) > gradientTolerance)) break;
    let direction = inverse.map((row) => -dot(row, slope));
    const length = Math.sqrt(dot(direction, direction));
    if (length > LONGEST_STEP) direction = direction.map((part) => (part * LONGEST_STEP) / length);
    const descent = dot(direction, slope);
    let candidate = point;
    let candidateValue = Number.NaN;
    let fraction = 1;
    let accepted = false;
    for (let halving = 0; descent < 0 && halving < MOST_HALVINGS; halving += 1, fraction /= 2) {
      candidate = point.map((part, index) => part + fraction * (direction[index] ?? 0));
      candidateValue = objective(candidate);
      accepted = candidateValue <= value + SUFFICIENT_DECREASE * fraction * descent;
      if (accepted) break;
    }
    if (!accepted) {
      if (restarted) break;
      inverse = identity(point.length);
      restarted = true;
      continue;
    }
    const nextSlope = gradient(candidate);
    const step = candidate.map((part, index) => part - (point[index] ?? 0));
    const change = nextSlope.map((part, index) => part - (slope[index] ?? 0));
    if (restarted) {
      const curvature = dot(step, change);
      const scale = curvature > 0 ? curvature / dot(change, change) : 1;
      inverse = inverse.map((row) => row.map((part) => part * scale));
    }
    inverse = updatedInverse(inverse, step, change);
    restarted = false;
    point = candidate;
    value = candidateValue;
    slope = nextSlope;
  }
  return point;
}
