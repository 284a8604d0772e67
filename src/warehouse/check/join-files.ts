import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Engine } from "../engine.js";
import { type PlainExport, plainExport } from "../formats/plain-export.js";
import { cleanCopy } from "../read/clean-copy.js";
import type { FoundFile } from "../read/found-file.js";
import { headerKey } from "../read/header.js";
import { knownOfFile } from "../read/known-of-file.js";
import { scanPlain } from "../read/scan-plain.js";
import { nameOfFiles, type SourceFile } from "../read/source-files.js";
import { isReadableAsItIs, isRefusal, type OpenedFile, openFile, rowsOfFile } from "../read/stage-file.js";
import { fileSettingsOf } from "../settings/normalise-settings.js";
import type { Settings } from "../settings/settings.js";
import { literal } from "../sql.js";
import { collect } from "./collect.js";

interface Part {
  readonly plain: PlainExport;
  readonly opened: OpenedFile;
  /** The rows below its header, with the columns of all parts. */
  readonly rows: string;
}

/**
 * Several files of one table as one: the rows of all, in order of the files' names, below the columns of all. A column
 * that a file lacks is empty in its rows. Whatever the order in which the files are given, the same.
 *
 * Throws one `InputError` with the problems of all of them when any cannot be used.
 */
export async function openJoined(
  engine: Engine,
  found: readonly FoundFile[],
  settings: Settings,
  scratchFolder: string,
): Promise<OpenedFile> {
  const table = found[0]?.table;
  if (table === undefined) throw new Error("no file to open");
  const sorted = [...found].sort((a, b) => (a.file < b.file ? -1 : 1));
  const opened = await collect(sorted, async (file) => {
    const folder = join(scratchFolder, `${table}-${sorted.indexOf(file)}`);
    await mkdir(folder);
    const plain = await plainExport(engine, file, settings, folder);
    return { plain, opened: await openFile(plain, settings), folder };
  });
  const delimiter = fileSettingsOf(settings, table).delimiter ?? ",";
  const columns = columnsOfAll(opened.map((part) => part.opened.scan.header));
  const parts: Part[] = [];
  for (const [index, { plain, opened: whole, folder }] of opened.entries()) {
    const rows = join(folder, "rows.csv");
    const cells = columns.map(({ positions }) => positions[index] ?? null);
    const copied =
      whole.scan.records === 0 ||
      (isReadableAsItIs(whole) && (await copyRows(engine, whole, cells, delimiter, rows)));
    const readable = copied ? whole : await cleanCopy(whole, folder);
    if (!copied && !(await copyRows(engine, readable, cells, delimiter, rows))) {
      throw new Error(`${whole.file}: the engine refuses a file whose rows all have as many cells`);
    }
    parts.push({ plain, opened: readable, rows });
  }
  const path = join(scratchFolder, `${table}-joined.csv`);
  const header = columns.map(({ name }) => `"${name.replaceAll('"', '""')}"`).join(delimiter);
  await pipeline(Readable.from(joinedBytes(header, parts)), createWriteStream(path));
  return asOne(parts, path, settings);
}

async function asOne(parts: readonly Part[], path: string, settings: Settings): Promise<OpenedFile> {
  const sources = sourcesOf(parts);
  const [first] = parts;
  if (first === undefined) throw new Error("no file to join");
  const found = { ...first.plain, file: nameOfFiles(sources.map(({ file }) => file)), path, member: null };
  const one = await openFile(
    {
      ...found,
      bytes: sources.reduce((sum, { bytes }) => sum + bytes, 0),
      sha256: createHash("sha256")
        .update(sources.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join(""))
        .digest("hex"),
      headerLine: 1,
      linesAround: linesAround(parts),
      warnings: [
        ...parts.flatMap(({ plain }) => plain.warnings.map((warning) => `${plain.file}: ${warning}`)),
        ...missingColumns(parts),
      ],
      plainScan: await scanPlain(path, knownOfFile(found, settings)),
    },
    settings,
  );
  const records = parts.reduce((sum, { opened }) => sum + opened.scan.records, 0);
  if (one.scan.records !== records || one.scan.rejects.length > 0) {
    throw new Error(`${one.file}: joined, they have ${one.scan.records} rows in the place of ${records}`);
  }
  const rejects = parts.flatMap(({ opened }) =>
    opened.scan.rejects.map((reject) => ({ ...reject, file: opened.file })),
  );
  return { ...one, scan: { ...one.scan, rejects }, sources };
}

