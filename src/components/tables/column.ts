import type { CellValue } from "../../model/csv-cell.js";
import { twoDecimals } from "../words/two-decimals.js";

export type Cell = CellValue;

/** One column of a table, on the screen and in the downloaded file. */
export interface Column<Row extends object> {
  readonly key: string;
  readonly label: string;
  /** What the numbers are in, such as a currency: said in the header, on the screen and in the file. */
  readonly unit?: string;
  /** The value behind the cell, for sorting and the file; the row's own `key` unless told. */
  readonly value?: (row: Row) => Cell;
  /** Numbers stand right, the rest left, unless told. */
  readonly align?: "left" | "right";
  /** The value in words; never called with a missing value. */
  format?(value: Cell, row: Row): string;
  /** The cell as a node, in place of `format`. */
  readonly render?: (row: Row) => Node | string;
  /** True unless told; by the keyboard as by the mouse. */
  readonly sortable?: boolean;
  /** Words that are not to be squeezed into a narrow column; a narrow screen scrolls instead. */
  readonly wide?: boolean;
  /** A column of the screen alone (a drawing) or of the file alone (an id). */
  readonly only?: "screen" | "file";
}

/** The value of a row in a column; lists become text joined by "; ". */
export function cellOf<Row extends object>(row: Row, column: Column<Row>): Cell {
  const value: unknown = column.value ? column.value(row) : Reflect.get(row, column.key);
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return Array.isArray(value) ? value.map(String).join("; ") : JSON.stringify(value);
}

/** The header of a column: its label, and what its numbers are in. */
export function headerOf<Row extends object>({ label, unit }: Column<Row>): string {
  return unit === undefined ? label : `${label}, ${unit}`;
}

/** The cell in words: formatted, a number that nobody formats to two decimals at most, or a dash where the value is missing. */
export function cellText<Row extends object>(row: Row, column: Column<Row>): string {
  const value = cellOf(row, column);
  if (value === null || value === undefined || value === "" || Number.isNaN(value)) return "–";
  if (column.format) return column.format(value, row);
  if (typeof value === "number" && !Number.isInteger(value)) return twoDecimals(value);
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}
