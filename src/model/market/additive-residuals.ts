import { mean } from "d3";

const ROUNDS = 12;
/** Rows of no difference that every group is thought to hold beside its own: rare groups are trusted less. */
const PRIOR_ROWS = 2;

/** What belonging to groups adds to a value. */
export interface AdditiveFit {
  readonly centre: number;
  /** By grouping and group; missing groups add nothing. */
  readonly effects: readonly (readonly number[])[];
  readonly residuals: readonly number[];
}

/**
 * y ≈ ȳ + Σ f(group), with additive effects f fitted by backfitting (Hastie and Tibshirani 1990): each is the sum of its
 * group's partial residuals, y less ȳ and the effects of the other groupings, over n + 2. `groupings` hold a group index
 * for every value. Being shrunk, the effects leave a little of the groups' differences in the residuals. No values give
 * none.
 */
export function additiveFit(
  values: readonly number[],
  groupings: readonly (readonly number[])[],
): AdditiveFit {
  const centre = mean(values) ?? 0;
  const residuals = values.map((value) => value - centre);
  const effects = groupings.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    groupings.forEach((groups, grouping) => {
      const own = effects[grouping] ?? [];
      const sums: number[] = [];
      const counts: number[] = [];
      groups.forEach((group, row) => {
        sums[group] = (sums[group] ?? 0) + (residuals[row] ?? 0) + (own[group] ?? 0);
        counts[group] = (counts[group] ?? 0) + 1;
      });
      const fitted = Array.from(sums, (sum, group) => (sum ?? 0) / ((counts[group] ?? 0) + PRIOR_ROWS));
      groups.forEach((group, row) => {
        residuals[row] = (residuals[row] ?? 0) + (own[group] ?? 0) - (fitted[group] ?? 0);
      });
      effects[grouping] = fitted;
    });
  }
  return { centre, effects, residuals };
}

/** Values less what their groups lead one to expect: the residuals of `additiveFit`. */
export function additiveResiduals(
  values: readonly number[],
  groupings: readonly (readonly number[])[],
): number[] {
  return [...additiveFit(values, groupings).residuals];
}
