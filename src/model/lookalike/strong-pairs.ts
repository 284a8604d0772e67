import { type AccountTable, columnOf } from "./account-table.js";
import type { FieldBasis } from "./design.js";
import { bandCount, bandIn } from "./interaction-cells.js";
import type { ValueRegression } from "./value-regression.js";

const STRONGEST_FIELDS = 4;
const SMALLEST_SHARE = 0.08;
const MOST_PAIRS = 2;
const FEWEST_CLIENTS = 60;
/** A cell's mean residual is drawn to 0 as if so many clients without effect stood in it. */
const PRIOR_CLIENTS = 8;

/**
 * Pairs of strong fields worth trying together: those whose cells predict what the regression leaves over of a client
 * from the other clients in its cell. The best two that lower the squared residual; none below 60 clients.
 * Whether they are used is decided by cross-validation elsewhere.
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
  return strong
    .flatMap((left, at) => strong.slice(at + 1).map((right) => [left, right] as const))
    .map((pair) => ({ pair, gain: cellGain(pair, table, model.design.bases, residuals) }))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain)
    .slice(0, MOST_PAIRS)
    .map(({ pair }) => pair);
}

/** Fall of Σ rᵢ² when every residual is predicted by the shrunk mean of the others in its cell. */
function cellGain(
  [left, right]: readonly [number, number],
  table: AccountTable,
  bases: readonly (FieldBasis | null)[],
  residuals: Float64Array,
): number {
  const width = bandCount(bases[right] ?? null);
  const cells = Int32Array.from(residuals, (_, row) => {
    const a = bandIn(bases[left] ?? null, columnOf(table, left).values[row] ?? Number.NaN);
    const b = bandIn(bases[right] ?? null, columnOf(table, right).values[row] ?? Number.NaN);
    return a >= 0 && b >= 0 ? a * width + b : -1;
  });
  const counts = new Float64Array(bandCount(bases[left] ?? null) * width);
  const sums = new Float64Array(counts.length);
  for (const [row, cell] of cells.entries()) {
    if (cell < 0) continue;
    counts[cell] = (counts[cell] ?? 0) + 1;
    sums[cell] = (sums[cell] ?? 0) + (residuals[row] ?? 0);
  }
  return residuals.reduce((gain, residual, row) => {
    const cell = cells[row] ?? -1;
    if (cell < 0) return gain;
    const guess = ((sums[cell] ?? 0) - residual) / ((counts[cell] ?? 0) - 1 + PRIOR_CLIENTS);
    return gain + residual * residual - (residual - guess) ** 2;
  }, 0);
}
