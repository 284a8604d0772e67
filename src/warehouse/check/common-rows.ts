import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { INPUT_CONTRACT } from "../contract/input-contract.js";
import { type Engine, number } from "../engine.js";
import { type ColumnFormats, columnFormats } from "../parse/column-formats.js";
import { commonForm } from "../parse/common-forms.js";
import { headerNames } from "../read/header.js";
import type { MappedColumn } from "../read/map-columns.js";
import { pickRecords } from "../read/pick-records.js";
import {
  dropStage,
  isReadableAsItIs,
  type OpenedFile,
  rowsOfFile,
  type StagedFile,
  stageOf,
  stageRowsOf,
  trimmedCell,
} from "../read/stage-file.js";
import { fileSettingsOf } from "../settings/normalise-settings.js";
import type { Settings } from "../settings/settings.js";
import { literal } from "../sql.js";
import type { Rates } from "./row-currency.js";
import { sqlType, type TypedFile, typedFile, typedName, typeRows, wholeRowFaults } from "./type-table.js";

/** More doubtful rows than this many, and than this share, and a file is not read by its common forms. */
const DOUBTFUL_ROWS = 1_000;
const DOUBTFUL_SHARE = 0.05;

/** Records that are read a second time to see that the engine kept them in order. */
const WITNESSES = 64;

const LINE_END = Buffer.from("\n");

/** A file that is typed while it is read; only its doubtful rows are staged as text. */
export interface CommonRows extends StagedFile {
  readonly formats: ColumnFormats;
  /** Table of the typed rows, in file order, with `doubtful`; the verdicts of doubtful rows are still to come. */
  readonly rows: string;
}

/**
 * Reads a file by the common forms of its columns in one pass. Rows with a cell of another form, with a fault, of another
 * currency, and those that share their id with another, are doubtful: staged as text, to be judged like all others are.
 *
 * Null where a file is not of that kind: too many doubtful rows, forms that the column's other cells must settle,
 * a selection of rows, bytes that the engine cannot read as they are.
 */
export async function readCommonRows(
  engine: Engine,
  opened: OpenedFile,
  settings: Settings,
  scratchFolder: string,
): Promise<CommonRows | null> {
  const { scan, selected } = opened;
  if (!isReadableAsItIs(opened) || selected !== null || scan.records === 0) return null;
  if ((fileSettingsOf(settings, opened.table).decimalMark ?? settings.decimalMark) === ",") return null;
  const rows = `typed_rows_${opened.table}`;
  const currency = await firstCurrency(opened);
  if (!(await readTyped(engine, opened, rows, currency))) return null;
  const staged = await stageDoubtful(engine, opened, rows, currency, scratchFolder);
  const formats = staged === null ? null : await formatsOf(engine, staged, rows, settings);
  if (staged !== null && formats !== null && (await areInOrder(engine, staged, rows))) {
    return { ...staged, formats, rows };
  }
  await dropCommonRows(engine, { rows, table: opened.table });
  return null;
}

/** Judges the doubtful rows like all others are: a table of their own beside that of the others. */
export async function judgeDoubtful(engine: Engine, common: CommonRows, rates: Rates): Promise<TypedFile> {
  const { table, rows } = common;
  const judged = `judged_${table}`;
  await typeRows(engine, common, common.formats, rates, judged);
  await engine.run(`DELETE FROM ${judged} WHERE record NOT IN (SELECT rowid FROM ${rows} WHERE doubtful)`);
  const kept = keptColumns(common).map((column) => typedName(table, column));
  const columns = [...kept, ...absentColumns(common), "problem_column", "problem", "exclusion"].join(", ");
  return typedFile(
    engine,
    common,
    common.formats,
    [
      { table: rows, recordKey: "rowid" },
      { table: judged, recordKey: "record" },
    ],
    `SELECT rowid AS record, ${columns} FROM ${rows} WHERE NOT doubtful
     UNION ALL SELECT record, ${columns} FROM ${judged}`,
  );
}

/** Forgets a file read by its common forms. */
export async function dropCommonRows(
  engine: Engine,
  { rows, table }: Pick<CommonRows, "rows" | "table">,
): Promise<void> {
  await dropStage(engine, { table });
  await engine.run(`DROP TABLE ${rows}`);
}

