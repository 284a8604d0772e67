import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { TableName } from "../contract/table-contract.js";
import { type Engine, number, text } from "../engine.js";
import { type InputProblem, inputError } from "../input-error.js";
import { placeOf } from "../read/source-files.js";
import { literal } from "../sql.js";
import { headerOf } from "./column-names.js";
import { lastDayReached } from "./dated-ahead.js";
import { fileReport } from "./file-report.js";
import { type BookedDay, lastBookedDay } from "./lonely-days.js";
import { excludeRows, rejectRows } from "./mark-rows.js";
import { mostOften, mostRejected } from "./most-rejected.js";
import { nearIds } from "./near-ids.js";
import type { TypedFile } from "./type-table.js";

export const AFTER_AS_OF = "after the as-of date";

/** Tables whose rows make a client of whom they name. */
const BOOKS: readonly TableName[] = ["transactions", "contracts"];

/** Most rows dated ahead that are named. */
const ROWS_NAMED = 3;

export interface AsOf {
  readonly date: string;
  readonly chosenBy: "argument" | "settings" | "latest transaction" | "latest contract start";
}

export interface ChosenAsOf {
  readonly asOf: AsOf;
  readonly warnings: readonly string[];
}

/**
 * The as-of date: the one given, else the latest date of the books, once dates that stand alone, or with few others, more
 * than a year after all others are rejected, and before rows that are dated ahead, which a warning names.
 */
export async function findAsOf(
  engine: Engine,
  files: ReadonlyMap<TableName, TypedFile>,
  given: { readonly argument: string | null; readonly settings: string | null },
): Promise<ChosenAsOf> {
  if (given.argument !== null) return { asOf: { date: given.argument, chosenBy: "argument" }, warnings: [] };
  if (given.settings !== null) return { asOf: { date: given.settings, chosenBy: "settings" }, warnings: [] };
  const transactions = files.get("transactions");
  const books = transactions ?? files.get("contracts");
  if (books === undefined) throw new Error("neither transactions nor contracts");
  const column = transactions === undefined ? "start" : "date";
  const days = await withoutLonelyDays(engine, books, column);
  const date = lastDayReached(days);
  if (date === null) throw inputError(await nothingAccepted(engine, books, files));
  const chosenBy = transactions === undefined ? "latest contract start" : "latest transaction";
  const warnings = date === days.at(-1)?.day ? [] : [await datedAhead(engine, books, column, date)];
  return { asOf: { date, chosenBy }, warnings };
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
  const after = `"${column}" > DATE ${literal(asOf)}`;
  const isClient = file.table === "clients" && (await hasRows(engine, file, after));
  const books = isClient ? BOOKS.flatMap((table) => files.get(table) ?? []) : [];
  const unless = books.map(({ accepted }) => ` AND client_id NOT IN (SELECT client_id FROM ${accepted})`);
  await excludeRows(engine, file, AFTER_AS_OF, { where: `${after}${unless.join("")}` });
}

async function hasRows(engine: Engine, file: TypedFile, where: string): Promise<boolean> {
  const rows = await engine.rows(`SELECT record FROM ${file.accepted} WHERE ${where} LIMIT 1`);
  return rows.length > 0;
}

/** The days of the accepted rows, in order, once lonely ones are rejected. */
async function withoutLonelyDays(engine: Engine, file: TypedFile, column: string): Promise<BookedDay[]> {
  const booked = await bookedDays(engine, file.accepted, column);
  const latest = lastBookedDay(booked);
  if (latest === null || latest === booked.at(-1)?.day) return booked;
  const problem =
    "stands alone, or with few others, more than a year after all other dates; set asOf in targeting.yaml if it is right";
  await rejectRows(
    engine,
    file,
    { column: headerOf(file, column), problem },
    { where: `"${column}" > DATE ${literal(latest)}` },
  );
  return booked.filter(({ day }) => day <= latest);
}

/** Days of a relation's rows and how many rows each has, in order. */
export async function bookedDays(engine: Engine, from: string, column: string): Promise<BookedDay[]> {
  const days = await engine.rows(
    `SELECT CAST("${column}" AS VARCHAR) AS day, CAST("${column}" - DATE '1970-01-01' AS INTEGER) AS number,
       count(*) AS rows
     FROM ${from} WHERE "${column}" IS NOT NULL
     GROUP BY "${column}" ORDER BY "${column}"`,
  );
  return days.map((row) => ({
    day: text(row, "day"),
    number: number(row, "number"),
    rows: number(row, "rows"),
  }));
}

async function datedAhead(engine: Engine, file: TypedFile, column: string, date: string): Promise<string> {
  const rows = await engine.rows(
    `SELECT record, CAST("${column}" AS VARCHAR) AS day, count(*) OVER () AS rows, CAST(max("${column}") OVER () AS VARCHAR) AS last
     FROM ${file.accepted} WHERE "${column}" > DATE ${literal(date)} ORDER BY "${column}", record LIMIT ${ROWS_NAMED}`,
  );
  const [first] = rows;
  if (first === undefined) throw new Error(`${file.file}: no row after ${date}`);
  const count = number(first, "rows");
  const named = rows.map((row) => `${lineOf(file, number(row, "record"))} (${text(row, "day")})`);
  const further = count > named.length ? [`${count - named.length} more`] : [];
  const listed = new Intl.ListFormat("en-GB").format([...named, ...further]);
  const [them, they, lines] = count === 1 ? ["is", "it is", "line"] : ["are", "they are", "lines"];
  return `${file.file}: ${count} ${count === 1 ? "row" : "rows"} ${them} dated long after all others, which end on ${date}: ${lines} ${listed}; taken for dated ahead, ${they} left out as after the as-of date. If ${count === 1 ? "it has" : "they have"} come to pass, write asOf: ${text(first, "last")} in targeting.yaml; if not, asOf: ${date}, and this is not asked again`;
}

function lineOf(file: TypedFile, record: number): string {
  const place = placeOf(file, record);
  return file.sources.length === 0 ? String(place.line) : `${place.line} of ${place.file}`;
}

async function nothingAccepted(
  engine: Engine,
  books: TypedFile,
  files: ReadonlyMap<TableName, TypedFile>,
): Promise<InputProblem> {
  const report = await fileReport(engine, books, []);
  const most = await mostRejected(engine, books, report);
  const [excluded] = [...report.exclusions].sort((a, b) => b.rows - a.rows);
  const hints = most === null ? [] : await nearIds(engine, books, files);
  const why =
    most !== null
      ? [mostOften(most), ...hints].join("; ")
      : excluded === undefined
        ? "it has a header and no rows"
        : `all are excluded, most often (${excluded.rows} rows): ${excluded.reason}`;
  return { file: books.file, message: `no row of the books can be used; ${why}` };
}
