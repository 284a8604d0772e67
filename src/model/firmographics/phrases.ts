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

/** A range in words: "200 to 1,000", "200 or more", "up to 1,000", "any". */
export function rangePhrase(field: string, range: { readonly from?: number; readonly to?: number }): string {
  const { from, to } = range;
  if (from !== undefined && to !== undefined) {
    return `${numberPhrase(field, from)} to ${numberPhrase(field, to)}`;
  }
  if (from !== undefined) return `${numberPhrase(field, from)} or more`;
  if (to !== undefined) return `up to ${numberPhrase(field, to)}`;
  return "any";
}