/** Makes the typed table in the order of the file; false where a row has another number of cells than the header. */
async function readTyped(
  engine: Engine,
  opened: OpenedFile,
  rows: string,
  currency: string | null,
): Promise<boolean> {
  const { table, scan, path, map } = opened;
  const contract = INPUT_CONTRACT[table];
  const kept = keptColumns(opened);
  const names = kept.map((column) => typedName(table, column));
  const forms = map.columns.map((column) => ({
    column,
    cell: `c${column.index}`,
    ...commonForm(column.contract, `c${column.index}`),
  }));
  const values = forms
    .filter(({ column }) => kept.includes(column))
    .map(({ column, value }) => `${value} AS ${typedName(table, column)}`);
  const conditions = [
    ...forms.map(({ column: { contract: one }, cell, holds }) => {
      if (one.name === "currency") return `${cell} IS NOT DISTINCT FROM ${nullable(currency)}`;
      if (one.required) return `coalesce(${cell} IS NOT NULL AND ${holds}, false)`;
      return one.type === "text" ? "true" : `(${cell} IS NULL OR coalesce(${holds}, false))`;
    }),
    ...wholeRowFaults(opened).map((fault) => `NOT coalesce(${fault}, false)`),
  ].filter((condition) => condition !== "true");
  const id = map.columns.find(({ contract: { name } }) => name === contract.id);
  const cells = scan.header.map((_, index) => `${trimmedCell(`c${index}`, scan)} AS c${index}`);
  try {
    await engine.run(
      `CREATE TABLE ${rows} AS
       SELECT ${names.join(", ")}, CAST(NULL AS VARCHAR) AS problem_column, CAST(NULL AS VARCHAR) AS problem, CAST(NULL AS VARCHAR) AS exclusion,
         ${id === undefined ? "CAST(NULL AS UBIGINT)" : `CASE WHEN c${id.index} IS NOT NULL THEN hash(c${id.index}) END`} AS id_hash,
         NOT (${["true", ...conditions].join(" AND ")}) AS doubtful
       FROM (
         SELECT *, ${[...values, ...absentColumns(opened)].join(",\n")}
         FROM (SELECT ${cells.join(", ")} FROM ${rowsOfFile(path, scan.header.length, scan.delimiter, true)}) AS cells
       ) AS typed`,
    );
  } catch (error) {
    if (error instanceof Error && /CSV (Error|Parser)/.test(error.message)) return false;
    throw error;
  }
  const [row] = await engine.rows(`SELECT count(*) AS rows FROM ${rows}`);
  if (row !== undefined && number(row, "rows") === scan.records) return true;
  await engine.run(`DROP TABLE ${rows}`);
  return false;
}

/** Stages doubtful rows, those whose id another row has, and some between as witnesses of the order; null: too many. */
async function stageDoubtful(
  engine: Engine,
  opened: OpenedFile,
  rows: string,
  currency: string | null,
  scratchFolder: string,
): Promise<StagedFile | null> {
  const { table, scan } = opened;
  const [counted] = await engine.rows(`SELECT count(*) AS rows FROM ${rows} WHERE doubtful`);
  const most = Math.max(DOUBTFUL_ROWS, DOUBTFUL_SHARE * scan.records);
  if (counted === undefined || number(counted, "rows") > most) return null;
  const repeated = `repeated_${table}`;
  await engine.run(
    `CREATE TEMP TABLE ${repeated} AS
     SELECT id_hash FROM ${rows} WHERE id_hash IS NOT NULL GROUP BY id_hash HAVING count(*) > 1`,
  );
  const step = Math.max(1, Math.floor(scan.records / WITNESSES));
  const found = await engine.rows(
    `SELECT rowid AS record FROM ${rows}
     WHERE doubtful OR rowid % ${step} = 0 OR id_hash IN (SELECT id_hash FROM ${repeated})
     ORDER BY record LIMIT ${2 * most + 2 * WITNESSES}`,
  );
  await engine.run(`DROP TABLE ${repeated}`);
  if (found.length >= 2 * most + 2 * WITNESSES) return null;
  const records = found.map((row) => number(row, "record"));
  const picked = await pickRecords(opened.path, scan, records);
  const copy = join(scratchFolder, `${table}-doubtful.csv`);
  const lines = picked.flatMap((bytes, index) => [
    Buffer.from(`${records[index]}${scan.delimiter}`),
    bytes,
    LINE_END,
  ]);
  await writeFile(copy, Buffer.concat(lines));
  const cells = scan.header.map((_, index) => `${trimmedCell(`c${index + 1}`, scan)} AS c${index}`);
  await engine.run(
    `CREATE TABLE ${stageRowsOf(table)} AS SELECT CAST(c0 AS BIGINT) AS record, ${cells.join(", ")}
     FROM ${rowsOfFile(copy, scan.header.length + 1, scan.delimiter, false)}`,
  );
  const stage = stageOf(table);
  await engine.run(`CREATE VIEW ${stage} AS SELECT * FROM ${stageRowsOf(table)}`);
  return { ...opened, stage, unstaged: { rows: scan.records - records.length, currency } };
}

