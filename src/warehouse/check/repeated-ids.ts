import { type Engine, text, textOrNull } from "../engine.js";
import { literals } from "../sql.js";

/** More keys than this many that are no greater than the one before, and the file is not in the order of its ids. */
const MOST_FALLS = 1_000;

/**
 * SQL of an id's 64-bit key: the number behind as many characters as stand before the number of the file's first id,
 * else a hash. Equal ids have equal keys; some others may share one.
 */
export function idKey(cell: string, firstId: string | null): string {
  const [, before, serial] = /^(|.*[^0-9])([0-9]{1,18})$/s.exec(firstId ?? "") ?? [];
  const hashed = `CASE WHEN ${cell} IS NOT NULL THEN hash(${cell}) END`;
  if (before === undefined || serial === undefined) return hashed;
  const number = before === "" ? cell : `substr(${cell}, ${[...before].length + 1})`;
  return `coalesce(TRY_CAST(${number} AS UBIGINT), ${hashed})`;
}

/**
 * Makes a table `into` of the values of `id_key` that more than one of the rows may have: none is missing.
 *
 * Ids mostly rise along an export. Keys that rise differ from each other, so only those that stand behind a greater one
 * can be repeats; only where a file is not in the order of its ids are all keys counted, which takes many times as long.
 */
export async function gatherRepeatedKeys(engine: Engine, rows: string, into: string): Promise<void> {
  const behind = await keysBehind(engine, rows);
  await engine.run(
    behind === null
      ? `CREATE TEMP TABLE ${into} AS SELECT id_key FROM ${rows} WHERE id_key IS NOT NULL GROUP BY id_key HAVING count(*) > 1`
      : `CREATE TEMP TABLE ${into} AS SELECT DISTINCT CAST(unnest([${literals(behind)}]::VARCHAR[]) AS UBIGINT) AS id_key`,
  );
}

/** Keys no greater than one before them; null where they are many, or where several rise behind a greater one. */
async function keysBehind(engine: Engine, rows: string): Promise<string[] | null> {
  const falls = await engine.rows(
    `SELECT CAST(before AS VARCHAR) AS before, CAST(id_key AS VARCHAR) AS id_key, CAST(after AS VARCHAR) AS after
     FROM (
       SELECT id_key, lag(id_key) OVER () AS before, lead(id_key) OVER () AS after
       FROM ${rows} WHERE id_key IS NOT NULL
     ) AS keys WHERE id_key <= before LIMIT ${MOST_FALLS + 1}`,
  );
  if (falls.length > MOST_FALLS) return null;
  const behind: string[] = [];
  let greatest: bigint | null = null;
  for (const fall of falls) {
    const key = text(fall, "id_key");
    const after = textOrNull(fall, "after");
    behind.push(key);
    greatest ??= BigInt(text(fall, "before"));
    if (after === null || BigInt(after) > greatest) greatest = null;
    else if (BigInt(after) > BigInt(key)) return null;
  }
  return behind;
}
