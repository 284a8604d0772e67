import { literal } from "../sql.js";

/** The order of day and month where a date leaves it open. */
export type DayOrder = "dmy" | "mdy";

export interface DateFormat {
  /** null: no value of the column leaves it open. */
  readonly order: DayOrder | null;
  /** Five digits are days since 1899-12-30, as spreadsheets count. */
  readonly spreadsheetDays: boolean;
}

/** That of a column none of whose values leaves anything open. */
export const UNSETTLED: DateFormat = { order: null, spreadsheetDays: false };

const ISO = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
const TIME =
  ",?[T ]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)? ?([AaPp][Mm])? ?(Z|[A-Z]{3,4}|[-+][0-9]{2}(:?[0-9]{2})?)?$";
const YEAR_FIRST = "([0-9]{4})([-/.])([0-9]{1,2})[-/.]([0-9]{1,2})";
const COMPACT = "([0-9]{4})([0-9]{2})([0-9]{2})";
const NUMBERS = "([0-9]{1,2})[-/.] ?([0-9]{1,2})[-/.] ?([0-9]{4})";
const MONTHS =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const DAY_NAMED = `([0-9]{1,2})[. -]+(?i:(${MONTHS}))[., -]+([0-9]{4})`;
const NAMED_DAY = `(?i:(${MONTHS}))[. ]+([0-9]{1,2}),? +([0-9]{4})`;
const SERIAL = "[2-5][0-9]{4}";
const MONTH_FIRST = "([0-9]{1,2})[-/.]([0-9]{4})";
const YEAR_MONTH = "([0-9]{4})[-/.]?([0-9]{2})";
const NAMED_MONTH = `(?i:(${MONTHS}))[. -]+([0-9]{4})`;

/** SQL: the cell without its time of day. */
function dayPart(cell: string): string {
  return `regexp_replace(${cell}, ${literal(TIME)}, '')`;
}

function matches(value: string, pattern: string): string {
  return `regexp_full_match(${value}, ${literal(pattern)})`;
}

function part(value: string, pattern: string, group: number): string {
  return `regexp_extract(${value}, ${literal(`^${pattern}$`)}, ${group})`;
}

function day(year: string, month: string, dayOfMonth: string): string {
  return `TRY_CAST(${year} || '-' || ${month} || '-' || ${dayOfMonth} AS DATE)`;
}

function monthNumber(name: string): string {
  return `CAST((strpos('janfebmaraprmayjunjulaugsepoctnovdec', lower(substr(${name}, 1, 3))) + 2) // 3 AS VARCHAR)`;
}

function reorder(
  value: string,
  pattern: string,
  [year, month, date]: readonly [number, number, number],
): string {
  return day(part(value, pattern, year), part(value, pattern, month), part(value, pattern, date));
}

/** SQL: the date of a cell before its year is looked at; NULL when it is none. A time of day is left out. */
function anyDateOf(cell: string, format: DateFormat): string {
  const value = dayPart(cell);
  const named = (pattern: string, name: number, date: number): string =>
    day(part(value, pattern, 3), monthNumber(part(value, pattern, name)), part(value, pattern, date));
  const branches = [
    `WHEN ${matches(cell, ISO)} THEN TRY_CAST(${cell} AS DATE)`,
    `WHEN ${matches(value, YEAR_FIRST)} THEN ${reorder(value, YEAR_FIRST, [1, 3, 4])}`,
    `WHEN ${matches(value, COMPACT)} THEN ${reorder(value, COMPACT, [1, 2, 3])}`,
    `WHEN ${matches(value, NUMBERS)} THEN ${reorder(value, NUMBERS, format.order === "mdy" ? [3, 1, 2] : [3, 2, 1])}`,
    `WHEN ${matches(value, DAY_NAMED)} THEN ${named(DAY_NAMED, 2, 1)}`,
    `WHEN ${matches(value, NAMED_DAY)} THEN ${named(NAMED_DAY, 1, 2)}`,
  ];
  if (format.spreadsheetDays) {
    branches.push(`WHEN ${matches(value, `${SERIAL}(?:\\.[0-9]+)?`)}
      THEN DATE '1899-12-30' + TRY_CAST(substr(${value}, 1, 5) AS INTEGER)`);
  }
  return `CASE ${branches.join("\n")} END`;
}

function inRange(date: string): string {
  return `CASE WHEN ${date} BETWEEN DATE '1970-01-01' AND DATE '2100-12-31' THEN ${date} END`;
}

/** SQL: the date of a cell, from 1970 to 2100, or NULL. */
export function dateOf(cell: string, format: DateFormat): string {
  return inRange(anyDateOf(cell, format));
}

