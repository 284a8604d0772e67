import { literal } from "../sql.js";

/** The character before the cents. */
export type DecimalMark = "." | ",";

/** A currency's symbol or code, as a pattern. */
export const CURRENCY = "(?:[A-Z]{1,2}\\$|[€$£¥₹]|kr|zł|Kč|[A-Z]{3})";
const BODY = "[0-9.,](?:[0-9., '’]*[0-9.,])?";
const MINUS = "[-−]";

/** Amounts as people write them: an optional currency before or after, a minus before or after, or brackets. */
const WRITTEN = [
  `[-−+]? ?(?:${CURRENCY} ?)?${BODY}(?: ?${CURRENCY})?`,
  `${CURRENCY} ?[-−+] ?${BODY}`,
  `(?:${CURRENCY} ?)?\\( ?(?:${CURRENCY} ?)?${BODY}(?: ?${CURRENCY})? ?\\)`,
  `(?:${CURRENCY} ?)?${BODY} ?${MINUS}(?: ?${CURRENCY})?`,
].join("|");

const PLAIN = "-?[0-9]{1,13}(?:\\.[0-9]{1,2})?";
const OTHER_GROUPS = "[0-9]+|[1-9][0-9]{0,2}(?: [0-9]{3})+|[1-9][0-9]{0,2}(?:['’][0-9]{3})+";

/** Digits grouped by threes or not at all, then at most one decimal mark. */
const BODIES: Readonly<Record<DecimalMark, string>> = {
  ".": `(?:${OTHER_GROUPS}|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\\.[0-9]*)?|\\.[0-9]+`,
  ",": `(?:${OTHER_GROUPS}|[1-9][0-9]{0,2}(?:\\.[0-9]{3})+)(?:,[0-9]*)?|,[0-9]+`,
};
const WHOLE = `(?:${OTHER_GROUPS}|[1-9][0-9]{0,2}(?:[.,][0-9]{3})+)(?:[.,]0{1,2})?`;

/** Keeps amounts below 10¹³, so that sums of them stay exact to the cent. */
export const DECIMAL_TYPE = "DECIMAL(15,2)";

/** SQL: true where a cell is an amount in the commonest form, which needs no column to be read by. */
export function isPlain(cell: string): string {
  return `regexp_full_match(${cell}, ${literal(PLAIN)})`;
}

/** SQL: the same for a column of one decimal mark. */
function isPlainIn(cell: string, mark: DecimalMark): string {
  return mark === "." ? isPlain(cell) : `regexp_full_match(${cell}, '-?[0-9]{1,13}')`;
}

/** SQL: the cell with spaces of every kind as plain ones. */
function spaced(cell: string): string {
  return `regexp_replace(${cell}, '[\\x{00A0}\\x{202F}\\x{2009}\\x{2007}\\t]', ' ', 'g')`;
}

/** SQL: true where a cell is written as amounts are, whatever its decimal mark. */
export function isWritten(cell: string): string {
  return `regexp_full_match(${spaced(cell)}, ${literal(WRITTEN)})`;
}

function bodyOf(cell: string): string {
  return `rtrim(regexp_extract(${spaced(cell)}, ${literal("[0-9.,][0-9., '’]*")}))`;
}

function readsAs(cell: string, mark: DecimalMark): string {
  return `regexp_full_match(${bodyOf(cell)}, ${literal(BODIES[mark])})`;
}

function digitsOf(cell: string, mark: DecimalMark): string {
  const groups = mark === "." ? "[, ''’]" : "[. ''’]";
  const bare = `regexp_replace(${bodyOf(cell)}, '${groups}', '', 'g')`;
  return mark === "." ? bare : `replace(${bare}, ',', '.')`;
}

function signOf(cell: string): string {
  return `CASE WHEN regexp_matches(${cell}, '[-−(]') THEN -1 ELSE 1 END`;
}

/** Of what an amount is made: below 10¹³, with more places than cents, so that only the result is rounded. */
export const PART_TYPE = "DECIMAL(25,12)";

