/** What a table cell holds before it is text. */
export type CellValue = string | number | boolean | null | undefined;

/** How text begins that a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r\n\0＝＋－＠]/;

/**
 * One CSV cell by RFC 4180, safe to open in a spreadsheet: text that would run as a formula is led by an apostrophe,
 * numbers stay numbers, what is missing or not finite is empty.
 */
export function csvCell(value: CellValue): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  if (typeof value === "boolean") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text that `csvCell` made a cell of, from the cell's text without its quotes. */
export function textOfCsvCell(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}
