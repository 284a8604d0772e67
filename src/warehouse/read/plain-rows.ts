import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { INPUT_CONTRACT } from "../contract/input-contract.js";
import { type Engine, number } from "../engine.js";
import { idKey, plainCell } from "../parse/plain.js";
import type { Settings } from "../settings/settings.js";
import { literal } from "../sql.js";
import type { FoundFile } from "./find-files.js";
import { type Delimiter, detectDelimiter, headerNames, headerRecord } from "./header.js";
import { type LineIndex, linesAt } from "./line-index.js";
import type { ColumnMap } from "./map-columns.js";
import { scanPlain } from "./plain-scan.js";
import type { FileScan } from "./scan-file.js";

const HEAD_BYTES = 1 << 20;
const SAMPLE_LINES = 2000;
/** Share of the rows that may be other than plain: beyond it a file is read in the general way as a whole. */
const OTHERS_SHARE = 0.05;
const OTHERS_ALWAYS = 1000;

/**
 * The plain rows of a file in the engine, typed as they were read: `rowid` is the record, and `moved` is true where
 * the row is read in the general way, for it is not plain or its verdict may be other than "accepted".
 */
export interface PlainRows {
  /** Name of the engine's table. */
  readonly table: string;
  /** Columns of the contract that it holds. */
  readonly columns: ReadonlySet<string>;
  /** The currency that every plain row names; null: none names any. */
  readonly currency: string | null;
  /** SQL of `id_key` from an id; null: the rows have none. */
  readonly idKeyOf: ((id: string) => string) | null;
  readonly index: LineIndex;
  readonly scratch: string;
}

/** A file that was taken for plain and is not: to be read again in the general way. */
export class NotPlainError extends Error {}

/** What the first lines of a file show; null when they are not plain. */
export interface PlainHead {
  readonly delimiter: Delimiter;
  readonly header: readonly string[];
  readonly crlf: boolean;
  /** Cells of the first records. */
  readonly sample: readonly (readonly string[])[];
}

/** Looks at the start of a file. */
export async function plainHead(path: string, stated: Delimiter | null): Promise<PlainHead | null> {
  const file = await open(path, "r");
  const buffer = Buffer.alloc(HEAD_BYTES);
  const { bytesRead } = await file.read(buffer, 0, HEAD_BYTES, 0).finally(() => file.close());
  const text = buffer.toString("utf8", 0, buffer.subarray(0, bytesRead).lastIndexOf("\n") + 1);
  if (text.includes('"') || /^[\ufeff]?[\r\n]/.test(text)) return null;
  const record = headerRecord(text);
  const delimiter = stated ?? detectDelimiter(record);
  const crlf = text.indexOf("\r\n") !== -1;
  const lines = text.split(crlf ? "\r\n" : "\n", SAMPLE_LINES + 1).slice(1, -1);
  const header = headerNames(record, delimiter);
  if (header.length < 2) return null;
  return { delimiter, header, crlf, sample: lines.map((line) => line.split(delimiter)) };
}

/**
 * Reads the plain rows of a file into the engine and looks at all of its bytes meanwhile.
 * `kept` are the columns that later steps read. null: the file is not plain.
 */
export async function readPlainRows(
  engine: Engine,
  found: FoundFile,
  head: PlainHead,
  map: ColumnMap,
  kept: ReadonlySet<string>,
  settings: Settings,
  scratchFolder: string,
): Promise<{ readonly scan: FileScan; readonly plain: PlainRows } | null> {
  const { delimiter, header, crlf } = head;
  const layout = layOut(found, head, map, kept, settings);
  if (layout === null || /[*?[\]{}]/.test(found.path)) return null;
  const table = `plain_${found.table}`;
  const read = `read_csv(${literal(found.path)}, auto_detect = false, header = true, delim = ${literal(delimiter)},
    quote = '"', escape = '"', columns = {${header.map((_, index) => `'c${index}': 'VARCHAR'`).join(", ")}})`;
  const [scan, isRead] = await Promise.all([
    scanPlain(found.path, { delimiter, width: header.length, crlf }),
    engine.run(`CREATE TABLE ${table} AS SELECT ${layout.select} FROM ${read}`).then(
      () => true,
      () => false,
    ),
  ]);
  if (scan === null || !isRead) return null;
  const [counts] = await engine.rows(
    `SELECT count(*) AS rows, count(*) FILTER (WHERE moved) AS moved FROM ${table}`,
  );
  if (counts === undefined || number(counts, "rows") !== scan.records) return null;
  if (number(counts, "moved") > mostOthers(scan.records)) return null;
  const { bytes, sha256, records, index } = scan;
  return {
    scan: {
      bytes,
      sha256,
      delimiter,
      header,
      records,
      rejects: [],
      oddSpaces: false,
      clean: true,
      lineOf: (record) => record + 2,
    },
    plain: {
      table,
      columns: layout.columns,
      currency: layout.currency,
      idKeyOf: layout.idKeyOf,
      index,
      scratch: join(scratchFolder, `${table}.csv`),
    },
  };
}

