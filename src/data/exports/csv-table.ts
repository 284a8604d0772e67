import { type CellValue, csvCell } from "../../model/csv-cell.js";

/** A CSV file from its column names and rows: RFC 4180, a header line, CRLF line ends; a cell that a row lacks is empty. */
export function csvTable<Column extends string>(
  columns: readonly Column[],
  rows: Iterable<Readonly<Partial<Record<Column, CellValue>>>>,
): string {
  const lines = [columns.join(",")];
  for (const row of rows) lines.push(columns.map((column) => csvCell(row[column])).join(","));
  return `${lines.join("\r\n")}\r\n`;
}
