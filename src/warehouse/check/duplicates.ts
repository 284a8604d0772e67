import { INPUT_CONTRACT } from "../contract/input-contract.js";
import { type Engine, number } from "../engine.js";
import { partsOf } from "../read/amount-parts.js";
import { idColumn } from "../read/map-columns.js";
import { placeInWords, placeOf, sourceOf } from "../read/source-files.js";
import { stagedRows } from "../read/stage-file.js";
import { excludeRows, rejectRows } from "./mark-rows.js";
import type { TypedFile } from "./type-table.js";

/** Where at least this share of the rows has an id that another had before, a row is likely not what the id names. */
const SHARE_OF_LINES = 0.05;

const DUPLICATE = "repeats an earlier row";

/** Name of the table that holds, for a repeated id, the record that had it first. */
export function twinsOf(file: TypedFile): string {
  return `twins_${file.table}`;
}

/**
 * A later row of an id already used is excluded when all that is read of it is the same, and rejected when that differs.
 * Cells of columns that are not read tell nothing: an invoice with a row for each line repeats its total.
 */
export async function markDuplicates(engine: Engine, file: TypedFile): Promise<void> {
  const mapped = idColumn(file.table, file.map);
  // Rows whose id another may have are staged.
  if (mapped === undefined || stagedRows(file) === 0) {
    await engine.run(`CREATE TABLE ${twinsOf(file)} (record BIGINT, first BIGINT, same BOOLEAN)`);
    return;
  }
  const same = file.map.columns
    .flatMap(partsOf)
    .map(({ index }) => `later.c${index} IS NOT DISTINCT FROM earlier.c${index}`);
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

/** A warning where rows of one file have the id of a row in another that the table is read from too. */
export async function overlaps(engine: Engine, file: TypedFile): Promise<string[]> {
  const mapped = idColumn(file.table, file.map);
  if (file.sources.length === 0 || mapped === undefined) return [];
  const [row] = await engine.rows(
    `SELECT count(*) AS rows, min(record) AS record, min_by(first, record) AS first FROM ${twinsOf(file)} AS twins
     WHERE NOT (${isOfOneFile(file)})`,
  );
  const rows = row === undefined ? 0 : number(row, "rows");
  if (row === undefined || rows === 0) return [];
  const [later, earlier] = ["record", "first"].map((name) =>
    placeInWords(file, placeOf(file, number(row, name))),
  );
  return [
    `${rows} ${rows === 1 ? "row has" : "rows have"} the ${mapped.header} of a row in another of the files, such as ${later} that of ${earlier}: the exports overlap, and of each ${mapped.header} the first row counts, in order of the files' names`,
  ];
}

/** SQL: true where a twin and the row that had its id first stand in the same file. */
function isOfOneFile({ sources }: TypedFile): string {
  return sources.length === 0
    ? "true"
    : `${sourceOf("twins.record", sources)} = ${sourceOf("twins.first", sources)}`;
}

/** A warning where many transactions are cut because an earlier row has their id, as lines of one invoice have. */
export async function repeatedLines(engine: Engine, file: TypedFile, currency: string): Promise<string[]> {
  const mapped = idColumn(file.table, file.map);
  const { money } = INPUT_CONTRACT[file.table];
  if (file.table !== "transactions" || mapped === undefined || money === undefined) return [];
  if (stagedRows(file) === 0) return [];
  const [row] = await engine.rows(
    `SELECT count(*) AS rows, coalesce(sum(CASE WHEN same THEN 0 ELSE 1 END), 0) AS other,
       CAST(coalesce(sum(CASE WHEN same THEN 0 ELSE typed."${money}" END), 0) AS DOUBLE) AS money
     FROM ${twinsOf(file)} AS twins JOIN ${file.parts.judged} AS typed ON typed.record = twins.record
     WHERE ${isOfOneFile(file)}`,
  );
  const other = row === undefined ? 0 : number(row, "other");
  if (row === undefined || other === 0 || number(row, "rows") < SHARE_OF_LINES * file.scan.records) return [];
  return [
    `${other} ${other === 1 ? "row has" : "rows have"} the ${mapped.header} of an earlier row and other content, and ${other === 1 ? "is" : "are"} rejected, with ${number(row, "money").toFixed(2)} ${currency}: is it one row per line of an invoice? Then read amount from the column of the invoice's total, or let ${mapped.header} not be read as transaction_id, so that each line counts`,
  ];
}
