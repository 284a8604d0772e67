import { format } from "d3";
import { fieldMeaning } from "./field-meaning.js";

const grouped = format(",");

/** A number as it is written in a sentence: years plain, millions and billions in words, the rest with thousands separators. */
export function numberPhrase(field: string, value: number): string {
  if (fieldMeaning(field) === "founded") return String(value);
  for (const [unit, word] of [
    [1e9, "billion"],
    [1e6, "million"],
  ] as const) {
    if (Math.abs(value) >= unit) return `${grouped(Number((value / unit).toPrecision(4)))} ${word}`;
  }
  return grouped(Number(value.toPrecision(6)));
}

/** A range in words: "200 to 1,000", "200 or more", "up to 1,000", "over 200", "under 1,000", "any". */
export function rangePhrase(
  field: string,
  range: { readonly from?: number; readonly to?: number; readonly above?: number; readonly below?: number },
): string {
  const { from, to, above, below } = range;
  if (above !== undefined || below !== undefined) {
    const bounds = [
      ...(from === undefined ? [] : [`at least ${numberPhrase(field, from)}`]),
      ...(above === undefined ? [] : [`over ${numberPhrase(field, above)}`]),
      ...(to === undefined ? [] : [`at most ${numberPhrase(field, to)}`]),
      ...(below === undefined ? [] : [`under ${numberPhrase(field, below)}`]),
    ];
    return bounds.join(" and ");
  }
  if (from !== undefined && to !== undefined) {
    return `${numberPhrase(field, from)} to ${numberPhrase(field, to)}`;
  }
  if (from !== undefined) return `${numberPhrase(field, from)} or more`;
  if (to !== undefined) return `up to ${numberPhrase(field, to)}`;
  return "any";
}
