import { type InputProblem, inputError, isInputError } from "../input-error.js";

/** What is read of each item, in order. Throws one `InputError` with the problems of all when any cannot be read. */
export async function collect<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const problems: InputProblem[] = [];
  for (const item of items) {
    try {
      results.push(await read(item));
    } catch (error) {
      if (!isInputError(error)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw inputError(...problems);
  return results;
}
