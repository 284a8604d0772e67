import type { RidgeRows } from "../../numerics/ridge-rows.js";
import { type AccountTable, columnOf } from "../encoding/account-table.js";
import type { Factor, FieldBasis } from "../encoding/design.js";
import { bandOf } from "../encoding/numeric-basis.js";

/** Pairs of bands with fewer training accounts than this get no term. */
const SMALLEST_CELL = 3;

/** Columns of the pairs of bands of two fields that occur often enough, from `firstColumn` on; −1 for the others. */
export function fitCells(
  table: AccountTable,
  weights: Float64Array,
  bases: readonly (FieldBasis | null)[],
  left: number,
  right: number,
  firstColumn: number,
): { columns: Int32Array; count: number } {
  const width = bandCount(bases[right] ?? null);
  const counts = new Float64Array(bandCount(bases[left] ?? null) * width);
  for (let row = 0; row < table.rowCount; row++) {
    const a = bandIn(bases[left] ?? null, columnOf(table, left).values[row] ?? Number.NaN);
    const b = bandIn(bases[right] ?? null, columnOf(table, right).values[row] ?? Number.NaN);
    if (a >= 0 && b >= 0) counts[a * width + b] = (counts[a * width + b] ?? 0) + (weights[row] ?? 0);
  }
  let count = 0;
  const columns = Int32Array.from(counts, (weight) => (weight >= SMALLEST_CELL ? firstColumn + count++ : -1));
  return { columns, count };
}

/** Writes the pair of bands of every account into the slot of an interaction. */
export function encodeCells(
  table: AccountTable,
  bases: readonly (FieldBasis | null)[],
  factor: Factor,
  cells: Int32Array,
  rows: RidgeRows,
): void {
  const [left = 0, right = 0] = factor.fields;
  const width = bandCount(bases[right] ?? null);
  for (let row = 0; row < table.rowCount; row++) {
    const a = bandIn(bases[left] ?? null, columnOf(table, left).values[row] ?? Number.NaN);
    const b = bandIn(bases[right] ?? null, columnOf(table, right).values[row] ?? Number.NaN);
    const column = a >= 0 && b >= 0 ? (cells[a * width + b] ?? -1) : -1;
    if (column < 0) continue;
    const slot = row * rows.slotCount + factor.firstSlot;
    rows.columns[slot] = column;
    rows.values[slot] = 1;
  }
}

/** Bands of a field that pairs use: columns of a category, four bands of a number. */
export function bandCount(basis: FieldBasis | null): number {
  if (basis === null) return 0;
  return basis.kind === "category" ? basis.columnCount : basis.borders.length + 1;
}

/** The band of a value, −1 when it has none. */
export function bandIn(basis: FieldBasis | null, value: number): number {
  if (basis === null) return -1;
  if (basis.kind === "numeric") return bandOf(basis, value);
  return Number.isNaN(value) ? basis.missingColumn : (basis.columnOfCode[value] ?? -1);
}
