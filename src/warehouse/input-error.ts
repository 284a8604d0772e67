import { oneLine } from "./one-line.js";

/** One thing that is wrong with the inputs, said so that its reader can put it right. */
export interface InputProblem {
  /** Path as the settings or the data folder name it. */
  readonly file?: string;
  /** Physical line, 1 for the first. */
  readonly line?: number;
  readonly column?: string;
  /** Key of the settings, written `files.transactions.dateOrder`. */
  readonly key?: string;
  readonly value?: string;
  /** What would have been legal. */
  readonly expected?: string;
  /** What to do about it. */
  readonly remedy?: string;
  readonly message: string;
}

/** Thrown when the data or the settings cannot be used at all; carries every problem found. */
export interface InputError extends Error {
  readonly name: "InputError";
  readonly problems: readonly InputProblem[];
}

/** An error to throw, from one or more problems. */
export function inputError(...problems: readonly InputProblem[]): InputError {
  const error = new Error(problems.map(describeProblem).join("\n"));
  return Object.assign(error, { name: "InputError" as const, problems });
}

/** True for errors made by `inputError`. */
export function isInputError(error: unknown): error is InputError {
  return error instanceof Error && error.name === "InputError" && "problems" in error;
}

/** Where a problem lies: `targeting.yaml, line 3, currency`; null where that is not known. */
export function placeOfProblem({ file, line, column, key }: InputProblem): string | null {
  const place = [
    file,
    line === undefined ? undefined : `line ${line}`,
    column === undefined ? undefined : `column ${JSON.stringify(column)}`,
    key,
  ].filter((part) => part !== undefined);
  return place.length === 0 ? null : place.join(", ");
}

/** One line for a terminal: where, what. */
export function describeProblem(problem: InputProblem): string {
  const place = placeOfProblem(problem);
  return oneLine(place === null ? problem.message : `${place}: ${problem.message}`);
}
