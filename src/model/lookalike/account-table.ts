import type { Firmographics, FirmographicValue } from "../account.js";
import type { Feature } from "../feature.js";

/** One field over the accounts of a table: a number, or the code of a level; NaN when unknown. */
export interface FieldColumn {
  readonly feature: Feature;
  readonly values: Float64Array;
  /** Texts of a category's codes, shared by all tables of a run; empty for numeric fields. */
  readonly levels: readonly string[];
}

/** Firmographics by column. */
export interface AccountTable {
  readonly rowCount: number;
  readonly columns: readonly FieldColumn[];
}

/**
 * Lays the firmographics of several lists of accounts out by column, with one code book of levels for all of them.
 * Codes follow the text order of the levels, so that the order of the accounts does not matter. A size below zero,
 * a text that is no number in a numeric field, and an empty text are unknown.
 */
export function tabulateAccounts(
  features: readonly Feature[],
  lists: readonly (readonly { readonly firmographics: Firmographics }[])[],
): readonly AccountTable[] {
  const columnsOfLists = features.map((feature) =>
    feature.kind === "category" ? categoryColumns(feature, lists) : numericColumns(feature, lists),
  );
  return lists.map((list, at) => ({
    rowCount: list.length,
    columns: columnsOfLists.map((columns) => columnAt(columns, at)),
  }));
}

/** The column of a field; a field that the table does not have is a programming error. */
export function columnOf(table: AccountTable, field: number): FieldColumn {
  const column = table.columns[field];
  if (column === undefined) throw new Error(`design: no field ${field} among ${table.columns.length}`);
  return column;
}

/** Some rows of a table, in the order given. */
export function tableRows(table: AccountTable, rows: ArrayLike<number>): AccountTable {
  return {
    rowCount: rows.length,
    columns: table.columns.map((column) => {
      const values = new Float64Array(rows.length);
      for (let at = 0; at < rows.length; at++) values[at] = column.values[rows[at] ?? 0] ?? Number.NaN;
      return { ...column, values };
    }),
  };
}

/** Rows of several tables with the same fields, one after the other. */
export function stackTables(tables: readonly AccountTable[]): AccountTable {
  const first = tables[0];
  if (first === undefined) return { rowCount: 0, columns: [] };
  const rowCount = tables.reduce((sum, table) => sum + table.rowCount, 0);
  const columns = first.columns.map((column, field) => {
    const values = new Float64Array(rowCount);
    let offset = 0;
    for (const table of tables) {
      values.set(columnOf(table, field).values, offset);
      offset += table.rowCount;
    }
    return { ...column, values };
  });
  return { rowCount, columns };
}

function columnAt(columns: readonly FieldColumn[], at: number): FieldColumn {
  const column = columns[at];
  if (column === undefined) throw new Error(`account table: no column ${at} among ${columns.length}`);
  return column;
}

function numericColumns(
  feature: Feature,
  lists: readonly (readonly { readonly firmographics: Firmographics }[])[],
): FieldColumn[] {
  return lists.map((list) => ({
    feature,
    levels: [],
    values: Float64Array.from(list, (account) => numberOf(account.firmographics[feature.name], feature)),
  }));
}

function categoryColumns(
  feature: Feature,
  lists: readonly (readonly { readonly firmographics: Firmographics }[])[],
): FieldColumn[] {
  const texts = lists.map((list) => list.map((account) => textOf(account.firmographics[feature.name])));
  const levels = [...new Set(texts.flatMap((column) => [...new Set(column)]))]
    .filter((text) => text !== "")
    .sort();
  const codes = new Map(levels.map((level, code) => [level, code]));
  return texts.map((column) => ({
    feature,
    levels,
    values: Float64Array.from(column, (text) => codes.get(text) ?? Number.NaN),
  }));
}

function numberOf(value: FirmographicValue | undefined, feature: Feature): number {
  if (value === null || value === undefined || value === "") return Number.NaN;
  const number = Number(value);
  return Number.isFinite(number) && !(feature.kind === "size" && number < 0) ? number : Number.NaN;
}

function textOf(value: FirmographicValue | undefined): string {
  return value === null || value === undefined ? "" : String(value).trim();
}
