/** What a table cell holds before it is text. */
export type CellValue = string | number | boolean | null | undefined;

/** How text begins that a spreadsheet would run as a formula, behind apostrophes that are its own. */
const START = /^(?='*[=+\-@\t\r\n\0＝＋－＠])/;

/**
 * Where a formula begins within text for a spreadsheet that parts cells elsewhere than at commas: it takes no notice of
 * the quotes around the text, and begins a cell at a semicolon, a tab or a line's end, as its list separator is.
 */
const WITHIN = /([;\t\r\n])(?=[ '"]*[=+\-@\0＝＋－＠])/g;

const STARTS_GUARDED = new RegExp(START.source.replace("(?=", "'(?="));
const GUARDED_WITHIN = new RegExp(WITHIN.source.replace("(?=", "'(?="), "g");

/**
 * One CSV cell by RFC 4180, safe to open in a spreadsheet: text that would run as a formula is led by an apostrophe,
 * also where it begins within a cell, numbers stay numbers, what is missing or not finite is empty.
 */
export function csvCell(value: CellValue): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  if (typeof value === "boolean") return String(value);
  const text = value.replace(START, "'").replaceAll(WITHIN, "$1'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text that `csvCell` made a cell of, from the cell's text without its quotes. */
export function textOfCsvCell(text: string): string {
  return text.replace(STARTS_GUARDED, "").replaceAll(GUARDED_WITHIN, "$1");
}
