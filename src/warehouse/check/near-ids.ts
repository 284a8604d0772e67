import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { TableName } from "../contract/table-contract.js";
import { type Engine, number, text } from "../engine.js";
import { NO_SUCH_ACCOUNT } from "./orphans.js";
import type { TypedFile } from "./type-table.js";

/** Ids that differ in case or spaces only: each is taken as it is written. */
export async function nearIds(
  engine: Engine,
  file: TypedFile,
  files: ReadonlyMap<TableName, TypedFile>,
): Promise<string[]> {
  const { id, open } = INPUT_CONTRACT[file.table];
  const ofTable =
    open && id !== undefined ? await twinIds(engine, id, `SELECT "${id}" AS id FROM ${file.accepted}`) : [];
  return [...ofTable, ...(await nearOrphans(engine, file, files))];
}

/** A warning on the ids of a query's column `id`, none of which is there twice. */
export async function twinIds(engine: Engine, column: string, ids: string): Promise<string[]> {
  const [row] = await engine.rows(
    `WITH twin AS (
       SELECT min(id) AS first, max(id) AS last, count(*) AS ids FROM (${ids}) AS named
       GROUP BY ${plainly("id")} HAVING count(*) > 1
     )
     SELECT coalesce(sum(ids), 0) AS ids, coalesce(min(first), '') AS first, coalesce(min_by(last, first), '') AS last FROM twin`,
  );
  if (row === undefined || number(row, "ids") === 0) return [];
  const [first, last] = [text(row, "first"), text(row, "last")].map((id) => JSON.stringify(id));
  return [
    `${column}: ${number(row, "ids")} ids differ from another in case or spaces only, such as ${first} and ${last}; each counts as an account of its own`,
  ];
}

async function nearOrphans(
  engine: Engine,
  file: TypedFile,
  files: ReadonlyMap<TableName, TypedFile>,
): Promise<string[]> {
  const owner = INPUT_CONTRACT[file.table].belongsTo;
  if (owner === undefined) return [];
  const isOrphan = `exclusion IS NULL AND starts_with(problem, '${NO_SUCH_ACCOUNT}')`;
  const orphans = `SELECT "${owner.column}" AS id FROM ${file.parts.judged} WHERE ${isOrphan}`;
  if ((await engine.rows(`${orphans} LIMIT 1`)).length === 0) return [];
  const listed = owner.tables
    .flatMap((table) => files.get(table) ?? [])
    .map(({ typed, table }) => `SELECT ${plainly(`"${INPUT_CONTRACT[table].id}"`)} FROM ${typed}`);
  const [row] = await engine.rows(
    `SELECT count(*) AS rows, coalesce(min(id), '') AS example FROM (${orphans}) AS orphan
     WHERE ${plainly("id")} IN (${listed.join(" UNION ALL ")})`,
  );
  const rows = row === undefined ? 0 : number(row, "rows");
  if (row === undefined || rows === 0) return [];
  return [
    `${owner.column}: ${rows === 1 ? "1 rejected row names" : `${rows} rejected rows name`} an account, such as ${JSON.stringify(text(row, "example"))}, that is listed with other case or spaces; write ids alike in all files`,
  ];
}

function plainly(id: string): string {
  return `lower(replace(${id}, ' ', ''))`;
}
