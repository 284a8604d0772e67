import type { WorkbenchField } from "../../data/published/icp.js";
import type { FirmographicValue, ValuedAccount } from "../../model/account.js";
import type { PricedProspect } from "../../model/icp/hand-built-rule.js";
import type { ParquetRow } from "../tables/parquet-rows.js";

/** What a rule by hand is measured on. */
export interface WorkbenchAccounts {
  readonly clients: readonly ValuedAccount[];
  readonly prospects: readonly PricedProspect[];
}

/** Clients and prospects of the table's rows. */
export function workbenchAccounts(
  rows: readonly ParquetRow[],
  fields: readonly WorkbenchField[],
): WorkbenchAccounts {
  const clients: ValuedAccount[] = [];
  const prospects: PricedProspect[] = [];
  rows.forEach((row, index) => {
    const account = { accountId: String(index), name: "", firmographics: firmographicsOf(row, fields) };
    if (row.isClient === true) {
      clients.push({ ...account, clv: Number(row.clv), highValue: false, groupId: String(row.group) });
    } else {
      prospects.push({
        ...account,
        expectedValue: row.expectedValue === null ? null : Number(row.expectedValue),
      });
    }
  });
  return { clients, prospects };
}

function firmographicsOf(row: ParquetRow, fields: readonly WorkbenchField[]) {
  const values: Record<string, FirmographicValue> = {};
  for (const { field, column } of fields) {
    const value = row[column];
    values[field] = typeof value === "string" || typeof value === "number" ? value : null;
  }
  return values;
}
