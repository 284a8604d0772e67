import { valueText } from "../reasons/value-text.js";
import { type AccountTable, columnOf } from "./account-table.js";
import { FIELD_STATES } from "./design.js";

/** Of a prospect with the name of a client, of another country or one whose country is not known. */
export const SHARES_NAME = "has the name of a client elsewhere";

/** What a reader must know of an account's data, in words; empty when nothing. `labels` are the fields' names in words. */
export function accountFlags(
  table: AccountTable,
  labels: readonly string[],
  row: number,
  states: Uint8Array,
  unlikeClients: boolean,
  sharesClientName: boolean,
): readonly string[] {
  const flags: string[] = [];
  for (let field = 0; field < table.columns.length; field++) {
    const state = states[row * table.columns.length + field];
    if (state === FIELD_STATES.known) continue;
    const label = labels[field] ?? "";
    if (state === FIELD_STATES.missing) flags.push(`${label} unknown`);
    else {
      const column = columnOf(table, field);
      const value = valueText(column, column.values[row] ?? Number.NaN);
      flags.push(
        state === FIELD_STATES.unseen
          ? `no client has ${label} "${value}"`
          : `${label} ${value} outside the clients' range`,
      );
    }
  }
  if (unlikeClients) flags.push("unlike any client so far");
  if (sharesClientName) flags.push(SHARES_NAME);
  return flags;
}
