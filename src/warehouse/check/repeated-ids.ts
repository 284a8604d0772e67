import { idColumn } from "../read/map-columns.js";
import type { FileShape, OpenedFile } from "../read/stage-file.js";

/** True when repeated ids must be found among the keys of all: the file has ids, and they are in no order. */
export function isKeyed(file: FileShape): boolean {
  return file.scan.ids === null && idColumn(file.table, file.map) !== undefined;
}

/** SQL of an id's key, of 64 bits. Equal ids have equal keys; some others may share one. */
export function idKey(cell: string): string {
  return `CASE WHEN ${cell} IS NOT NULL THEN hash(${cell}) END`;
}

/** SQL condition of rows that may share their id with another: none that does is left out; null: there are none. */
export function mayRepeat(file: OpenedFile, rows: string): string | null {
  if (file.repeated !== null && file.repeated.length > 0)
    return `rowid IN (SELECT unnest([${file.repeated.join(", ")}]::BIGINT[]))`;
  if (!isKeyed(file)) return null;
  return `id_key IN (SELECT id_key FROM ${rows} WHERE id_key IS NOT NULL GROUP BY id_key HAVING count(*) > 1)`;
}
