import { substream } from "../../numerics/substream.js";
import { type AccountTable, columnOf } from "../encoding/account-table.js";
import type { FieldBasis } from "../encoding/design.js";
import { bandCount, bandIn } from "./interaction-cells.js";
import type { ValueRegression } from "./value-regression.js";

const STRONGEST_FIELDS = 4;
const SMALLEST_SHARE = 0.08;
const FEWEST_CLIENTS = 60;
const SHUFFLES = 99;
/** Shuffles in which some pair may do better by chance. */
const MOST_CHANCE_WINS = 4;
/** A cell's mean residual is drawn to 0 as if so many clients without effect stood in it. */
const PRIOR_CLIENTS = 8;

/**
 * Pairs of strong fields that are worth more together than apart: what the regression leaves over of a left-out client
 * is foretold by the other clients in its cell, by more than the best pair does in 95 of 100 shuffles of the
 * leftovers (so that trying several pairs is paid for). None below 60 clients.
 */
export function strongPairs(
  regression: ValueRegression,
  table: AccountTable,
): readonly (readonly [number, number])[] {
  const { model, residuals } = regression;
  if (residuals.length < FEWEST_CLIENTS) return [];
  const explained = model.variances.reduce((sum, variance) => sum + variance, 0);
  if (!(explained > 0)) return [];
  const strong = model.design.factors
    .map((factor, at) => ({ field: factor.fields[0] ?? 0, share: (model.variances[at] ?? 0) / explained }))
    .filter(({ share }) => share >= SMALLEST_SHARE)
    .sort((a, b) => b.share - a.share || a.field - b.field)
    .slice(0, STRONGEST_FIELDS)
    .map(({ field }) => field);
  const candidates = strong
    .flatMap((left, at) => strong.slice(at + 1).map((right) => [left, right] as const))
    .map((pair) => ({ pair, cells: cellsOf(pair, table, model.design.bases) }))
    .map((candidate) => ({ ...candidate, gain: cellGain(candidate.cells, residuals) }))
    .filter(({ gain }) => gain > 0);
  if (candidates.length === 0) return [];
  const random = substream(0, "shuffles of what is left over");
  const shuffled = Float64Array.from(residuals);
  const chance = Array.from({ length: SHUFFLES }, () => {
    shuffle(shuffled, random);
    return Math.max(...candidates.map(({ cells }) => cellGain(cells, shuffled)));
  });
  return candidates
    .filter(({ gain }) => chance.filter((best) => best >= gain).length <= MOST_CHANCE_WINS)
    .map(({ pair }) => pair);
}

function shuffle(values: Float64Array, random: () => number): void {
  for (let at = values.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const held = values[at] ?? 0;
    values[at] = values[other] ?? 0;
    values[other] = held;
  }
}

interface Cells {
  /** The cell of each client: pair of bands, −1 when one is unknown to the model. */
  readonly cells: Int32Array;
  readonly count: number;
}

function cellsOf(
  [left, right]: readonly [number, number],
  table: AccountTable,
  bases: readonly (FieldBasis | null)[],
): Cells {
  const width = bandCount(bases[right] ?? null);
  const cells = Int32Array.from({ length: table.rowCount }, (_, row) => {
    const a = bandIn(bases[left] ?? null, columnOf(table, left).values[row] ?? Number.NaN);
    const b = bandIn(bases[right] ?? null, columnOf(table, right).values[row] ?? Number.NaN);
    return a >= 0 && b >= 0 ? a * width + b : -1;
  });
  return { cells, count: bandCount(bases[left] ?? null) * width };
}

/** Fall of Σ rᵢ² when every residual is predicted by the shrunk mean of the others in its cell. */
function cellGain({ cells, count }: Cells, residuals: Float64Array): number {
  const counts = new Float64Array(count);
  const sums = new Float64Array(count);
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row] ?? -1;
    if (cell < 0) continue;
    counts[cell] = (counts[cell] ?? 0) + 1;
    sums[cell] = (sums[cell] ?? 0) + (residuals[row] ?? 0);
  }
  let gain = 0;
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row] ?? -1;
    if (cell < 0) continue;
    const residual = residuals[row] ?? 0;
    const guess = ((sums[cell] ?? 0) - residual) / ((counts[cell] ?? 0) - 1 + PRIOR_CLIENTS);
    gain = gain + residual * residual - (residual - guess) ** 2;
  }
  return gain;
}
