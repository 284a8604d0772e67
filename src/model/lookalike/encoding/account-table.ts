import type { Firmographics, FirmographicValue } from "../../account.js";
import type { Feature } from "../../feature.js";

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

const ACCOUNTS_AT_A_TIME = 4096;

/**
 * Lays the firmographics of several lists of accounts out by column, with one code book of levels for all of them.
 * Codes follow the text order of the levels, so that the order of the accounts does not matter. A size below zero,
 * a text that is no number in a numeric field, and an empty text are unknown.
 */
export function tabulateAccounts(
  features: readonly Feature[],
  lists: readonly (readonly { readonly firmographics: Firmographics }[])[],
): readonly AccountTable[] {
  const codes = features.map(() => new Map<string, number>());
  const codeOfValue = features.map(() => new Map<FirmographicValue | undefined, number>());
  const found = lists.map((list) => {
    const columns = features.map(() => new Float64Array(list.length));
    // Some accounts at a time: going over a million of them for each field reads memory thirty times.
    for (let start = 0; start < list.length; start += ACCOUNTS_AT_A_TIME) {
      const records = list.slice(start, start + ACCOUNTS_AT_A_TIME).map((account) => account.firmographics);
      for (const [field, feature] of features.entries()) {
        const column = columns[field]?.subarray(start, start + records.length);
        const known = codeOfValue[field];
        const ownCodes = codes[field];
        if (!column || !known || !ownCodes) continue;
        if (feature.kind === "category") readCodes(records, feature.name, known, ownCodes, column);
        else readNumbers(records, feature, column);
      }
    }
    return columns;
  });
  const levels = codes.map((own) => [...own.keys()].sort());
  const rankOfCode = levels.map((own, field) => {
    const ranks = new Float64Array(own.length);
    for (const [rank, level] of own.entries()) ranks[codes[field]?.get(level) ?? 0] = rank;
    return ranks;
  });
  return lists.map((list, at) => ({
    rowCount: list.length,
    columns: features.map((feature, field): FieldColumn => {
      const values = found[at]?.[field] ?? new Float64Array(0);
      const ranks = rankOfCode[field];
      if (feature.kind !== "category") return { feature, levels: [], values };
      for (let row = 0; row < values.length; row++) {
        const code = values[row] ?? Number.NaN;
        if (!Number.isNaN(code)) values[row] = ranks?.[code] ?? Number.NaN;
      }
      return { feature, levels: levels[field] ?? [], values };
    }),
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

/** The rows from `start` up to `end` of a table, which share its memory. */
export function tableSlice(table: AccountTable, start: number, end: number): AccountTable {
  return {
    rowCount: end - start,
    columns: table.columns.map((column) => ({ ...column, values: column.values.subarray(start, end) })),
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

/** Provisional codes of texts, in order of appearance; NaN when unknown. */
function readCodes(
  records: readonly Firmographics[],
  name: string,
  known: Map<FirmographicValue | undefined, number>,
  codes: Map<string, number>,
  column: Float64Array,
): void {
  for (let row = 0; row < records.length; row++) {
    const value = records[row]?.[name];
    const held = known.get(value);
    if (held !== undefined) column[row] = held;
    else {
      const text = textOf(value);
      const code = text === "" ? Number.NaN : (codes.get(text) ?? codes.size);
      if (text !== "") codes.set(text, code);
      known.set(value, code);
      column[row] = code;
    }
  }
}

function readNumbers(records: readonly Firmographics[], { name, kind }: Feature, column: Float64Array): void {
  const lowest = kind === "size" ? 0 : Number.NEGATIVE_INFINITY;
  for (let row = 0; row < records.length; row++) {
    const value = records[row]?.[name];
    const number = value === null || value === undefined || value === "" ? Number.NaN : Number(value);
    column[row] = Number.isFinite(number) && number >= lowest ? number : Number.NaN;
  }
}

function textOf(value: FirmographicValue | undefined): string {
  return value === null || value === undefined ? "" : String(value).trim();
}
