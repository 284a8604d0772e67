import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { Engine } from "../engine.js";
import { literal } from "../sql.js";
import { headerOf, type TypedFile } from "./type-table.js";

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
     JOIN ${file.stage} AS later ON later.rowid = typed.record
     JOIN ${file.stage} AS earlier ON earlier.rowid = repeated.first
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