/** SQL: the first day of the month that a cell names, or of the date that it holds. */
export function monthOf(cell: string, format: DateFormat): string {
  const month = `CASE WHEN ${matches(cell, YEAR_MONTH)}
      THEN ${day(part(cell, YEAR_MONTH, 1), part(cell, YEAR_MONTH, 2), "'01'")}
    WHEN ${matches(cell, MONTH_FIRST)}
      THEN ${day(part(cell, MONTH_FIRST, 2), part(cell, MONTH_FIRST, 1), "'01'")}
    WHEN ${matches(cell, NAMED_MONTH)}
      THEN ${day(part(cell, NAMED_MONTH, 2), monthNumber(part(cell, NAMED_MONTH, 1)), "'01'")}
    ELSE CAST(date_trunc('month', ${anyDateOf(cell, format)}) AS DATE) END`;
  return inRange(month);
}

/** SQL: a period as 2024, 2024-Q1 or 2024-03, or NULL. */
export function periodOf(cell: string): string {
  const value = `upper(replace(${cell}, ' ', ''))`;
  const quarter = "([0-9]{4})[-/.]?(Q[1-4])";
  return `CASE WHEN ${matches(value, "(?:19[7-9][0-9]|20[0-9]{2})")} THEN ${value}
    WHEN ${matches(value, quarter)} THEN ${part(value, quarter, 1)} || '-' || ${part(value, quarter, 2)}
    WHEN ${matches(value, "(Q[1-4])[-/.]?([0-9]{4})")}
      THEN ${part(value, "(Q[1-4])[-/.]?([0-9]{4})", 2)} || '-' || ${part(value, "(Q[1-4])[-/.]?([0-9]{4})", 1)}
    WHEN ${matches(value, "[0-9]{4}-(?:0[1-9]|1[0-2])")} THEN ${value} END`;
}

/** SQL: why a cell is no date; for cells whose `dateOf` is NULL. */
export function dateFault(cell: string, format: DateFormat, fileKey: string): string {
  const value = dayPart(cell);
  const known = [YEAR_FIRST, COMPACT, NUMBERS, DAY_NAMED, NAMED_DAY]
    .map((each) => matches(value, each))
    .join(" OR ");
  const swapped =
    format.order === "mdy" ? reorder(value, NUMBERS, [3, 2, 1]) : reorder(value, NUMBERS, [3, 1, 2]);
  const order = format.order === "mdy" ? "month before day" : "day before month";
  return `CASE WHEN ${cell} IS NULL THEN 'missing'
    WHEN ${anyDateOf(cell, format)} IS NOT NULL THEN 'the year lies outside 1970 to 2100'
    WHEN ${matches(value, NUMBERS)} AND ${swapped} IS NOT NULL THEN 'not a date with ${order}, as the column has it'
    WHEN ${known} THEN 'no such day in the calendar'
    WHEN ${matches(value, `${SERIAL}(?:\\.[0-9]+)?`)}
      THEN ${literal(`not a date; for a spreadsheet day number set dateOrder: excel under ${fileKey}`)}
    WHEN ${matches(value, `[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}|[0-9]{1,2}[. -]+(?i:(?:${MONTHS}))[., -]+[0-9]{2}`)}
      THEN 'not a date: the year has two digits'
    WHEN ${matches(value, "[0-9]{1,2}[. -]+[\\p{L}]+[., -]+[0-9]{4}")} THEN 'not a date: names of months are read in English only'
    ELSE 'not a date' END`;
}

/** SQL conditions that count the evidence for a column's order of day and month. */
export function orderEvidence(cell: string): { dayFirst: string; monthFirst: string; open: string } {
  const value = dayPart(cell);
  const first = `TRY_CAST(${part(value, NUMBERS, 1)} AS INTEGER)`;
  const second = `TRY_CAST(${part(value, NUMBERS, 2)} AS INTEGER)`;
  const when = (condition: string): string =>
    `CASE WHEN ${matches(cell, ISO)} THEN false WHEN ${matches(value, NUMBERS)} THEN ${condition} ELSE false END`;
  return {
    dayFirst: when(`${first} BETWEEN 13 AND 31 AND ${second} BETWEEN 1 AND 12`),
    monthFirst: when(`${second} BETWEEN 13 AND 31 AND ${first} BETWEEN 1 AND 12`),
    open: when(`${first} BETWEEN 1 AND 12 AND ${second} BETWEEN 1 AND 12 AND ${first} <> ${second}`),
  };
}
