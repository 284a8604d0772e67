import { randomNormal } from "d3";
import { choleskyFactor } from "../../numerics/cholesky-factor.js";

/**
 * A function that draws from N(0, covariance), by Cholesky; what has no variance stays 0. Null where there is no
 * covariance or that of the others is not positive definite.
 */
export function normalDraws(
  covariance: readonly (readonly number[])[] | null | undefined,
  random: () => number,
): (() => number[]) | null {
  if (covariance == null) return null;
  const free = [...covariance.keys()].filter((index) => covariance[index]?.[index] !== 0);
  const factor = choleskyFactor(
    free.map((row) => free.map((column) => covariance[row]?.[column] ?? Number.NaN)),
  );
  if (factor === null) return null;
  const normal = randomNormal.source(random)();
  return () => {
    const independent = factor.map(() => normal());
    const drawn = new Array<number>(covariance.length).fill(0);
    for (const [index, row] of factor.entries()) {
      drawn[free[index] ?? -1] = row.reduce(
        (sum, entry, column) => sum + entry * (independent[column] ?? 0),
        0,
      );
    }
    return drawn;
  };
}
