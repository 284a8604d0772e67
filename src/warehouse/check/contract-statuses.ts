import { type Engine, number, text } from "../engine.js";
import { isUnknownStatus, neverBegan } from "../parse/contract-statuses.js";
import { excludeRows } from "./mark-rows.js";
import type { TypedFile } from "./type-table.js";

/** Leaves out contracts whose status says that nothing was sold yet. */
export async function excludeNeverBegun(engine: Engine, file: TypedFile): Promise<void> {
  if (!hasStatus(file)) return;
  await excludeRows(engine, file, "a trial or a draft", {
    where: `coalesce(${neverBegan("status")}, false)`,
  });
}

/** A warning on statuses of contracts that say neither that they live nor that they end: they change nothing. */
export async function unknownStatuses(engine: Engine, file: TypedFile): Promise<string[]> {
  if (!hasStatus(file)) return [];
  const rows = await engine.rows(
    `SELECT status, count(*) AS rows FROM ${file.accepted} WHERE ${isUnknownStatus("status")}
     GROUP BY status ORDER BY rows DESC, status`,
  );
  if (rows.length === 0) return [];
  const told = rows
    .slice(0, 5)
    .map((row) => `${JSON.stringify(text(row, "status"))} (${number(row, "rows")})`);
  return [
    `status: it is not known whether ${told.join(", ")}${rows.length > 5 ? ` and ${rows.length - 5} more` : ""} end a contract; they change nothing: write cancelled where they do, or leave those rows out by files.contracts.only`,
  ];
}

function hasStatus({ table, map }: TypedFile): boolean {
  return table === "contracts" && map.columns.some(({ contract: { name } }) => name === "status");
}
