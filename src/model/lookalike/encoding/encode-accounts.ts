import { emptyRidgeRows } from "../../numerics/ridge-rows.js";
import { encodeCells } from "../value/interaction-cells.js";
import { type AccountTable, columnOf } from "./account-table.js";
import type { Design, EncodedAccounts } from "./design.js";
import { encodeField } from "./encode-field.js";

/** Accounts as rows of a fitted design. A level or a gap that was never trained on fills no slot: it adds nothing. */
export function encodeAccounts(design: Design, table: AccountTable): EncodedAccounts {
  const rows = emptyRidgeRows(table.rowCount, design.slotCount, design.columnCount);
  const fieldCount = design.features.length;
  const states = new Uint8Array(table.rowCount * fieldCount);
  for (let row = 0; row < table.rowCount; row++) rows.values[row * design.slotCount] = 1;
  for (let field = 0; field < fieldCount; field++) {
    const factor = design.factors.find((one) => one.cells === null && one.fields[0] === field);
    encodeField(
      columnOf(table, field),
      design.bases[field] ?? null,
      factor ?? null,
      rows,
      states,
      fieldCount,
      field,
    );
  }
  for (const factor of design.factors) {
    if (factor.cells !== null) encodeCells(table, design.bases, factor, factor.cells, rows);
  }
  return { rows, states };
}
