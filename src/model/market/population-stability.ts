import type { Account } from "../account.js";
import type { Feature } from "../feature.js";
import { fieldBands } from "../firmographics/field-bands.js";

/** How far two lists of accounts differ in one field. */
export interface FieldStability {
  readonly field: string;
  /** Population stability index; by custom below 0.1 is little, above 0.25 much. */
  readonly index: number;
  /** What chance alone gives lists of these sizes on average. */
  readonly byChance: number;
  /** The band whose share differs most, with its shares. */
  readonly most: { readonly level: string; readonly before: number; readonly after: number };
}

const FEWEST_OF_LEVEL = 10;
/** Accounts added to every band of both lists, so that an empty one does not divide by 0. */
const PRIOR = 0.5;

/**
 * PSI = Σ (aᵢ − bᵢ)·ln(aᵢ/bᵢ) over the bands of each field, with half an account added to each band; its mean under no
 * difference is about (bands − 1)·(1/n + 1/m) (Yurdakul 2018). Most different against chance first; an empty list
 * gives nothing.
 */
export function populationStability(
  before: readonly Account[],
  after: readonly Account[],
  features: readonly Feature[],
): FieldStability[] {
  if (before.length === 0 || after.length === 0) return [];
  return features
    .map((feature): FieldStability => {
      const { bands, bandOf } = fieldBands([...before, ...after], feature, FEWEST_OF_LEVEL);
      const counts = bands.map(() => ({ before: PRIOR, after: PRIOR }));
      bandOf.forEach((band, row) => {
        const cell = counts[band];
        if (cell === undefined) return;
        if (row < before.length) cell.before += 1;
        else cell.after += 1;
      });
      const shares = counts.map((cell, band) => ({
        level: bands[band]?.text ?? "",
        before: cell.before / (before.length + PRIOR * bands.length),
        after: cell.after / (after.length + PRIOR * bands.length),
      }));
      const most = shares.reduce((furthest, one) =>
        Math.abs(one.after - one.before) > Math.abs(furthest.after - furthest.before) ? one : furthest,
      );
      return {
        field: feature.name,
        index: shares.reduce(
          (sum, one) => sum + (one.after - one.before) * Math.log(one.after / one.before),
          0,
        ),
        byChance: (bands.length - 1) * (1 / before.length + 1 / after.length),
        most,
      };
    })
    .sort((one, other) => other.index - other.byChance - (one.index - one.byChance));
}
