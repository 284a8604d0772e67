import { INPUT_CONTRACT } from "../contract/input-contract.js";
import { type Engine, number } from "../engine.js";
import { idColumn } from "../read/map-columns.js";
import type { FileShape } from "../read/stage-file.js";
import type { TypedFile } from "./type-table.js";

/** Equal rows are the business of some; from this share of the rows or of the money on they are asked about. */
const SHARE_TOLD = 0.01;

/** True when nothing but their cells can tell that rows with money are there twice. */
export function tellsRepeatedRows({ table, map }: FileShape): boolean {
  return INPUT_CONTRACT[table].money !== undefined && idColumn(table, map) === undefined;
}

/** SQL of a row's key, of 64 bits: rows with the same text in each cell of the file have the same. */
export function rowKey({ scan }: FileShape): string {
  return `hash(${scan.header.map((_, index) => `c${index}`).join(", ")})`;
}

/**
 * A warning where rows without an id are the same in all cells as an earlier one, as after an export was joined twice.
 * They count, since nothing says that they are not business of its own.
 */
export async function repeatedRows(engine: Engine, file: TypedFile): Promise<string[]> {
  if (!tellsRepeatedRows(file)) return [];
  const { judged, others } = file.parts;
  const money = `"${INPUT_CONTRACT[file.table].money}"`;
  const unstaged =
    others === null ? "" : `UNION ALL SELECT row_key, ${money} FROM ${others.table} WHERE NOT doubtful`;
  const [row] = await engine.rows(
    `WITH keyed (row_key, money) AS (
       SELECT ${rowKey(file)}, typed.${money} FROM ${judged} AS typed JOIN ${file.stage} AS stage ON stage.record = typed.record
       WHERE typed.problem IS NULL AND typed.exclusion IS NULL ${unstaged}
     ), alike AS (
       SELECT count(*) AS rows, sum(money) AS money, sum(abs(money)) AS size FROM keyed GROUP BY row_key
     )
     SELECT sum(rows) AS rows, coalesce(sum(rows - 1), 0) AS repeated, coalesce(sum(money * (rows - 1) / rows), 0) AS money,
       coalesce(sum(size * (rows - 1) / rows), 0) >= ${SHARE_TOLD} * sum(size) AS is_much_money
     FROM alike`,
  );
  return [];
}
