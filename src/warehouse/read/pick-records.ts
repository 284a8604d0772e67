import { open } from "node:fs/promises";
import { recordScanner } from "./record-scanner.js";
import { type FileScan, RECORDS_A_STRETCH } from "./scan-file.js";

/**
 * The bytes of some records of a clean file, given by number in rising order, without their line ends.
 * Only the stretches of the file that they stand in are read.
 */
export async function pickRecords(
  path: string,
  scan: FileScan,
  wanted: readonly number[],
): Promise<Buffer[]> {
  const handle = await open(path);
  try {
    const picked: Buffer[] = [];
    if (!((wanted.at(-1) ?? -1) < scan.records)) throw new Error(`there are only ${scan.records} records`);
    let at = 0;
    while (at < wanted.length) {
      const before = at;
      const stretch = Math.floor((wanted[at] ?? 0) / RECORDS_A_STRETCH);
      const bytes = await readStretch(handle, scan, stretch);
      let record = stretch * RECORDS_A_STRETCH;
      const scanner = recordScanner(scan.delimiter.charCodeAt(0), 0, ({ start, end }) => {
        if (record === wanted[at]) {
          picked.push(bytes.subarray(start, end));
          at += 1;
        }
        record += 1;
      });
      scanner.push(bytes);
      scanner.end();
      if (at === before) throw new Error(`${path}: no record ${String(wanted[at])}, or not in rising order`);
    }
    return picked;
  } finally {
    await handle.close();
  }
}

async function readStretch(
  handle: Awaited<ReturnType<typeof open>>,
  scan: FileScan,
  stretch: number,
): Promise<Buffer> {
  const from = scan.stretches[stretch] ?? 0;
  const bytes = Buffer.alloc((scan.stretches[stretch + 1] ?? scan.bytes) - from);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
  return bytes.subarray(0, bytesRead);
}
