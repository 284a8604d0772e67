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
    .map(({ typed, table }) => `SELECT "${INPUT_CONTRACT[table].id}" AS listed FROM ${typed}`);
  const [row] = await engine.rows(
    `SELECT count(id) AS rows, coalesce(min(id), '') AS example, coalesce(min_by(listed, id), '') AS listed FROM (${orphans}) AS orphan
     JOIN (SELECT ${essence("listed")} AS key, min(listed) AS listed FROM (${listed.join(" UNION ALL ")}) AS ids GROUP BY key) AS known
       ON known.key = ${essence("id")}`,
  );
  const rows = row === undefined ? 0 : number(row, "rows");
  if (row === undefined || rows === 0) return [];
  const [example, known] = [text(row, "example"), text(row, "listed")].map((id) => JSON.stringify(id));
  return [
    `${owner.column}: ${rows} rejected ${rows === 1 ? "row names" : "rows name"} an account in another spelling, such as ${example} where ${known} is listed; write ids alike in all files`,
  ];
}

/**
 * What two spellings of an id share: of several with semicolons the first, of a Salesforce id of 18 characters the 15
 * before its checksum, without zeros before it or a decimal part of zeros, as spreadsheets and data frames write it.
 */
function essence(id: string): string {
  const first = `split_part(${id}, ';', 1)`;
  const unsigned = `CASE WHEN regexp_full_match(${first}, '00[0-9A-Za-z]{16}') THEN left(${first}, 15) ELSE ${first} END`;
  return `regexp_replace(regexp_replace(${plainly(unsigned)}, '^0+', ''), '[.]0+$', '')`;
}

function plainly(id: string): string {
  return `lower(replace(${id}, ' ', ''))`;
}
