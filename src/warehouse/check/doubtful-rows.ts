import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { boolean, type Engine, number } from "../engine.js";
import { pickRecords } from "../read/pick-records.js";
import {
  cellsOf,
  type OpenedFile,
  rowsOfFile,
  type StagedFile,
  stageOf,
  stageRowsOf,
} from "../read/stage-file.js";
import { typedName } from "./column-names.js";
import { mayRepeat } from "./repeated-ids.js";

/** More doubtful rows than this many, and than this share, and a file is not read by its common forms. */
const DOUBTFUL_ROWS = 1_000;
const DOUBTFUL_SHARE = 0.05;

/** Records that are read a second time to see that the engine kept them in order. */
const WITNESSES = 64;

const LINE_END = Buffer.from("\n");

/**
 * Stages the doubtful rows, and those whose id another row has, which are doubtful from here on. Null where they are too
 * many, or where they or some witnesses between have another text in the file than the typed row of their number.
 */
export async function stageDoubtful(
  engine: Engine,
  opened: OpenedFile,
  rows: string,
  currency: string | null,
  scratchFolder: string,
): Promise<StagedFile | null> {
  const { table, scan } = opened;
  const [counted] = await engine.rows(`SELECT count(*) AS rows FROM ${rows} WHERE doubtful`);
  const most = Math.max(DOUBTFUL_ROWS, Math.ceil(DOUBTFUL_SHARE * scan.records));
  if (counted === undefined || number(counted, "rows") > most) return null;
  const picks = `(doubtful OR rowid % ${Math.max(1, Math.floor(scan.records / WITNESSES))} = 0)`;
  const repeated = mayRepeat(opened, rows);
  if (repeated !== null) {
    await engine.run(`UPDATE ${rows} SET doubtful = true WHERE NOT doubtful AND ${repeated}`);
  }
  const found = await engine.rows(
    `SELECT rowid AS record, doubtful FROM ${rows} WHERE ${picks}
     ORDER BY record LIMIT ${2 * most + 2 * WITNESSES}`,
  );
  if (found.length >= 2 * most + 2 * WITNESSES) return null;
  const records = found.map((row) => number(row, "record"));
  const picked = await pickRecords(opened.path, scan, records);
  const copy = join(scratchFolder, `${table}-doubtful.csv`);
  const lines = picked.flatMap((bytes, index) => [
    Buffer.from(`${records[index]}${scan.delimiter}`),
    bytes,
    LINE_END,
  ]);
  // The engine takes the first line end that it meets for that of the file: without a header, one inside a cell.
  const header = ["record", ...scan.header.map((_, index) => `c${index}`)].join(scan.delimiter);
  await writeFile(copy, Buffer.concat([Buffer.from(header), LINE_END, ...lines]));
  await engine.run(
    `CREATE TABLE ${stageRowsOf(table)} AS SELECT CAST(c0 AS BIGINT) AS record, ${cellsOf(opened, 1).join(", ")}
     FROM ${rowsOfFile(copy, scan.header.length + 1, scan.delimiter)}`,
  );
  if (!(await areInOrder(engine, opened, `(SELECT rowid AS record, * FROM ${rows} WHERE ${picks})`)))
    return null;
  const witnesses = found.filter((row) => !boolean(row, "doubtful")).map((row) => number(row, "record"));
  await engine.run(`DELETE FROM ${stageRowsOf(table)} WHERE record IN (${witnesses.join(", ") || "NULL"})`);
  const stage = stageOf(table);
  await engine.run(`CREATE VIEW ${stage} AS SELECT * FROM ${stageRowsOf(table)}`);
  const staged = records.length - witnesses.length;
  return { ...opened, stage, unstaged: { rows: scan.records - staged, currency } };
}

/** True when the staged rows have the text in the file that those of a query of typed ones have, record by record. */
async function areInOrder(engine: Engine, { table, map }: OpenedFile, typedRows: string): Promise<boolean> {
  const texts = map.columns.filter(
    ({ contract: { type, checkedOnly } }) => type === "text" && checkedOnly !== true,
  );
  const differs = texts.map(
    (column) => `typed.${typedName(table, column)} IS DISTINCT FROM stage.c${column.index}`,
  );
  const found = await engine.rows(
    `SELECT stage.record FROM ${stageRowsOf(table)} AS stage
     LEFT JOIN ${typedRows} AS typed ON typed.record = stage.record
     WHERE ${["typed.record IS NULL", ...differs].join(" OR ")} LIMIT 1`,
  );
  return found.length === 0;
}
