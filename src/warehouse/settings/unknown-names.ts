import { didYouMean } from "./nearest-name.js";

/** Of the names that settings use those that `known` lacks, in quotes and with the nearest known one; `same` is what of a name is compared. */
export function unknownNames(
  named: readonly string[],
  known: readonly string[],
  same: (name: string) => string = (name) => name,
): string[] {
  const keys = new Set(known.map(same));
  return named
    .filter((name) => !keys.has(same(name)))
    .map((name) => `${JSON.stringify(name)}${didYouMean(name, known)}`);
}
