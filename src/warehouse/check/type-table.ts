import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { ColumnContract, TableName } from "../contract/table-contract.js";
import { type Engine, number } from "../engine.js";
import { booleanOf, choiceFault, choiceOf } from "../parse/choices.js";
import type { ColumnFormats } from "../parse/column-formats.js";
import { type DateFormat, dateFault, dateOf, monthOf, periodOf } from "../parse/dates.js";
import { amountFault, amountOf, countOf, currencyOf, numberOf } from "../parse/money.js";
import type { MappedColumn } from "../read/map-columns.js";
import type { FileShape, StagedFile } from "../read/stage-file.js";
import { literal } from "../sql.js";
import { converted, currencyCell, type Rates, rateOf, rowCurrency } from "./row-currency.js";

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
  /** Of the staged rows, numbered by `record`. */
  readonly judged: string;
  /** Of all rows, where not all are staged, numbered by `rowid`; those that are `doubtful` do not count. */
  readonly others: string | null;
}

const UNSETTLED: DateFormat = { order: null, spreadsheetDays: false };

/** Name of a column in a typed table: that of the contract, or f and its position for a further firmographic. */
export function typedName(table: TableName, column: MappedColumn): string {
  const known = INPUT_CONTRACT[table].columns.some(({ name }) => name === column.contract.name);
  return known ? `"${column.contract.name}"` : `f${column.index}`;
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
  const { columns } = staged.map;
  const values = columns.map(
    (column) => `${cellValue(staged, column, formats, rates)} AS ${typedName(staged.table, column)}`,
  );
  const absent = contract.columns
    .filter(({ name }) => !columns.some((column) => column.contract.name === name))
    .map((column) => `CAST(NULL AS ${sqlType(column)}) AS "${column.name}"`);
  const faults = [
    ...columns.flatMap((column) => columnFault(staged, column, formats)),
    ...groupFaults(staged),
    ...currencyFaults(staged, rates),
    ...rowFaults(staged),
  ];
  const cells = staged.scan.header.map((_, index) => `c${index}`);
  const fault = faults.map(({ when }, index) => `WHEN ${when} THEN ${index}`).join("\n");
  await engine.run(
    `CREATE TABLE ${into} AS
     SELECT * EXCLUDE (${cells.join(", ")}), CAST(NULL AS VARCHAR) AS problem_column, CAST(NULL AS VARCHAR) AS problem,
       ${fault === "" ? "NULL" : `CASE WHEN exclusion IS NULL THEN CASE ${fault} END END`} AS fault
     FROM (
       SELECT record, ${[...values, ...absent].join(",\n")}, ${exclusionOf(staged, cells)} AS exclusion,
         ${cells.join(", ")}
       FROM ${staged.stage}
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

/** Why a row is rejected. `when` reads typed values and cells, `reason` cells only. */
interface Fault {
  readonly when: string;
  readonly column: string;
  readonly reason: string;
}

function exclusionOf(staged: StagedFile, cells: readonly string[]): string {
  const empty = `WHEN coalesce(${cells.join(", ")}) IS NULL THEN 'the row is empty'`;
  const unselected =
    staged.selected === null ? "" : `WHEN NOT (${staged.selected}) THEN ${literal(staged.selectedBy)}`;
  return `CASE ${empty} ${unselected} END`;
}

function cellValue(staged: StagedFile, column: MappedColumn, formats: ColumnFormats, rates: Rates): string {
  const cell = `c${column.index}`;
  const { contract, index } = column;
  const mark = formats.marks.get(index) ?? ".";
  const format = formats.dates.get(index) ?? UNSETTLED;
  switch (contract.type) {
    case "text":
      return cell;
    case "amount":
      return converted(staged, cell, amountOf(cell, mark), rates);
    case "number":
      return numberOf(cell, mark);
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

function columnFault(staged: StagedFile, column: MappedColumn, formats: ColumnFormats): Fault[] {
  const { contract, index, header } = column;
  const cell = `c${index}`;
  const value = typedName(staged.table, column);
  if (contract.fallback !== undefined || (contract.type === "text" && !contract.required)) return [];
  const bad =
    contract.type === "amount"
      ? `${amountOf(cell, formats.marks.get(index) ?? ".")} IS NULL`
      : `${value} IS NULL`;
  const when = contract.required ? bad : `${cell} IS NOT NULL AND ${bad}`;
  return [{ when, column: header, reason: faultOf(staged, column, formats) }];
}

function faultOf(staged: StagedFile, { contract, index }: MappedColumn, formats: ColumnFormats): string {
  const cell = `c${index}`;
  const missingOr = (reason: string): string =>
    `CASE WHEN ${cell} IS NULL THEN 'missing' ELSE ${literal(reason)} END`;
  switch (contract.type) {
    case "amount":
    case "number":
      return amountFault(cell, formats.marks.get(index) ?? ".");
    case "count":
      return missingOr("not a whole number");
    case "date":
    case "month":
      return dateFault(cell, formats.dates.get(index) ?? UNSETTLED, `files.${staged.table}`);
    case "period":
      return missingOr("not a period such as 2024, 2024-Q1 or 2024-03");
    case "boolean":
      return missingOr("neither yes nor no");
    case "choice":
      return choiceFault(cell, contract.choices ?? []);
    case "text":
      return staged.table === "contracts" && contract.name === "end"
        ? literal("missing")
        : missingOr("not a text");
  }
}

/** SQL conditions on typed values, beyond those of single cells, under which a row is rejected. */
export function wholeRowFaults(file: FileShape): string[] {
  return [...groupFaults(file), ...rowFaults(file)].map(({ when }) => when);
}

function groupFaults(staged: FileShape): Fault[] {
  return (INPUT_CONTRACT[staged.table].oneOf ?? []).map((group) => ({
    when: `coalesce(${group.map((name) => `CAST("${name}" AS VARCHAR)`).join(", ")}) IS NULL`,
    column: group[0] ?? "",
    reason: literal(`missing: ${group.join(" or ")}`),
  }));
}

function currencyFaults(staged: StagedFile, rates: Rates): Fault[] {
  return staged.map.columns
    .filter(({ contract }) => contract.type === "amount")
    .flatMap((column) => {
      const cell = `c${column.index}`;
      const { header } = column;
      const stated = currencyCell(staged);
      const lost = `${cell} IS NOT NULL AND ${typedName(staged.table, column)} IS NULL`;
      const unpriced = `CASE WHEN ${rateOf(staged, cell, rates)} IS NOT NULL THEN 'too large to be an amount'
        ELSE 'no exchange rate from ' || ${rowCurrency(staged, cell)} || ' to ${rates.currency}; set exchangeRates in targeting.yaml' END`;
      const unknown: Fault = { when: lost, column: header, reason: unpriced };
      if (stated === null) return [unknown];
      const when = `${currencyOf(cell)} <> upper(${stated})`;
      const reason = `'the amount names ' || ${currencyOf(cell)} || ', the currency column ' || upper(${stated})`;
      return [{ when, column: header, reason }, unknown];
    });
}

function rowFaults(staged: FileShape): Fault[] {
  if (staged.table === "contracts") {
    return [
      {
        when: `"end" < "start"`,
        column: headerOf(staged, "end"),
        reason: "'the contract ends before it starts'",
      },
      {
        when: "term_months NOT BETWEEN 1 AND 240",
        column: headerOf(staged, "term_months"),
        reason: "'a term is 1 to 240 months long'",
      },
    ];
  }
  if (staged.table === "products") {
    const reason = "'a margin is a share of the price between 0 and 1'";
    return [{ when: "margin NOT BETWEEN 0 AND 1", column: headerOf(staged, "margin"), reason }];
  }
  return [];
}

/** Header that a contract column is read from. */
export function headerOf(staged: FileShape, name: string): string {
  return staged.map.columns.find(({ contract }) => contract.name === name)?.header ?? name;
}