/** SQL: the number of a cell that is written as amounts are, to twelve decimal places, or NULL. */
export function partOf(cell: string, mark: DecimalMark): string {
  return `CASE WHEN ${isPlainIn(cell, mark)} THEN CAST(${cell} AS ${PART_TYPE})
    WHEN ${isWritten(cell)} AND ${readsAs(cell, mark)} THEN TRY_CAST(${digitsOf(cell, mark)} AS ${PART_TYPE}) * ${signOf(cell)} END`;
}

/**
 * SQL: the amount of a cell, as DECIMAL(18,2) rounded half away from zero, or NULL when it is none.
 * Exponents, NaN, infinities and error cells are none; nor are digits that are not grouped by threes.
 */
export function amountOf(cell: string, mark: DecimalMark): string {
  const written = `CASE WHEN ${isWritten(cell)} AND ${readsAs(cell, mark)}
    THEN TRY_CAST(${digitsOf(cell, mark)} AS ${DECIMAL_TYPE}) * ${signOf(cell)} END`;
  return `CAST(CASE WHEN ${isPlainIn(cell, mark)} THEN CAST(${cell} AS ${DECIMAL_TYPE}) ELSE ${written} END AS DECIMAL(18,2))`;
}

/** SQL: the number of a cell as DOUBLE, written as amounts are but without a limit of two decimals. */
export function numberOf(cell: string, mark: DecimalMark): string {
  return `CASE WHEN ${isPlainIn(cell, mark)} THEN CAST(${cell} AS DOUBLE)
    WHEN ${isWritten(cell)} AND ${readsAs(cell, mark)} AND length(${bodyOf(cell)}) <= 40
    THEN TRY_CAST(${digitsOf(cell, mark)} AS DOUBLE) * ${signOf(cell)} END`;
}

/** SQL: the whole number of a cell: any mark before three digits groups thousands. */
export function countOf(cell: string): string {
  const whole = `regexp_replace(regexp_replace(${spaced(cell)}, '[.,]0{1,2}$', ''), '[., ''’]', '', 'g')`;
  return `CASE WHEN regexp_full_match(${cell}, '[0-9]{1,15}') THEN CAST(${cell} AS DOUBLE)
    WHEN regexp_full_match(${spaced(cell)}, ${literal(WHOLE)}) AND length(${cell}) <= 20
    THEN TRY_CAST(${whole} AS DOUBLE) END`;
}

/** SQL: why a cell is no amount; for cells whose `amountOf` is NULL. */
export function amountFault(cell: string, mark: DecimalMark): string {
  const other: DecimalMark = mark === "." ? "," : ".";
  const nameOf = (each: DecimalMark): string => (each === "." ? "point" : "comma");
  return `CASE WHEN ${cell} IS NULL THEN 'missing'
    WHEN NOT ${isWritten(cell)} THEN 'not an amount'
    WHEN ${readsAs(cell, mark)} THEN 'too large to be an amount'
    WHEN ${readsAs(cell, other)} THEN 'written with a decimal ${nameOf(other)}, this column has a decimal ${nameOf(mark)}'
    ELSE 'not an amount: its digits are not in groups of three' END`;
}

/** SQL conditions that count the evidence for a column's decimal mark. */
export function markEvidence(cell: string): { point: string; comma: string; open: string } {
  const plainPoint = `(${isPlain(cell)} AND strpos(${cell}, '.') > 0)`;
  const odd = `NOT ${isPlain(cell)} AND ${isWritten(cell)}`;
  return {
    point: `CASE WHEN ${plainPoint} THEN true WHEN ${odd} THEN ${readsAs(cell, ".")} AND NOT ${readsAs(cell, ",")} ELSE false END`,
    comma: `CASE WHEN ${odd} THEN ${readsAs(cell, ",")} AND NOT ${readsAs(cell, ".")} ELSE false END`,
    open: `CASE WHEN ${odd} THEN ${readsAs(cell, ",")} AND ${readsAs(cell, ".")} AND regexp_matches(${cell}, '[.,]') ELSE false END`,
  };
}
