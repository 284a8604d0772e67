import { csvCell } from "../../model/csv-cell.js";
import { type Cell, type Column, cellOf } from "./column.js";

/**
 * RFC 4180 text (CRLF, quotes doubled) of the rows in the order given, one line a row after the header.
 * Numbers have as many digits as they may be read with: money its cents, shares four decimals.
 * Text that a spreadsheet would run as a formula is led by an apostrophe; numbers stay numbers, missing is empty.
 */
export function toCsv<Row extends object>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const inFile = columns.filter((column) => column.only !== "screen");
  const lines = [
    inFile.map((column) =>
      csvCell(columnName(column.key) + (column.unit === undefined ? "" : `_${column.unit.toLowerCase()}`)),
    ),
  ];
  for (const row of rows) lines.push(inFile.map((column) => csvCell(plainCell(cellOf(row, column)))));
  return lines.map((cells) => `${cells.join(",")}\r\n`).join("");
}

/** From here on two decimals do. */
const LARGE = 100;

/** Rounded, and without the word joiner that keeps a minus with its amount on the screen. */
function plainCell(cell: Cell): Cell {
  if (typeof cell === "number") return Number(cell.toFixed(Math.abs(cell) < LARGE ? 4 : 2)) + 0;
  return typeof cell === "string" ? cell.replaceAll("−\u2060", "−") : cell;
}

/** The name of a column in the exports: "expectedRevenue12m" → "expected_revenue_12m". */
export function columnName(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([a-zA-Z])([0-9])/g, "$1_$2")
    .toLowerCase();
}
