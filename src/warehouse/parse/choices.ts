import { literal, literals } from "../sql.js";

export const TRUE_WORDS = ["true", "yes", "y", "1", "t", "x", "won"];
export const FALSE_WORDS = ["false", "no", "n", "0", "f", "lost"];

/** SQL: true or false of a cell, or NULL. */
export function booleanOf(cell: string): string {
  return `CASE WHEN lower(${cell}) IN (${literals(TRUE_WORDS)}) THEN true
    WHEN lower(${cell}) IN (${literals(FALSE_WORDS)}) THEN false END`;
}

/** SQL: the choice that a cell names without regard to case, spaces and underscores, or NULL. */
export function choiceOf(cell: string, choices: readonly string[]): string {
  const value = `lower(regexp_replace(${cell}, '[ _-]+', '-', 'g'))`;
  return `CASE WHEN ${cell} IN (${literals(choices)}) THEN ${cell} WHEN ${value} IN (${literals(choices)}) THEN ${value} END`;
}

/** SQL: the number that a word stands for, whatever the case of its letters, or NULL. */
export function numberWord(cell: string, words: Readonly<Record<string, number>>): string {
  const cases = Object.entries(words).map(([word, value]) => `WHEN ${literal(word)} THEN ${value}`);
  return `CASE lower(${cell}) ${cases.join(" ")} END`;
}

/** SQL: why a cell is none of the choices. */
export function choiceFault(cell: string, choices: readonly string[]): string {
  return `CASE WHEN ${cell} IS NULL THEN 'missing' ELSE ${literal(`not one of ${choices.join(", ")}`)} END`;
}
