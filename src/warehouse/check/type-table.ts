import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { ColumnContract } from "../contract/table-contract.js";
import { type Engine, number } from "../engine.js";
import { booleanOf, choiceOf, numberWord } from "../parse/choices.js";
import type { ColumnFormats } from "../parse/column-formats.js";
import { dateOf, monthOf, periodOf, UNSETTLED } from "../parse/dates.js";
import { amountOf, countOf, numberOf } from "../parse/money.js";
import type { MappedColumn } from "../read/map-columns.js";
import { type StagedFile, stagedRows } from "../read/stage-file.js";
import { literal } from "../sql.js";
import { typedName } from "./column-names.js";
import { converted, currencyColumns, type Rates } from "./row-currency.js";
import { rowFaults } from "./row-faults.js";

/** A checked file in the engine: its values by name, and a verdict on each row. */
export interface TypedFile extends StagedFile {
  /** Name of the engine's view of the values and the verdict of every row. */
  readonly typed: string;
  /** The tables behind it, in which verdicts are changed. */
  readonly parts: RowTables;
  /** Name of the engine's view of the accepted rows. */
  readonly accepted: string;
  readonly formats: ColumnFormats;
}

/** Tables of typed rows. */
export interface RowTables {
  /** Of the staged rows, and of all that have a verdict, numbered by `record`. */
  readonly judged: string;
  /** Of all rows, where not all are staged, numbered by `rowid`, and its columns; those that are `doubtful` do not count. */
  readonly others: { readonly table: string; readonly columns: string } | null;
}

/**
 * Reads every cell by the contract, money in the report's currency: a view `typed_<table>`
 * with `record` (from 0, in file order), `problem_column` and `problem` (why the row is rejected),
 * and `exclusion` (why it is left out). Both are null in a row that is accepted.
 */
export async function typeTable(
  engine: Engine,
  staged: StagedFile,
  formats: ColumnFormats,
  rates: Rates,
): Promise<TypedFile> {
  const rows = `typed_rows_${staged.table}`;
  await typeRows(engine, staged, formats, rates, rows);
  return typedFile(engine, staged, formats, { judged: rows, others: null }, `SELECT * FROM ${rows}`);
}

/** A checked file from the tables that hold its rows, and the query that gives them all. */
export async function typedFile(
  engine: Engine,
  staged: StagedFile,
  formats: ColumnFormats,
  parts: RowTables,
  allRows: string,
): Promise<TypedFile> {
  const typed = `typed_${staged.table}`;
  const accepted = `accepted_${staged.table}`;
  await engine.run(`CREATE VIEW ${typed} AS ${allRows}`);
  await engine.run(
    `CREATE VIEW ${accepted} AS SELECT * FROM ${typed} WHERE problem IS NULL AND exclusion IS NULL`,
  );
  return { ...staged, typed, parts, accepted, formats };
}

