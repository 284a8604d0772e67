import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { TableName } from "../contract/table-contract.js";
import type { Engine } from "../engine.js";
import { headerOf } from "./column-names.js";
import { rejectRows } from "./mark-rows.js";
import type { TypedFile } from "./type-table.js";

/** How the reason begins for which these rows are rejected. */
export const NO_SUCH_ACCOUNT = "no such account in ";

/** Rejects rows that name a client (or account) which the account files do not have; where there are none, any is let pass. */
export async function markOrphans(
  engine: Engine,
  file: TypedFile,
  files: ReadonlyMap<TableName, TypedFile>,
): Promise<void> {
  const owner = INPUT_CONTRACT[file.table].belongsTo;
  if (owner === undefined) return;
  const listed = owner.tables.flatMap((table) => files.get(table) ?? []);
  if (listed.length < owner.tables.length) return;
  const ids = listed.map((accounts) => {
    const id = INPUT_CONTRACT[accounts.table].id ?? "";
    return `SELECT "${id}" FROM ${accounts.typed} WHERE "${id}" IS NOT NULL`;
  });
  const column = headerOf(file, owner.column);
  const reason = `${NO_SUCH_ACCOUNT}${listed.map((accounts) => accounts.file).join(" or ")}`;
  const where = `"${owner.column}" IS NOT NULL AND "${owner.column}" NOT IN (${ids.join(" UNION ALL ")})`;
  await rejectRows(engine, file, { column, problem: reason }, { where });
}
