import type { Engine } from "../engine.js";
import type { ContractSettings } from "../settings/settings.js";
import { headerOf } from "./column-names.js";
import { rejectRows } from "./mark-rows.js";
import type { TypedFile } from "./type-table.js";

/** As of amounts: what a whole term costs is one, too. */
const LIMIT = "1e13";
const DAYS_A_MONTH = 30.4375;
const MONTHS_WITHOUT_END = 12;

/** Rejects contracts whose amount a month or a year makes more of a whole term than an amount can be. */
export async function rejectLargeTerms(
  engine: Engine,
  file: TypedFile,
  { amountPer, termMonths }: ContractSettings,
): Promise<void> {
  if (file.table !== "contracts" || amountPer === "term") return;
  const fromStartToEnd = `("end" - "start" + 1) / ${DAYS_A_MONTH}`;
  const months = `coalesce(term_months, ${termMonths ?? "NULL"}, ${fromStartToEnd}, ${MONTHS_WITHOUT_END})`;
  const times = amountPer === "month" ? months : `${months} / 12`;
  const problem = `too large to be an amount a ${amountPer} of its term`;
  await rejectRows(
    engine,
    file,
    { column: headerOf(file, "amount"), problem },
    { where: `abs(CAST(amount AS DOUBLE)) * ${times} >= ${LIMIT}` },
  );
}
