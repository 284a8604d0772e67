import { bisectLeft } from "d3";
import { cellOf } from "./header.js";
import { type IdOrder, keyOf } from "./id-order.js";
import { pickRecords } from "./pick-records.js";
import { type FileScan, RECORDS_A_STRETCH } from "./scan-file.js";

/**
 * Records that share their id with another, in rising order, of a file whose ids mostly follow their number.
 *
 * Ids that are beyond all before them differ from each other, so that of two equal ones at least one is a stray,
 * and the order tells in which stretch its twin must stand.
 */
export async function recordsOfRepeatedIds(path: string, scan: FileScan, order: IdOrder): Promise<number[]> {
  const strayIds = await idsOf(path, scan, order.column, order.strays);
  const wanted = new Set(order.strays);
  for (const id of strayIds) {
    const stretch = bisectLeft(order.furthest, keyOf(id, order)) - 1;
    const from = Math.max(0, stretch) * RECORDS_A_STRETCH;
    const to = Math.min(from + RECORDS_A_STRETCH, scan.records);
    for (let record = from; record < to; record += 1) wanted.add(record);
  }
  const records = [...wanted].sort((a, b) => a - b);
  const ids = await idsOf(path, scan, order.column, records);
  const times = new Map<string, number>();
  for (const id of ids) if (id !== "") times.set(id, (times.get(id) ?? 0) + 1);
  return records.filter((_, index) => (times.get(ids[index] ?? "") ?? 0) > 1);
}

async function idsOf(
  path: string,
  scan: FileScan,
  column: number,
  records: readonly number[],
): Promise<string[]> {
  const picked = await pickRecords(path, scan, records);
  return picked.map((bytes) => cellOf(bytes.toString("utf8"), scan.delimiter, column));
}
