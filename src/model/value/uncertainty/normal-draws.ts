import { randomNormal } from "d3";
import { choleskyFactor } from "../../numerics/cholesky-factor.js";

/**
 * A function that draws from N(0, covariance), by Cholesky; null where there is no covariance or it is not positive
 * definite.
 */
export function normalDraws(
  covariance: readonly (readonly number[])[] | null | undefined,
  random: () => number,
): (() => number[]) | null {
  const factor = covariance == null ? null : choleskyFactor(covariance);
  if (factor === null) return null;
  const normal = randomNormal.source(random)();
  return () => {
    const independent = factor.map(() => normal());
    return factor.map((row) =>
      row.reduce((sum, entry, column) => sum + entry * (independent[column] ?? 0), 0),
    );
  };
}