/** Makes a table of a stage's rows: `record`, their values by name, and the verdict on each. */
export async function typeRows(
  engine: Engine,
  staged: StagedFile,
  formats: ColumnFormats,
  rates: Rates,
  into: string,
): Promise<void> {
  const contract = INPUT_CONTRACT[staged.table];
  if (stagedRows(staged) === 0) return makeWithoutRows(engine, staged, into);
  const { columns } = staged.map;
  const values = columns.map(
    (column) => `${cellValue(column, formats, rates)} AS ${typedName(staged.table, column)}`,
  );
  const absent = contract.columns
    .filter(({ name }) => !columns.some((column) => column.contract.name === name))
    .map((column) => `CAST(NULL AS ${sqlType(column)}) AS "${column.name}"`);
  const faults = rowFaults(staged, formats, rates);
  const cells = staged.scan.header.map((_, index) => `c${index}`);
  const currencies = currencyColumns(staged, rates);
  const read = [...cells, ...currencies.map(({ name }) => name)].join(", ");
  const fault = faults.map(({ when }, index) => `WHEN ${when} THEN ${index}`).join("\n");
  await engine.run(
    `CREATE TABLE ${into} AS
     SELECT * EXCLUDE (${read}), CAST(NULL AS VARCHAR) AS problem_column, CAST(NULL AS VARCHAR) AS problem,
       ${fault === "" ? "NULL" : `CASE WHEN exclusion IS NULL THEN CASE ${fault} END END`} AS fault
     FROM (
       SELECT record, ${[...values, ...absent].join(",\n")}, ${exclusionOf(staged, cells)} AS exclusion,
         ${read}
       FROM (SELECT ${["*", ...currencies.map(({ name, value }) => `${value} AS ${name}`)].join(", ")} FROM ${staged.stage}) AS rows
     ) AS cells`,
  );
  const found = await engine.rows(
    `SELECT DISTINCT fault FROM ${into} WHERE fault IS NOT NULL ORDER BY fault`,
  );
  for (const row of found) {
    const index = number(row, "fault");
    const { column = "", reason = "NULL" } = faults[index] ?? {};
    await engine.run(
      `UPDATE ${into} SET problem_column = ${literal(column)},
         problem = (SELECT ${reason} FROM ${staged.stage} AS stage WHERE stage.record = ${into}.record)
       WHERE fault = ${index}`,
    );
  }
}

/** The same table without rows: to plan how cells are read takes longer than to read those of a small file. */
async function makeWithoutRows(engine: Engine, { table, map }: StagedFile, into: string): Promise<void> {
  const further = map.columns.filter((column) => typedName(table, column) === `f${column.index}`);
  const columns = [
    ...INPUT_CONTRACT[table].columns.map((column) => `"${column.name}" ${sqlType(column)}`),
    ...further.map((column) => `f${column.index} ${sqlType(column.contract)}`),
    ...["exclusion", "problem_column", "problem"].map((name) => `${name} VARCHAR`),
  ];
  await engine.run(`CREATE TABLE ${into} (record BIGINT, ${columns.join(", ")})`);
}

function exclusionOf(staged: StagedFile, cells: readonly string[]): string {
  const empty = `WHEN coalesce(${cells.join(", ")}) IS NULL THEN 'the row is empty'`;
  const unselected =
    staged.selected === null ? "" : `WHEN NOT (${staged.selected}) THEN ${literal(staged.selectedBy)}`;
  return `CASE ${empty} ${unselected} END`;
}

function cellValue(column: MappedColumn, formats: ColumnFormats, rates: Rates): string {
  const cell = `c${column.index}`;
  const { contract, index } = column;
  const mark = formats.marks.get(index) ?? ".";
  const format = formats.dates.get(index) ?? UNSETTLED;
  switch (contract.type) {
    case "text":
      return cell;
    case "amount":
      return converted(index, amountOf(cell, mark), rates);
    case "number":
      return contract.words === undefined
        ? numberOf(cell, mark)
        : `coalesce(${numberWord(cell, contract.words)}, ${numberOf(cell, mark)})`;
    case "count":
      return countOf(cell);
    case "date":
      return dateOf(cell, format);
    case "month":
      return monthOf(cell, format);
    case "period":
      return periodOf(cell);
    case "boolean":
      return booleanOf(cell);
    case "choice":
      return contract.fallback === "other"
        ? `coalesce(${choiceOf(cell, contract.choices ?? [])}, CASE WHEN ${cell} IS NOT NULL THEN 'other' END)`
        : choiceOf(cell, contract.choices ?? []);
  }
}

/** SQL type of a column's values. */
export function sqlType(column: ColumnContract): string {
  switch (column.type) {
    case "amount":
      return "DECIMAL(18,2)";
    case "number":
    case "count":
      return "DOUBLE";
    case "date":
    case "month":
      return "DATE";
    case "boolean":
      return "BOOLEAN";
    default:
      return "VARCHAR";
  }
}