/** How many rows of a file may be read in the general way before the whole file is. */
export function mostOthers(records: number): number {
  return Math.max(OTHERS_ALWAYS, OTHERS_SHARE * records);
}

/** Writes the records of a plain file, each after its number, for the engine to read. */
export async function writeRecords(
  path: string,
  { index, scratch }: PlainRows,
  delimiter: Delimiter,
  records: readonly number[],
): Promise<void> {
  const output = createWriteStream(scratch);
  let at = 0;
  for await (const line of linesAt(
    path,
    index,
    records.map((record) => record + 1),
  )) {
    const end = line.at(-1) === 0x0d ? line.length - 1 : line.length;
    const prefix = `${records[at]}${delimiter}`;
    at += 1;
    const row = Buffer.concat([Buffer.from(prefix), line.subarray(0, end), Buffer.from("\n")]);
    if (!output.write(row)) await once(output, "drain");
  }
  output.end();
  await once(output, "finish");
}

interface Layout {
  readonly select: string;
  readonly columns: ReadonlySet<string>;
  readonly currency: string | null;
  readonly idKeyOf: PlainRows["idKeyOf"];
}

function layOut(
  found: FoundFile,
  head: PlainHead,
  map: ColumnMap,
  kept: ReadonlySet<string>,
  settings: Settings,
): Layout | null {
  const id = INPUT_CONTRACT[found.table].id;
  const values: string[] = [];
  const conditions: string[] = [];
  const columns = new Set<string>();
  let currency: string | null = null;
  let idKeyOf: PlainRows["idKeyOf"] = null;
  for (const { contract, index } of map.columns) {
    const cell = `c${index}`;
    const sample = head.sample.map((cells) => cells[index] ?? "");
    if (contract.name === "currency") {
      const spelling = commonest(sample.filter((each) => isReportable(each.toUpperCase(), settings)));
      if (spelling === null) return null;
      currency = spelling.toUpperCase();
      conditions.push(`coalesce(${cell} = ${literal(spelling)}, false)`);
    } else if (kept.has(contract.name) || contract.name === id) {
      const plain = plainCell(contract, cell);
      if (plain === null) return null;
      conditions.push(plain.when);
      if (contract.name !== id) {
        columns.add(contract.name);
        values.push(`${plain.value} AS "${contract.name}"`);
        continue;
      }
      const prefix = commonPrefix(sample);
      idKeyOf = (each) => idKey(each, prefix);
      values.push(`${idKeyOf(cell)} AS id_key`);
    }
  }
  const select = [...values, `NOT (${conditions.join(" AND ")}) AS moved`].join(", ");
  return { select, columns, currency, idKeyOf };
}

/** A currency that amounts can be reported in without a rate. */
function isReportable(code: string, settings: Settings): boolean {
  if (settings.currency !== null) return code === settings.currency;
  return code !== "" && !Object.hasOwn(settings.exchangeRates, code);
}

function commonest(values: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  return first?.[0] ?? null;
}

/** What all ids start with before their last digits; null when they differ in it or end with no or many digits. */
function commonPrefix(ids: readonly string[]): string | null {
  const given = ids.filter((id) => id !== "");
  const prefix = /^([ -~]*?)[0-9]{1,15}$/.exec(given[0] ?? "")?.[1];
  if (prefix === undefined) return null;
  return given.every((id) => id.startsWith(prefix) && /^[0-9]{1,15}$/.test(id.slice(prefix.length)))
    ? prefix
    : null;
}
