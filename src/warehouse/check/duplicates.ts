import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { Engine } from "../engine.js";
import { literal } from "../sql.js";
import { headerOf, type TypedFile, typePlainRows } from "./type-table.js";

const DUPLICATE = "repeats an earlier row";

/** Name of the table that holds, for a repeated id, the record that had it first. */
export function twinsOf(file: TypedFile): string {
  return `twins_${file.table}`;
}

/** A later row of an id already used is excluded when its cells are the same, and rejected when they differ. */
export async function markDuplicates(engine: Engine, file: TypedFile): Promise<void> {
  const id = INPUT_CONTRACT[file.table].id;
  const mapped = file.map.columns.find(({ contract }) => contract.name === id);
  if (id === undefined || mapped === undefined) {
    await engine.run(`CREATE TABLE ${twinsOf(file)} (record BIGINT, first BIGINT, same BOOLEAN)`);
    return;
  }
  await typeRepeatedIds(engine, file);
  const same = file.scan.header.map((_, index) => `later.c${index} IS NOT DISTINCT FROM earlier.c${index}`);
  await engine.run(
    `CREATE TABLE ${twinsOf(file)} AS
     SELECT typed.record, repeated.first, ${same.join(" AND ")} AS same
     FROM ${file.typed} AS typed
     JOIN (
       SELECT "${id}" AS id, min(record) AS first FROM ${file.typed}
       WHERE "${id}" IS NOT NULL AND problem IS NULL AND exclusion IS NULL
       GROUP BY "${id}" HAVING count(*) > 1
     ) AS repeated ON typed."${id}" = repeated.id AND typed.record > repeated.first
     JOIN ${file.stage} AS later ON later.${file.record} = typed.record
     JOIN ${file.stage} AS earlier ON earlier.${file.record} = repeated.first
     WHERE typed.problem IS NULL AND typed.exclusion IS NULL`,
  );
  await engine.run(
    `UPDATE ${file.typed} SET exclusion = ${literal(DUPLICATE)}
     WHERE record IN (SELECT record FROM ${twinsOf(file)} WHERE same)`,
  );
  await engine.run(
    `UPDATE ${file.typed} SET problem_column = ${literal(headerOf(file, id))}, problem = 'used before with other content'
     WHERE record IN (SELECT record FROM ${twinsOf(file)} WHERE NOT same)`,
  );
}

/**
 * Reads the plain rows whose id may occur twice in the general way. Keys are first counted by blocks of 32 numbers,
 * since consecutive numbers fill few blocks: a block with fewer different keys than rows repeats one.
 */
async function typeRepeatedIds(engine: Engine, file: TypedFile): Promise<void> {
  const { plain, typed, table } = file;
  const id = INPUT_CONTRACT[table].id;
  if (plain === null || plain.idKeyOf === null) return;
  const keys = `SELECT id_key FROM ${plain.table} WHERE NOT moved AND id_key IS NOT NULL
    UNION ALL SELECT ${plain.idKeyOf(`"${id}"`)} FROM ${typed}
    WHERE "${id}" IS NOT NULL AND problem IS NULL AND exclusion IS NULL`;
  await engine.run(
    `CREATE TABLE repeated_keys AS
     SELECT id_key FROM (${keys}) AS keys
     WHERE id_key >> 5 IN (
       SELECT block FROM (
         SELECT id_key >> 5 AS block, count(*) AS rows, bit_count(bit_or(CAST(1 AS BIGINT) << (id_key & 31))) AS different
         FROM (${keys}) AS keys GROUP BY 1
       ) AS blocks WHERE different < rows
     )
     GROUP BY id_key HAVING count(*) > 1`,
  );
  await typePlainRows(engine, file, "id_key IN (SELECT id_key FROM repeated_keys)");
  await engine.run("DROP TABLE repeated_keys");
}
