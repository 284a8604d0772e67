import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { TableName } from "../contract/table-contract.js";
import { type Engine, number, text } from "../engine.js";
import { type InputProblem, inputError } from "../input-error.js";
import { headerOf } from "./column-names.js";
import { lastBookedDay } from "./lonely-days.js";
import { excludeRows, rejectRows } from "./mark-rows.js";
import type { TypedFile } from "./type-table.js";

export const AFTER_AS_OF = "after the as-of date";

/** Tables whose rows make a client of whom they name. */
const BOOKS: readonly TableName[] = ["transactions", "contracts"];

export interface AsOf {
  readonly date: string;
  readonly chosenBy: "argument" | "settings" | "latest transaction" | "latest contract start";
}

/**
 * The as-of date: the one given, else the latest date of the books,
 * once dates that stand alone, or with few others, more than a year after all others are rejected.
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

/**
 * Excludes the rows of a table that are dated after the as-of date, the books before the clients: one that has bought
 * or signed by then is a client, whatever its record says of when it became one.
 */
export async function excludeAfter(
  engine: Engine,
  file: TypedFile,
  files: ReadonlyMap<TableName, TypedFile>,
  asOf: string,
): Promise<void> {
  const column = INPUT_CONTRACT[file.table].datedBy;
  if (!file.map.columns.some(({ contract }) => contract.name === column)) return;
  const after = `"${column}" > CAST($1 AS DATE)`;
  const isClient = file.table === "clients" && (await hasRows(engine, file, after, asOf));
  const books = isClient ? BOOKS.flatMap((table) => files.get(table) ?? []) : [];
  const unless = books.map(({ accepted }) => ` AND client_id NOT IN (SELECT client_id FROM ${accepted})`);
  await excludeRows(engine, file, AFTER_AS_OF, { where: `${after}${unless.join("")}`, parameters: [asOf] });
}

async function hasRows(engine: Engine, file: TypedFile, where: string, asOf: string): Promise<boolean> {
  const rows = await engine.rows(`SELECT record FROM ${file.accepted} WHERE ${where} LIMIT 1`, [asOf]);
  return rows.length > 0;
}

/** The latest date of the accepted rows once lonely ones are rejected. Null: no row has a date. */
async function latestDate(engine: Engine, file: TypedFile, column: string): Promise<string | null> {
  const days = await engine.rows(
    `SELECT CAST("${column}" AS VARCHAR) AS day, CAST("${column}" - DATE '1970-01-01' AS INTEGER) AS number,
       count(*) AS rows
     FROM ${file.accepted} WHERE "${column}" IS NOT NULL
     GROUP BY "${column}" ORDER BY "${column}"`,
  );
  const booked = days.map((row) => ({
    day: text(row, "day"),
    number: number(row, "number"),
    rows: number(row, "rows"),
  }));
  const latest = lastBookedDay(booked);
  if (latest === null || latest === booked.at(-1)?.day) return latest;
  const problem =
    "stands alone, or with few others, more than a year after all other dates; set asOf in targeting.yaml if it is right";
  await rejectRows(
    engine,
    file,
    { column: headerOf(file, column), problem },
    { where: `"${column}" > CAST($1 AS DATE)`, parameters: [latest] },
  );
  return latest;
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