/** How the columns are written, if the doubtful rows leave that as the common forms have it. */
async function formatsOf(
  engine: Engine,
  staged: StagedFile,
  rows: string,
  settings: Settings,
): Promise<ColumnFormats | null> {
  const byDoubtful = await columnFormats(engine, staged, settings);
  if (areCommon(byDoubtful) && byDoubtful.warnings.length === 0) return byDoubtful;
  const amounts = staged.map.columns.filter(({ index }) => byDoubtful.marks.has(index));
  const counts = amounts.map((column) => {
    const value = typedName(staged.table, column);
    return `count(*) FILTER (WHERE NOT doubtful AND ${value} <> trunc(${value})) AS points${column.index}`;
  });
  if (counts.length === 0) return null;
  const [row] = await engine.rows(`SELECT ${counts.join(", ")} FROM ${rows}`);
  const points = new Map(
    amounts.map(({ index }) => [index, row === undefined ? 0 : number(row, `points${index}`)] as const),
  );
  const formats = await columnFormats(engine, staged, settings, points);
  return areCommon(formats) ? formats : null;
}

function areCommon({ marks, dates, problems }: ColumnFormats): boolean {
  return (
    problems.length === 0 &&
    [...marks.values()].every((mark) => mark === ".") &&
    [...dates.values()].every(({ order }) => order === null)
  );
}

/** True when the staged rows have the text in the file that the typed ones of the same number have. */
async function areInOrder(engine: Engine, staged: StagedFile, rows: string): Promise<boolean> {
  const texts = staged.map.columns.filter(
    ({ contract: { type, checkedOnly } }) => type === "text" && checkedOnly !== true,
  );
  const differs = texts.map(
    (column) => `typed.${typedName(staged.table, column)} IS DISTINCT FROM stage.c${column.index}`,
  );
  const found = await engine.rows(
    `SELECT stage.record FROM ${staged.stage} AS stage LEFT JOIN ${rows} AS typed ON typed.rowid = stage.record
     WHERE ${["typed.rowid IS NULL", ...differs].join(" OR ")} LIMIT 1`,
  );
  return found.length === 0;
}

/** What the currency column holds in the first row. */
async function firstCurrency({ path, scan, map }: OpenedFile): Promise<string | null> {
  const column = map.columns.find(({ contract: { name } }) => name === "currency");
  if (column === undefined) return null;
  const [first] = await pickRecords(path, scan, [0]);
  const cell = headerNames(first?.toString("utf8") ?? "", scan.delimiter)[column.index] ?? "";
  return cell === "" ? null : cell;
}

/** SQL of the contract's columns that are not kept. */
function absentColumns(opened: OpenedFile): readonly string[] {
  const kept = keptColumns(opened).map(({ contract: { name } }) => name);
  return INPUT_CONTRACT[opened.table].columns
    .filter(({ name }) => !kept.includes(name))
    .map((column) => `CAST(NULL AS ${sqlType(column)}) AS "${column.name}"`);
}

function keptColumns({ map }: OpenedFile): readonly MappedColumn[] {
  return map.columns.filter(({ contract: { checkedOnly } }) => checkedOnly !== true);
}

function nullable(text: string | null): string {
  return text === null ? "NULL" : literal(text);
}
