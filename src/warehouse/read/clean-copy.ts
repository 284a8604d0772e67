import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { byteOrderMark } from "./byte-order-mark.js";
import type { Delimiter } from "./header.js";
import { lineBlocks } from "./line-blocks.js";
import { recordScanner, type ScannedRecord } from "./record-scanner.js";
import { type FileScan, RECORDS_A_STRETCH, scanFile } from "./scan-file.js";
import type { OpenedFile } from "./stage-file.js";

const LINE_FEED = Buffer.from("\n");

/**
 * A copy of a file that the engine reads whole. Rows of too few or too many cells are not in it, but among the rejects
 * of its scan; the lines of the others are those of the file.
 */
export async function cleanCopy(opened: OpenedFile, scratchFolder: string): Promise<OpenedFile> {
  const { file, path, table, scan } = opened;
  const whole = scan.clean ? await scanFile(file, path, scan.delimiter) : scan;
  const copy = join(scratchFolder, `${table}.csv`);
  const written = await writeCleanCopy(path, whole.delimiter, whole.header.length, copy);
  return { ...opened, path: copy, scan: { ...whole, ...written, clean: true }, repeated: null };
}

/**
 * Writes the records of a file that have as many cells as its header, one line end after each, below a header of its
 * own: the same records as `scanFile` counts, in a form that the engine reads whole. Tells where in the copy they stand.
 */
async function writeCleanCopy(
  path: string,
  delimiter: Delimiter,
  width: number,
  to: string,
): Promise<Pick<FileScan, "bytes" | "stretches">> {
  const output = createWriteStream(to);
  const stretches: number[] = [];
  const header = Buffer.from(`${Array.from({ length: width }, (_, index) => `c${index}`).join(delimiter)}\n`);
  let bytes = header.length;
  let records = 0;
  let headerSeen = false;
  let window: Buffer = Buffer.alloc(0);
  let windowStart = 0;
  let kept: Buffer[] = [header];
  let done = 0;

  const onRecord = (record: ScannedRecord): void => {
    done = record.end;
    if (record.end === record.start) return;
    if (!headerSeen) {
      headerSeen = true;
      return;
    }
    if (record.fault !== null || record.cells !== width) return;
    if (records % RECORDS_A_STRETCH === 0) stretches.push(bytes);
    kept.push(window.subarray(record.start - windowStart, record.end - windowStart), LINE_FEED);
    bytes += record.end - record.start + LINE_FEED.length;
    records += 1;
  };

  let scanner: ReturnType<typeof recordScanner> | undefined;
  for await (const block of lineBlocks(path)) {
    const bomBytes = scanner === undefined ? byteOrderMark(block) : 0;
    scanner ??= recordScanner(delimiter.charCodeAt(0), bomBytes, onRecord);
    window = Buffer.concat([window.subarray(done - windowStart), block]);
    windowStart = done;
    scanner.push(block.subarray(bomBytes));
    if (kept.length > 0 && !output.write(Buffer.concat(kept))) await once(output, "drain");
    kept = [];
  }
  scanner?.end();
  output.end(Buffer.concat(kept));
  await once(output, "finish");
  return { bytes, stretches };
}
