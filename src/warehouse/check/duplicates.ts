import type { Engine } from "../engine.js";
import { idColumn } from "../read/map-columns.js";
import { excludeRows, rejectRows } from "./mark-rows.js";
import type { TypedFile } from "./type-table.js";

const DUPLICATE = "repeats an earlier row";

/** Name of the table that holds, for a repeated id, the record that had it first. */
export function twinsOf(file: TypedFile): string {
  return `twins_${file.table}`;
}

/** A later row of an id already used is excluded when its cells are the same, and rejected when they differ. */
export async function markDuplicates(engine: Engine, file: TypedFile): Promise<void> {
  const mapped = idColumn(file.table, file.map);
  if (mapped === undefined) {
    await engine.run(`CREATE TABLE ${twinsOf(file)} (record BIGINT, first BIGINT, same BOOLEAN)`);
    return;
  }
  const cells = file.scan.header.map((_, index) => index);
  const same = cells.map((index) => `later.c${index} IS NOT DISTINCT FROM earlier.c${index}`);
  const cell = `c${mapped.index}`;
  await engine.run(
    `CREATE TABLE ${twinsOf(file)} AS
     WITH used AS (
       SELECT stage.* FROM ${file.stage} AS stage JOIN ${file.parts.judged} AS typed ON typed.record = stage.record
       WHERE stage.${cell} IS NOT NULL AND typed.problem IS NULL AND typed.exclusion IS NULL
     ), repeated AS (
       SELECT ${cell} AS id, min(record) AS first FROM used GROUP BY ${cell} HAVING count(*) > 1
     )
     SELECT later.record, repeated.first, ${same.join(" AND ")} AS same
     FROM repeated JOIN used AS later ON later.${cell} = repeated.id AND later.record > repeated.first
     JOIN used AS earlier ON earlier.record = repeated.first`,
  );
  const twins = (same: string): string => `record IN (SELECT record FROM ${twinsOf(file)} WHERE ${same})`;
  await excludeRows(engine, file, DUPLICATE, { where: twins("same"), amongStaged: true });
  await rejectRows(
    engine,
    file,
    { column: mapped.header, problem: "used before with other content" },
    { where: twins("NOT same"), amongStaged: true },
  );
}
