import { INPUT_CONTRACT } from "../contract/input-contract.js";
import { type Engine, number, numberOrNull } from "../engine.js";
import { idColumn } from "../read/map-columns.js";
import type { FileShape } from "../read/stage-file.js";
import type { TypedFile } from "./type-table.js";

/** Equal rows here and there are the business of some; this share of the rows or of the money is asked about. */
const SHARE_ANYWHERE = 0.1;
/** So is this one where it comes from days (or months) of which every row is there again, as in exports that overlap. */
const SHARE_OF_WHOLE_DAYS = 0.01;

/** True when nothing but their cells can tell that rows with money are there twice. */
export function tellsRepeatedRows({ table, map }: FileShape): boolean {
  return INPUT_CONTRACT[table].money !== undefined && idColumn(table, map) === undefined;
}

/** SQL of a row's key, of 64 bits: rows with the same text in each cell of the file have the same. */
export function rowKey({ scan }: FileShape): string {
  return `hash(${scan.header.map((_, index) => `c${index}`).join(", ")})`;
}

/**
 * A warning where accepted rows without an id are the same in all cells as an earlier one, as after an export was
 * joined twice. They count all the same: nothing says that they are not business of their own.
 */
export async function repeatedRows(engine: Engine, file: TypedFile, currency: string): Promise<string[]> {
  if (!tellsRepeatedRows(file)) return [];
  const { money, datedBy, id } = INPUT_CONTRACT[file.table];
  const { judged, others } = file.parts;
  const values = `"${money}" AS money, ${datedBy === undefined ? "NULL" : `"${datedBy}"`} AS day`;
  const unstaged =
    others === null ? "" : `UNION ALL SELECT row_key, ${values} FROM ${others.table} WHERE NOT doubtful`;
  const [row] = await engine.rows(
    `WITH keyed AS (
       SELECT ${rowKey(file)} AS row_key, ${values}
       FROM ${judged} AS typed JOIN ${file.stage} AS stage ON stage.record = typed.record
       WHERE problem IS NULL AND exclusion IS NULL ${unstaged}
     ), alike AS (
       SELECT day, money, count(*) AS rows FROM keyed GROUP BY row_key, day, money
     ), days AS (
       SELECT min(rows) > 1 AS whole, sum(rows) AS rows, sum(rows - 1) AS repeated, sum((rows - 1) * money) AS money,
         sum(rows * abs(money)) AS size, sum((rows - 1) * abs(money)) AS repeated_size
       FROM alike GROUP BY day
     )
     SELECT sum(rows) AS rows, coalesce(sum(repeated), 0) AS repeated, CAST(coalesce(sum(money), 0) AS DOUBLE) AS money,
       CAST(greatest(sum(repeated) / sum(rows), sum(repeated_size) / nullif(sum(size), 0)) AS DOUBLE) AS share,
       CAST(greatest(sum(repeated) FILTER (WHERE whole) / sum(rows),
         sum(repeated_size) FILTER (WHERE whole) / nullif(sum(size), 0)) AS DOUBLE) AS whole_share
     FROM days`,
  );
  const share = row === undefined ? null : numberOrNull(row, "share");
  const wholeShare = row === undefined ? null : numberOrNull(row, "whole_share");
  if (row === undefined || share === null) return [];
  if (!(share >= SHARE_ANYWHERE || (wholeShare ?? 0) >= SHARE_OF_WHOLE_DAYS)) return [];
  const [rows, repeated] = [number(row, "rows"), number(row, "repeated")];
  const cure = id === undefined ? "Remove what is there twice" : `Remove what is there twice, or map ${id}`;
  return [
    `${repeated} of ${rows} rows are the same in every cell as an earlier row, and count, with ${number(row, "money").toFixed(2)} ${currency}: was something exported twice? ${cure}`,
  ];
}
