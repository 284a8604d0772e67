import type { Engine, EngineValue } from "../engine.js";
import { literal } from "../sql.js";
import type { TypedFile } from "./type-table.js";

/** SQL: the row is neither rejected nor excluded so far. */
export const ACCEPTED_SO_FAR = "problem IS NULL AND exclusion IS NULL";

/** Rows to which a condition applies. */
interface Marked {
  readonly where: string;
  readonly parameters?: readonly EngineValue[];
  /** True where only staged rows can meet the condition, which may then name their `record`. */
  readonly amongStaged?: boolean;
}

/** Rejects rows, for a column's sake. `column` is a header, `problem` the reason. */
export function rejectRows(
  engine: Engine,
  file: TypedFile,
  verdict: { readonly column: string; readonly problem: string },
  marked: Marked,
): Promise<void> {
  const set = `problem_column = ${literal(verdict.column)}, problem = ${literal(verdict.problem)}`;
  return mark(engine, file, set, marked);
}

/** Leaves rows out, for a reason. */
export function excludeRows(
  engine: Engine,
  file: TypedFile,
  exclusion: string,
  marked: Marked,
): Promise<void> {
  return mark(engine, file, `exclusion = ${literal(exclusion)}`, marked);
}

async function mark(
  engine: Engine,
  { parts: { judged, others } }: TypedFile,
  set: string,
  { where, parameters = [], amongStaged = false }: Marked,
): Promise<void> {
  for (const table of others === null || amongStaged ? [judged] : [others, judged]) {
    await engine.run(`UPDATE ${table} SET ${set} WHERE ${where}`, parameters);
  }
}
