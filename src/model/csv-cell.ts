/** What a table cell holds before it is text. */
export type CellValue = string | number | boolean | null | undefined;

/**
 * One CSV cell by RFC 4180, safe to open in a spreadsheet: text that would run as a formula is led by an apostrophe,
 * numbers stay numbers, what is missing or not finite is empty.
 */
export function csvCell(value: CellValue): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  if (typeof value === "boolean") return String(value);
  const text = /^[=+\-@\t\r\n\0＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
