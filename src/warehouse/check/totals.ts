import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { TableName } from "../contract/table-contract.js";
import { type Engine, text } from "../engine.js";
import { literals } from "../sql.js";
import { headerOf } from "./column-names.js";
import { rejectRows } from "./mark-rows.js";
import type { TypedFile } from "./type-table.js";

/** What reports call the line under a column of figures; names of companies begin so too. */
const TOTAL =
  "^(grand |overall |sub-?|sub )?totals?( (for|of) .*)?$|^(gesamt|zwischen|end)?summen?$|^gesamt$";
/** How it may begin: the engine compares this in far less time. */
const BEGINNINGS = literals(["tot", "gra", "ove", "sub", "ges", "zwi", "end", "sum"]);

/** Tables whose rows may have lines of totals among them: the column that names whose figures they are, and the time. */
const FIGURES: Readonly<Partial<Record<TableName, { readonly name: string; readonly time: string }>>> = {
  transactions: { name: "client_id", time: "date" },
  spend: { name: "channel", time: "month" },
  quotas: { name: "owner", time: "period" },
};

/**
 * Rejects rows that are called a total and are one: most of this name hold, to a cent a row, what two or more other rows of
 * their day, month or period come to, or those since the total before. A client that only happens to be called Total stays.
 */
export async function rejectTotals(
  engine: Engine,
  file: TypedFile,
  files: ReadonlyMap<TableName, TypedFile>,
): Promise<void> {
  const figures = FIGURES[file.table];
  const money = INPUT_CONTRACT[file.table].money;
  // A client that is not listed is rejected for that.
  if (figures === undefined || money === undefined || (file.table === "transactions" && files.has("clients")))
    return;
  const { name, time } = figures;
  const called = `"${name}" IS NOT NULL AND lower(substr("${name}", 1, 3)) IN (${BEGINNINGS}) AND regexp_matches(lower("${name}"), '${TOTAL}')`;
  const isCalled = await engine.rows(`SELECT record FROM ${file.accepted} WHERE ${called} LIMIT 1`);
  if (isCalled.length === 0) return;
  const isSum = (rows: string): string =>
    `count${rows} > 1 AND abs(money - sum${rows}) <= 0.01 * count${rows}`;
  const found = await engine.rows(
    `WITH figure AS (
       SELECT record, "${name}" AS name, "${time}" AS time, "${money}" AS money, ${called} AS called,
         count(*) FILTER (WHERE ${called}) OVER (ORDER BY record ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS part
       FROM ${file.accepted}
     ), of_time AS (
       SELECT time, count(*) AS count_time, sum(money) AS sum_time FROM figure WHERE NOT called GROUP BY time
     ), of_part AS (
       SELECT part, count(*) AS count_part, sum(money) AS sum_part FROM figure WHERE NOT called GROUP BY part
     )
     SELECT name FROM figure LEFT JOIN of_time ON of_time.time = figure.time LEFT JOIN of_part ON of_part.part = figure.part
     WHERE called GROUP BY name
     HAVING 2 * count(*) FILTER (WHERE ${isSum("_time")} OR ${isSum("_part")}) > count(*) ORDER BY name`,
  );
  if (found.length === 0) return;
  await rejectRows(
    engine,
    file,
    { column: headerOf(file, name), problem: "a total of other rows" },
    { where: `"${name}" IN (${literals(found.map((row) => text(row, "name")))})` },
  );
}
