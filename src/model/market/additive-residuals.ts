import { mean } from "d3";

const ROUNDS = 12;
/** Rows of no difference that every group is thought to hold beside its own: rare groups are trusted less. */
const PRIOR_ROWS = 2;

/**
 * Values less what their groups lead one to expect: yᵢ − ȳ − Σ f(groupᵢ), with additive effects f fitted by
 * backfitting (Hastie and Tibshirani 1990), each the mean of its group's partial residuals shrunk by n/(n + 2).
 * `groupings` hold a group index for every value; the mean of the residuals is 0. No values give none.
 */
export function additiveResiduals(
  values: readonly number[],
  groupings: readonly (readonly number[])[],
): number[] {
  const centre = mean(values) ?? 0;
  const residuals = values.map((value) => value - centre);
  for (let round = 0; round < ROUNDS; round++) {
    for (const groups of groupings) {
      const sums: number[] = [];
      const counts: number[] = [];
      groups.forEach((group, row) => {
        sums[group] = (sums[group] ?? 0) + (residuals[row] ?? 0);
        counts[group] = (counts[group] ?? 0) + 1;
      });
      groups.forEach((group, row) => {
        residuals[row] = (residuals[row] ?? 0) - (sums[group] ?? 0) / ((counts[group] ?? 0) + PRIOR_ROWS);
      });
    }
  }
  return residuals;
}
