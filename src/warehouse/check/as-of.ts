import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { TableName } from "../contract/table-contract.js";
import { type Engine, number, text } from "../engine.js";
import { type InputProblem, inputError } from "../input-error.js";
import { headerOf } from "./column-names.js";
import { excludeRows, rejectRows } from "./mark-rows.js";
import type { TypedFile } from "./type-table.js";

export const AFTER_AS_OF = "after the as-of date";

export interface AsOf {
  readonly date: string;
  readonly chosenBy: "argument" | "settings" | "latest transaction" | "latest contract start";
}

/** Days that a date may stand after all earlier ones without being doubted. */
const LONGEST_GAP_DAYS = 366;

/**
 * The as-of date: the one given, else the latest date of the books,
 * once dates that stand alone more than a year after all others are rejected.
 */
export async function findAsOf(
  engine: Engine,
  files: ReadonlyMap<TableName, TypedFile>,
  given: { readonly argument: string | null; readonly settings: string | null },
): Promise<AsOf> {
  if (given.argument !== null) return { date: given.argument, chosenBy: "argument" };
  if (given.settings !== null) return { date: given.settings, chosenBy: "settings" };
  const transactions = files.get("transactions");
  const books = transactions ?? files.get("contracts");
  if (books === undefined) throw new Error("neither transactions nor contracts");
  const column = transactions === undefined ? "start" : "date";
  const latest = await latestDate(engine, books, column);
  if (latest === null) throw inputError(await nothingAccepted(engine, books));
  return {
    date: latest,
    chosenBy: transactions === undefined ? "latest contract start" : "latest transaction",
  };
}

/** Excludes the rows of a table that are dated after the as-of date. */
export async function excludeAfter(engine: Engine, file: TypedFile, asOf: string): Promise<void> {
  const column = INPUT_CONTRACT[file.table].datedBy;
  if (!file.map.columns.some(({ contract }) => contract.name === column)) return;
  await excludeRows(engine, file, AFTER_AS_OF, {
    where: `"${column}" > CAST($1 AS DATE)`,
    parameters: [asOf],
  });
}

/**
 * The latest date of the accepted rows once lonely ones are rejected: those more than a year after all others that
 * hold less than half of the rows. Null: no row has a date.
 */
async function latestDate(engine: Engine, file: TypedFile, column: string): Promise<string | null> {
  const days = await engine.rows(
    `SELECT CAST("${column}" AS VARCHAR) AS day, CAST("${column}" - DATE '1970-01-01' AS INTEGER) AS number,
       count(*) AS rows
     FROM ${file.accepted} WHERE "${column}" IS NOT NULL
     GROUP BY "${column}" ORDER BY "${column}"`,
  );
  const total = days.reduce((sum, day) => sum + number(day, "rows"), 0);
  const lonely: string[] = [];
  for (let last = days.length - 1; last > 0; last -= 1) {
    const [before, day] = [days[last - 1], days[last]];
    if (before === undefined || day === undefined) break;
    const gap = number(day, "number") - number(before, "number");
    if (gap <= LONGEST_GAP_DAYS || 2 * number(day, "rows") >= total) break;
    lonely.push(text(day, "day"));
  }
  for (const day of lonely) {
    await rejectRows(
      engine,
      file,
      {
        column: headerOf(file, column),
        problem:
          "stands alone more than a year after all other dates; set asOf in targeting.yaml if it is right",
      },
      { where: `"${column}" = CAST($1 AS DATE)`, parameters: [day] },
    );
  }
  const latest = days[days.length - 1 - lonely.length];
  return latest === undefined ? null : text(latest, "day");
}

async function nothingAccepted(engine: Engine, file: TypedFile): Promise<InputProblem> {
  const rows = await engine.rows(
    `SELECT coalesce(problem_column || ': ' || problem, exclusion) AS reason, count(*) AS rows
     FROM ${file.typed} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1`,
  );
  const [first] = rows;
  const why =
    first === undefined
      ? "it has a header and no rows"
      : `most often (${number(first, "rows")} rows): ${text(first, "reason")}`;
  return { file: file.file, message: `no row of the books can be used; ${why}` };
}
