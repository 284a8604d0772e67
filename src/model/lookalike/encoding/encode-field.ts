import type { RidgeRows } from "../../numerics/ridge-rows.js";
import type { FieldColumn } from "./account-table.js";
import type { CategoryBasis } from "./category-basis.js";
import { type Factor, FIELD_STATES, type FieldBasis } from "./design.js";
import { type NumericBasis, transformed } from "./numeric-basis.js";

/** Writes one field of all accounts into the slots of its factor, and what is known of it into `states`. */
export function encodeField(
  column: FieldColumn,
  basis: FieldBasis | null,
  factor: Factor | null,
  rows: RidgeRows,
  states: Uint8Array,
  fieldCount: number,
  field: number,
): void {
  for (let row = 0; row < rows.rowCount; row++) {
    const value = column.values[row] ?? Number.NaN;
    const at = row * fieldCount + field;
    if (Number.isNaN(value) && factor === null) states[at] = FIELD_STATES.missing;
    else if (basis === null) states[at] = FIELD_STATES.known;
    else if (factor === null) {
      const seen = basis.kind === "numeric" || (basis.columnOfCode[value] ?? -1) >= 0;
      states[at] = seen ? FIELD_STATES.known : FIELD_STATES.unseen;
    } else {
      const slot = row * rows.slotCount + factor.firstSlot;
      states[at] =
        basis.kind === "category"
          ? encodeCategory(value, basis, factor.firstColumn, rows, slot)
          : encodeNumber(value, basis, factor.firstColumn, rows, slot);
    }
  }
}

function encodeCategory(
  value: number,
  basis: CategoryBasis,
  firstColumn: number,
  rows: RidgeRows,
  slot: number,
): number {
  const missing = Number.isNaN(value);
  const column = missing ? basis.missingColumn : (basis.columnOfCode[value] ?? -1);
  if (column >= 0) {
    rows.columns[slot] = firstColumn + column;
    rows.values[slot] = 1;
  }
  if (missing) return FIELD_STATES.missing;
  return column >= 0 ? FIELD_STATES.known : FIELD_STATES.unseen;
}

function encodeNumber(
  value: number,
  basis: NumericBasis,
  firstColumn: number,
  rows: RidgeRows,
  slot: number,
): number {
  const { columns, values } = rows;
  if (Number.isNaN(value)) {
    if (basis.hasMissing) {
      columns[slot] = firstColumn + basis.columnCount - 1;
      values[slot] = 1;
    }
    return FIELD_STATES.missing;
  }
  const raw = transformed(value, basis.logarithmic);
  const position = Math.min(Math.max(raw, basis.lower), basis.upper);
  columns[slot] = firstColumn;
  values[slot] = (position - basis.center) / basis.spread;
  const { knots } = basis;
  let knot = 0;
  while (knot < knots.length && position >= (knots[knot] ?? 0)) knot++;
  const left = Math.max(knot - 1, 0);
  const right = Math.min(knot, knots.length - 1);
  const start = knots[left] ?? 0;
  const width = (knots[right] ?? 0) - start;
  const share = left === right || !(width > 0) ? 0 : (position - start) / width;
  columns[slot + 1] = firstColumn + 1 + left;
  values[slot + 1] = 1 - share;
  if (share > 0) {
    columns[slot + 2] = firstColumn + 1 + right;
    values[slot + 2] = share;
  }
  return raw === position ? FIELD_STATES.known : FIELD_STATES.outside;
}
