import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { TableName } from "../contract/table-contract.js";
import { type Engine, number } from "../engine.js";
import { type InputProblem, inputError } from "../input-error.js";
import { SETTINGS_FILE } from "../settings/load-settings.js";
import { didYouMean } from "../settings/nearest-name.js";
import { fileSettingsOf } from "../settings/normalise-settings.js";
import type { Settings } from "../settings/settings.js";
import { literal, literals } from "../sql.js";
import { writeCleanCopy } from "./clean-copy.js";
import type { FoundFile } from "./find-files.js";
import { type Delimiter, duplicateHeaders, headerKey } from "./header.js";
import { type ColumnMap, mapColumns } from "./map-columns.js";
import {
  mostOthers,
  NotPlainError,
  type PlainRows,
  plainHead,
  readPlainRows,
  writeRecords,
} from "./plain-rows.js";
import { type FileScan, ODD_SPACES, scanFile } from "./scan-file.js";

/** A file in the engine as text, one row a record, with columns c0, c1, …; of a plain file, only what is not plain. */
export interface StagedFile extends FoundFile {
  readonly scan: FileScan;
  readonly map: ColumnMap;
  /** Name of the engine's table. */
  readonly stage: string;
  /** Its column that holds the record, from 0 in file order. */
  readonly record: "rowid" | "record";
  /** The rows of the file that are not staged; null: all are. */
  readonly plain: PlainRows | null;
  /** SQL condition of the rows that the settings ask for; null: all. */
  readonly selected: string | null;
  /** Why other rows are excluded. */
  readonly selectedBy: string;
  /** Headers that the condition reads. */
  readonly selectors: readonly string[];
}

/**
 * Reads a file into the engine as text. `plainColumns`: try whether the file is plain, and keep these of its columns.
 * Throws an `InputError` when its structure or header cannot be used.
 */
export async function stageFile(
  engine: Engine,
  found: FoundFile,
  settings: Settings,
  scratchFolder: string,
  plainColumns: ReadonlySet<string> | null,
): Promise<StagedFile> {
  const contract = INPUT_CONTRACT[found.table];
  const stated = fileSettingsOf(settings, found.table);
  if (plainColumns !== null) {
    const staged = await stagePlainFile(engine, found, settings, scratchFolder, plainColumns);
    if (staged !== null) return staged;
  }
  const scan = await scanFile(found.file, found.path, stated.delimiter);
  const map = mapColumns(found.file, contract, scan.header, settings.columns.get(found.table) ?? new Map());
  const selection = selectRows(found, scan.header, stated.only);
  const problems = [...duplicateHeaders(found.file, scan.header), ...selection.problems, ...map.problems];
  if (problems.length > 0) throw inputError(...problems);

  const stage = `stage_${found.table}`;
  const asItIs = scan.clean && !/[*?[\]{}]/.test(found.path);
  const copy = join(scratchFolder, `${found.table}.csv`);
  if (!asItIs && scan.records === 0) await writeFile(copy, "");
  else if (!asItIs) await writeCleanCopy(found.path, scan.delimiter, scan.header.length, copy);
  await engine.run(createStage(stage, scan, asItIs ? found.path : copy, asItIs));
  await requireAllRecords(engine, stage, found.file, scan.records);
  return {
    ...found,
    scan,
    map,
    stage,
    record: "rowid",
    plain: null,
    selected: selection.condition,
    selectedBy: selection.words,
    selectors: [...stated.only.keys()],
  };
}

async function stagePlainFile(
  engine: Engine,
  found: FoundFile,
  settings: Settings,
  scratchFolder: string,
  columns: ReadonlySet<string>,
): Promise<StagedFile | null> {
  const stated = fileSettingsOf(settings, found.table);
  if (stated.only.size > 0 || stated.decimalMark === ",") return null;
  const head = await plainHead(found.path, stated.delimiter);
  if (head === null || duplicateHeaders(found.file, head.header).length > 0) return null;
  const mapping = settings.columns.get(found.table) ?? new Map();
  const map = mapColumns(found.file, INPUT_CONTRACT[found.table], head.header, mapping);
  if (map.problems.length > 0) return null;
  const read = await readPlainRows(engine, found, head, map, columns, settings, scratchFolder);
  if (read === null) return null;
  const stage = `stage_${found.table}`;
  const names = head.header.map((_, index) => `c${index} VARCHAR`);
  await engine.run(`CREATE TABLE ${stage} (record BIGINT, ${names.join(", ")})`);
  const staged: StagedFile = {
    ...found,
    ...read,
    map,
    stage,
    record: "record",
    selected: null,
    selectedBy: "",
    selectors: [],
  };
  await stageRecords(engine, staged, "moved");
  return staged;
}

