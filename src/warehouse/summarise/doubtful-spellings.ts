import { distance } from "fastest-levenshtein";

const SHORTEST = 6;
/** A field with more values than this holds names, not categories. */
const MOST_CATEGORIES = 500;
const ISO_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const INDUSTRIES =
  "advertising aerospace agriculture automotive banking biotechnology chemicals construction consulting education " +
  "electronics employment energy engineering entertainment finance government healthcare hospitality insurance " +
  "logistics manufacturing marketing medical mining nonprofit pharmaceuticals professional publishing retail " +
  "services software technology telecommunications transportation utilities wholesale";

/**
 * Categories that look like a slip of the pen: one letter or two from a name that is known or far more frequent.
 * They are told, never changed. Gives warnings, in the order of the values.
 */
export function doubtfulSpellings(field: string, values: readonly (string | null)[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.size > MOST_CATEGORIES) return [];
  const known = knownNames(field);
  const warnings: string[] = [];
  for (const [value, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const plain = value.toLowerCase();
    if (plain.length < SHORTEST || known.some((name) => name.toLowerCase() === plain)) continue;
    const frequent = [...counts].filter(([, other]) => other >= 10 * count).map(([other]) => other);
    const meant = [...known, ...frequent].find((name) => isSlip(plain, name.toLowerCase()));
    if (meant === undefined) continue;
    warnings.push(
      `${field}: ${JSON.stringify(value)} (${count} accounts) looks like a misspelt ${JSON.stringify(meant)}`,
    );
  }
  return warnings;
}

function isSlip(value: string, name: string): boolean {
  const letters = /\d/.test(value + name) ? 0 : name.length >= 9 ? 2 : 1;
  const edits = distance(value, name);
  return edits > 0 && edits <= letters && value[0] === name[0];
}

function knownNames(field: string): string[] {
  if (field === "industry") return INDUSTRIES.split(" ");
  if (field !== "country") return [];
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const codes = [...ISO_LETTERS].flatMap((first) => [...ISO_LETTERS].map((second) => first + second));
  return codes.flatMap((code) => names.of(code) ?? []);
}
