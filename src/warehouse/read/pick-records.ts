import { type FileHandle, open } from "node:fs/promises";
import type { Delimiter } from "./header.js";
import { recordScanner } from "./record-scanner.js";
import { type FileScan, RECORDS_A_STRETCH } from "./scan-file.js";

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Stretches that are asked for at once. */
const STRETCHES_AT_ONCE = 64;

/**
 * The bytes of some records of a clean file, given by number in rising order, without their line ends.
 * Only the stretches of the file that they stand in are read.
 */
export async function pickRecords(
  path: string,
  scan: FileScan,
  wanted: readonly number[],
): Promise<Buffer[]> {
  if (!((wanted.at(-1) ?? -1) < scan.records)) throw new Error(`there are only ${scan.records} records`);
  const stretches = [...new Set(wanted.map((record) => Math.floor(record / RECORDS_A_STRETCH)))];
  const picked: Buffer[] = [];
  const handle = await open(path);
  try {
    for (let from = 0; from < stretches.length; from += STRETCHES_AT_ONCE) {
      const some = stretches.slice(from, from + STRETCHES_AT_ONCE);
      const read = await Promise.all(some.map((stretch) => readStretch(handle, scan, stretch)));
      for (const [index, bytes] of read.entries()) {
        let record = (some[index] ?? 0) * RECORDS_A_STRETCH;
        eachRecord(bytes, scan.delimiter, (start, end) => {
          if (record === wanted[picked.length]) picked.push(bytes.subarray(start, end));
          record += 1;
        });
      }
    }
  } finally {
    await handle.close();
  }
  if (picked.length < wanted.length) {
    throw new Error(`${path}: no record ${String(wanted[picked.length])}, or not in rising order`);
  }
  return picked;
}

/** Tells of each record of a stretch; without quotes in it, lines are records. */
function eachRecord(
  bytes: Buffer,
  delimiter: Delimiter,
  onRecord: (start: number, end: number) => void,
): void {
  if (bytes.includes(QUOTE)) {
    const scanner = recordScanner(delimiter.charCodeAt(0), 0, ({ start, end }) => onRecord(start, end));
    scanner.push(bytes);
    scanner.end();
    return;
  }
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const next = feed === -1 ? bytes.length : feed + 1;
    const end = feed === -1 ? next : feed;
    onRecord(start, bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end);
    start = next;
  }
}

async function readStretch(handle: FileHandle, scan: FileScan, stretch: number): Promise<Buffer> {
  const from = scan.stretches[stretch] ?? 0;
  const bytes = Buffer.alloc((scan.stretches[stretch + 1] ?? scan.bytes) - from);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
  return bytes.subarray(0, bytesRead);
}
