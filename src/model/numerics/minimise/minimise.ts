import { EigenvalueDecomposition, inverse, Matrix } from "ml-matrix";
import { bfgs } from "./bfgs.js";
import { nelderMead } from "./nelder-mead.js";
import { hessianOfGradient, numericGradient, numericHessian } from "./numeric-derivatives.js";
import type { Gradient, Objective } from "./objective.js";

/** Where an objective is least, and how far that can be trusted. */
export interface Minimum {
  readonly point: number[];
  readonly value: number;
  /**
   * The curvature is positive in every direction and a Newton step leads nowhere: a proper interior minimum.
   */
  readonly proper: boolean;
  /**
   * Inverse of the Hessian (the covariance of estimates when the objective is −log-likelihood); null unless
   * proper.
   */
  readonly covariance: number[][] | null;
}

const FLAT_SLOPE = 1e-6;
const SHORT_STEP = 1e-4;
/** A step of a logarithm by which curvature changes less than standard errors are read to. */
const SAME_CURVATURE = 1e-4;
const MOST_POLISHING_STEPS = 12;

function largest(values: readonly number[]): number {
  return Math.max(...values.map(Math.abs));
}

function inverseIfPositive(hessian: number[][]): number[][] | null {
  if (hessian.flat().some((value) => !Number.isFinite(value))) return null;
  const matrix = new Matrix(hessian);
  const eigenvalues = new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues;
  const smallest = Math.min(...eigenvalues);
  return smallest > 1e-10 * largest(eigenvalues) ? inverse(matrix).to2DArray() : null;
}

function newtonStep(covariance: readonly (readonly number[])[], slope: readonly number[]): number[] {
  return covariance.map((row) => -row.reduce((sum, entry, index) => sum + entry * (slope[index] ?? 0), 0));
}

/** Newton steps while they help, the curvature taken anew where it may have changed; the last one comes along. */
function polish(
  objective: Objective,
  gradient: Gradient,
  inverseAt: (point: readonly number[]) => number[][] | null,
  start: number[],
): { readonly point: number[]; readonly covariance: number[][] | null } {
  let point = start;
  let value = objective(point);
  let slope = gradient(point);
  let covariance = inverseAt(point);
  let moved = 0;
  for (let round = 0; round < MOST_POLISHING_STEPS && covariance !== null; round += 1) {
    const step = newtonStep(covariance, slope);
    if (!(largest(step) > 1e-12)) break;
    const next = point.map((part, index) => part + (step[index] ?? 0));
    const nextValue = objective(next);
    const nextSlope = gradient(next);
    const noise = 1e-12 * (1 + Math.abs(value));
    if (!(nextValue <= value + noise && largest(nextSlope) < largest(slope))) break;
    const settled = largest(nextSlope) > 0.1 * largest(slope);
    moved += largest(step);
    [point, value, slope] = [next, nextValue, nextSlope];
    if (moved > SAME_CURVATURE) {
      covariance = inverseAt(point);
      moved = 0;
    } else if (settled) break;
  }
  return { point, covariance };
}

/**
 * The least value of a smooth objective over several starts, with checks.
 *
 * Quasi-Newton descent from each start, then Newton steps from the best; where the slope does not vanish
 * there, Nelder–Mead takes over and the descent is tried once more. One start only is taken to lie close to the
 * minimum: its curvature guides the descent from the first step. Coordinates should be of order 1: optimise
 * logarithms of positive parameters. `proper` is false for a minimum at infinity (a boundary of the model) or
 * along a ridge. Without `gradient` central differences serve. Throws when no start has a finite value.
 */
export function minimise(
  objective: Objective,
  starts: readonly (readonly number[])[],
  analytic?: Gradient,
): Minimum {
  const gradient = analytic ?? numericGradient(objective);
  const inverseAt = (point: readonly number[]): number[][] | null =>
    inverseIfPositive(analytic ? hessianOfGradient(gradient, point) : numericHessian(gradient, point));
  const finite = starts.filter((start) => Number.isFinite(objective(start)));
  if (finite.length === 0)
    throw new RangeError(`no start of ${starts.length} has a finite value to minimise`);
  const better = (a: number[], b: number[]): number[] => (objective(b) < objective(a) ? b : a);
  const slopeTolerance = (point: readonly number[]): number => FLAT_SLOPE * (1 + Math.abs(objective(point)));
  const [onlyStart = []] = finite;
  const firstInverse = finite.length === 1 ? inverseAt(onlyStart) : null;
  const descended = finite
    .map((start) => bfgs(objective, gradient, start, slopeTolerance(start), firstInverse))
    .reduce(better);
  let { point, covariance } = polish(objective, gradient, inverseAt, descended);
  if (!(largest(gradient(point)) <= slopeTolerance(point))) {
    const simplexBest = nelderMead(objective, point, 1e-10 * (1 + Math.abs(objective(point))));
    const again = better(point, bfgs(objective, gradient, simplexBest, slopeTolerance(point)));
    ({ point, covariance } = polish(objective, gradient, inverseAt, again));
  }
  const proper = covariance !== null && largest(newtonStep(covariance, gradient(point))) <= SHORT_STEP;
  return { point, value: objective(point), proper, covariance: proper ? covariance : null };
}
