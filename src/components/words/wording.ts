import { fieldLabel } from "../../model/firmographics/field-meaning.js";

/** The text with its first letter large. */
export function sentenceCase(text: string): string {
  const [first = ""] = text;
  return first.toLocaleUpperCase("en") + text.slice(first.length);
}

/** The text without a full stop at its end, to stand within a sentence. */
export function withoutFullStop(text: string): string {
  return text.trim().replace(/\.$/, "");
}

const SMALL = [
  "no",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

/** A reason as a sentence: first letter large, full stop at the end; a file name keeps its small letter. */
export function asSentence(text: string): string {
  const plain = withoutFullStop(text);
  const [first = ""] = plain.split(" ");
  return `${first.includes(".") ? plain : sentenceCase(plain)}.`;
}

/** A count with its noun as in a sentence: "one segment", "four segments", "37 clients". */
export function counted(n: number, noun: string, format: (whole: number) => string = String): string {
  return `${SMALL[n] ?? format(n)} ${n === 1 ? noun : `${noun}s`}`;
}

/** A field of the input contract as a reader says it: "annual_revenue" → "annual revenue". */
export function fieldInWords(field: string): string {
  return fieldLabel(field);
}
