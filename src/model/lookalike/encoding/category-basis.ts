import type { FieldColumn } from "./account-table.js";

/** Levels with less weight than this share one column with the other rare ones. */
const SMALLEST_LEVEL = 2;

/** A category as one indicator a level; rare levels share one, unknown is one of its own. */
export interface CategoryBasis {
  readonly kind: "category";
  /** Column within the field by level code; −1 for a level that the training accounts never had. */
  readonly columnOfCode: Int32Array;
  readonly columnCount: number;
  /** Column of the unknown value, −1 when no training account lacked it. */
  readonly missingColumn: number;
  /** Column of the pooled rare levels, −1 when there are none. */
  readonly otherColumn: number;
}

/** Fits the levels of a column, the `mostLevels` heaviest apart; fewer than two columns when all are alike. */
export function fitCategoryBasis(
  column: FieldColumn,
  weights: Float64Array,
  mostLevels: number,
): CategoryBasis {
  const counts = new Float64Array(column.levels.length);
  let missing = 0;
  let total = 0;
  for (let row = 0; row < column.values.length; row++) {
    const weight = weights[row] ?? 0;
    if (!(weight > 0)) continue;
    const code = column.values[row] ?? Number.NaN;
    total += weight;
    if (Number.isNaN(code)) missing += weight;
    else counts[code] = (counts[code] ?? 0) + weight;
  }
  const ranked = [...counts.keys()]
    .filter((code) => (counts[code] ?? 0) > 0)
    .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  const kept = ranked.slice(0, mostLevels).filter((code) => (counts[code] ?? 0) >= SMALLEST_LEVEL - 1e-9);
  const columnOfCode = new Int32Array(column.levels.length).fill(-1);
  let columnCount = 0;
  for (const code of kept) columnOfCode[code] = columnCount++;
  const otherColumn = ranked.length > kept.length ? columnCount++ : -1;
  for (const code of ranked.slice(kept.length)) columnOfCode[code] = otherColumn;
  const missingColumn = missing >= 1 - 1e-9 && missing < total ? columnCount++ : -1;
  return { kind: "category", columnOfCode, columnCount, missingColumn, otherColumn };
}