/** Stages the plain rows that meet a condition; throws a `NotPlainError` when they are too many for that. */
export async function stageRecords(engine: Engine, staged: StagedFile, where: string): Promise<void> {
  const { plain, scan, stage } = staged;
  if (plain === null) return;
  const limit = mostOthers(scan.records);
  const found = await engine.rows(
    `SELECT rowid AS record FROM ${plain.table} WHERE (${where}) AND rowid NOT IN (SELECT record FROM ${stage})
     ORDER BY 1 LIMIT ${limit + 1}`,
  );
  const records = found.map((row) => number(row, "record"));
  if (records.length > limit) throw new NotPlainError(`${staged.file}: too many rows to be read one by one`);
  if (records.length === 0) return;
  await writeRecords(staged.path, plain, scan.delimiter, records);
  const names = scan.header.map((_, index) => `c${index}`);
  await engine.run(
    `INSERT INTO ${stage} SELECT CAST(record AS BIGINT), ${names.map((name) => `nullif(trim(${name}), '')`).join(", ")}
     FROM ${readText(plain.scratch, scan.delimiter, ["record", ...names], false)}`,
  );
  await engine.run(
    `UPDATE ${plain.table} SET moved = true WHERE NOT moved AND rowid IN (SELECT record FROM ${stage})`,
  );
}

async function requireAllRecords(
  engine: Engine,
  stage: string,
  file: string,
  records: number,
): Promise<void> {
  const [row] = await engine.rows(`SELECT count(*) AS rows FROM ${stage}`);
  if (row === undefined || number(row, "rows") !== records) {
    throw new Error(`${file}: the engine read ${String(row?.rows)} rows where the file has ${records}`);
  }
}

export function dropStage(engine: Engine, staged: StagedFile): Promise<void> {
  return engine.run(`DROP TABLE ${staged.stage}`);
}

function createStage(stage: string, scan: FileScan, path: string, header: boolean): string {
  const names = scan.header.map((_, index) => `c${index}`);
  const spaces = scan.oddSpaces ? `, ${literal([" ", "\n", ...ODD_SPACES].join(""))}` : "";
  const trimmed = names.map((name) => `nullif(trim(${name}${spaces}), '') AS ${name}`);
  if (scan.records === 0) {
    return `CREATE TABLE ${stage} (${names.map((name) => `${name} VARCHAR`).join(", ")})`;
  }
  return `CREATE TABLE ${stage} AS SELECT ${trimmed.join(", ")} FROM ${readText(path, scan.delimiter, names, header)}`;
}

function readText(path: string, delimiter: Delimiter, names: readonly string[], header: boolean): string {
  return `read_csv(${literal(path)}, auto_detect = false, header = ${header}, delim = ${literal(delimiter)},
    quote = '"', escape = '"', max_line_size = 4000000,
    columns = {${names.map((name) => `'${name}': 'VARCHAR'`).join(", ")}})`;
}

function selectRows(
  found: { readonly table: TableName; readonly file: string },
  header: readonly string[],
  only: ReadonlyMap<string, readonly string[]>,
): { condition: string | null; words: string; problems: InputProblem[] } {
  const conditions: string[] = [];
  const words: string[] = [];
  const problems: InputProblem[] = [];
  for (const [name, values] of only) {
    const index = header.findIndex((each) => headerKey(each) === headerKey(name));
    if (index === -1) {
      problems.push({
        file: SETTINGS_FILE,
        key: `files.${found.table}.only.${name}`,
        message: `${found.file} has no column ${JSON.stringify(name)}${didYouMean(name, header)}`,
      });
    }
    conditions.push(`coalesce(c${index} IN (${literals(values)}), false)`);
    words.push(`${name} is not ${values.join(" or ")}`);
  }
  const condition = conditions.length === 0 ? null : conditions.join(" AND ");
  return { condition, words: words.join(", or "), problems };
}