function sourcesOf(parts: readonly Part[]): SourceFile[] {
  let from = 0;
  return parts.map(({ plain, opened: { scan } }) => {
    const source = {
      file: plain.file,
      bytes: plain.bytes,
      sha256: plain.sha256,
      from,
      lineOf: scan.lineOf,
      broken: scan.rejects.length,
      around: plain.linesAround.reduce((sum, { rows }) => sum + rows, 0),
    };
    from += scan.records;
    return source;
  });
}

interface JoinedColumn {
  readonly name: string;
  /** By file: where it stands; null where the file lacks it. */
  readonly positions: (number | null)[];
}

/** The columns of several headers, in the order of the first that has them; the nth of a name is that of each. */
function columnsOfAll(headers: readonly (readonly string[])[]): JoinedColumn[] {
  const columns = new Map<string, JoinedColumn>();
  for (const [file, header] of headers.entries()) {
    const times = new Map<string, number>();
    for (const [position, name] of header.entries()) {
      const time = (times.get(headerKey(name)) ?? 0) + 1;
      times.set(headerKey(name), time);
      const key = `${headerKey(name)} ${time}`;
      const column = columns.get(key) ?? { name, positions: headers.map(() => null) };
      column.positions[file] = position;
      columns.set(key, column);
    }
  }
  return [...columns.values()];
}

/** False where the engine refuses the file. */
async function copyRows(
  engine: Engine,
  { path, scan }: OpenedFile,
  cells: readonly (number | null)[],
  delimiter: string,
  to: string,
): Promise<boolean> {
  const selected = cells.map((index, at) => `${index === null ? "NULL" : `c${index}`} AS cell${at}`);
  try {
    await engine.run(
      `COPY (SELECT ${selected.join(", ")} FROM ${rowsOfFile(path, scan.header.length, scan.delimiter)})
       TO ${literal(to)} (FORMAT csv, HEADER false, DELIMITER ${literal(delimiter)}, QUOTE '"', ESCAPE '"')`,
    );
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

async function* joinedBytes(header: string, parts: readonly Part[]): AsyncGenerator<Buffer> {
  yield Buffer.from(`${header}\n`);
  for (const { rows, opened } of parts) if (opened.scan.records > 0) yield* createReadStream(rows);
}

function linesAround(parts: readonly Part[]): PlainExport["linesAround"] {
  const rowsBy = new Map<string, number>();
  for (const { reason, rows } of parts.flatMap(({ plain }) => plain.linesAround)) {
    rowsBy.set(reason, (rowsBy.get(reason) ?? 0) + rows);
  }
  return [...rowsBy].map(([reason, rows]) => ({ reason, rows }));
}

/** A warning for each file that lacks columns which are read of others. */
function missingColumns(parts: readonly Part[]): string[] {
  const read = new Set(parts.flatMap(({ opened }) => namesOf(opened)));
  return parts.flatMap(({ opened }) => {
    const own = namesOf(opened);
    const missing = [...read].filter((name) => !own.includes(name)).map((name) => JSON.stringify(name));
    if (missing.length === 0) return [];
    return [
      `${opened.file} has no column ${new Intl.ListFormat("en-GB", { type: "disjunction" }).format(missing)}, which is read of others: it counts as empty there`,
    ];
  });
}

function namesOf({ map }: OpenedFile): string[] {
  return map.columns.map(({ contract }) => contract.name);
}
