import { open } from "node:fs/promises";
import { cellOf, detectDelimiter, headerKey, headerNames, headerRecord } from "./header.js";

const BYTES_READ = 1_000_000;

/** Words of a stage that say won, in the order of a plain file's first megabyte; none where they cannot be seen. */
export async function wonWords(path: string): Promise<string[]> {
  if (!/\.csv$/i.test(path)) return [];
  const file = await open(path);
  const bytes = Buffer.alloc(BYTES_READ);
  const { bytesRead } = await file.read(bytes, 0, BYTES_READ, 0).finally(() => file.close());
  const text = bytes.toString("utf8", 0, bytesRead);
  const header = headerRecord(text);
  const delimiter = detectDelimiter(header);
  const column = headerNames(header, delimiter).findIndex((name) => headerKey(name) === "stage");
  if (column === -1) return [];
  const stages = text.split(/\r?\n/).map((line) => cellOf(line, delimiter, column));
  return [...new Set(stages)].filter((stage) => /won/i.test(stage) && !/\bnot\b/i.test(stage));
}
