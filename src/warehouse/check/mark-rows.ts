import { type Engine, number } from "../engine.js";
import { stagedRows } from "../read/stage-file.js";
import { literal } from "../sql.js";
import type { TypedFile } from "./type-table.js";

/** Rows to which a condition applies, of those that are neither rejected nor excluded so far. */
interface Marked {
  readonly where: string;
  /** True where only staged rows can meet the condition, which may then name their `record`. */
  readonly amongStaged?: boolean;
}

type Verdict = { readonly problem_column: string; readonly problem: string } | { readonly exclusion: string };

/** Rejects rows, for a column's sake. `column` is a header, `problem` the reason. */
export function rejectRows(
  engine: Engine,
  file: TypedFile,
  { column, problem }: { readonly column: string; readonly problem: string },
  marked: Marked,
): Promise<void> {
  return mark(engine, file, { problem_column: column, problem }, marked);
}

/** Leaves rows out, for a reason. */
export function excludeRows(
  engine: Engine,
  file: TypedFile,
  exclusion: string,
  marked: Marked,
): Promise<void> {
  return mark(engine, file, { exclusion }, marked);
}

/**
 * Gives rows a verdict. Those that were no doubtful ones are judged from then on: the others stay without columns for it.
 * Without staged rows, all that are judged have been given one.
 */
async function mark(
  engine: Engine,
  file: TypedFile,
  verdict: Verdict,
  { where, amongStaged = false }: Marked,
): Promise<void> {
  const { judged, others } = file.parts;
  const values = Object.entries(verdict).map(([column, value]) => [column, literal(value)] as const);
  if (stagedRows(file) > 0) {
    await engine.run(
      `UPDATE ${judged} SET ${values.map(([column, value]) => `${column} = ${value}`).join(", ")}
       WHERE problem IS NULL AND exclusion IS NULL AND ${where}`,
    );
  }
  if (others === null || amongStaged) return;
  const [moved] = await engine.rows(
    `INSERT INTO ${judged} BY NAME
     SELECT rowid AS record, ${others.columns}, ${values.map(([column, value]) => `${value} AS ${column}`).join(", ")}
     FROM ${others.table} WHERE NOT doubtful AND ${where}`,
  );
  if (moved === undefined || number(moved, "Count") === 0) return;
  await engine.run(
    `UPDATE ${others.table} SET doubtful = true WHERE NOT doubtful AND rowid IN (SELECT record FROM ${judged})`,
  );
}
