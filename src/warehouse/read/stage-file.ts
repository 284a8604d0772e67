import type { TableName } from "../contract/table-contract.js";
import { type Engine, number } from "../engine.js";
import type { PlainExport } from "../formats/plain-export.js";
import { type InputProblem, inputError } from "../input-error.js";
import { SETTINGS_FILE } from "../settings/load-settings.js";
import { didYouMean } from "../settings/nearest-name.js";
import { fileSettingsOf } from "../settings/normalise-settings.js";
import type { Settings } from "../settings/settings.js";
import { literal, literals } from "../sql.js";
import { partsOf } from "./amount-parts.js";
import { doubledColumns } from "./doubled-columns.js";
import { type Delimiter, headerKey } from "./header.js";
import { type ColumnMap, mapColumns } from "./map-columns.js";
import { recordsOfRepeatedIds } from "./repeated-records.js";
import { type FileScan, scanFile } from "./scan-file.js";
import type { SourceFile } from "./source-files.js";
import { ODD_SPACES } from "./text-traits.js";

/** What a query that reads a file must know of it. */
export interface FileShape {
  readonly table: TableName;
  readonly path: string;
  readonly scan: FileScan;
  readonly map: ColumnMap;
}

/** A file whose structure and header are known. */
export interface OpenedFile extends Omit<PlainExport, "plainScan">, FileShape {
  /** SQL condition of the rows that the settings ask for; null: all. */
  readonly selected: string | null;
  /** Why other rows are excluded. */
  readonly selectedBy: string;
  /** Headers that the condition reads. */
  readonly selectors: readonly string[];
  /** The files that it is joined from; none where it is one file. */
  readonly sources: readonly SourceFile[];
  /** Records that share their id with another, in rising order; null where the structure does not tell. */
  readonly repeated: readonly number[] | null;
}

/** A file's rows in the engine as text. */
export interface StagedFile extends OpenedFile {
  /** Name of the engine's relation of rows: record (from 0, in file order), c0, c1, …; empty cells are NULL. */
  readonly stage: string;
  /** Rows that are known without being staged, and what the currency column holds in each of them. */
  readonly unstaged: { readonly rows: number; readonly currency: string | null };
}

/** Number of rows that are staged. */
export function stagedRows({ scan, unstaged }: StagedFile): number {
  return scan.records - unstaged.rows;
}

/** Reads structure and header of a file. Throws an `InputError` when they cannot be used. */
export async function openFile(
  { plainScan, ...found }: PlainExport,
  settings: Settings,
): Promise<OpenedFile> {
  const stated = fileSettingsOf(settings, found.table);
  const scan = plainScan ?? (await scanFile(found.file, found.path, stated.delimiter));
  const map = mapColumns(found, scan.header, settings);
  const selection = selectRows(found, scan.header, stated.only);
  const selectors = [...stated.only.keys()];
  const read = [...map.columns.flatMap(partsOf).map(({ header }) => header), ...selectors];
  const doubled = doubledColumns(found.file, scan.header, read);
  const problems = [...doubled.problems, ...selection.problems, ...map.problems].map((problem) =>
    problem.line === 1 ? { ...problem, line: found.headerLine } : problem,
  );
  if (problems.length > 0) throw inputError(...problems);
  return {
    ...found,
    warnings: [...found.warnings, ...doubled.warnings],
    scan,
    map,
    selected: selection.condition,
    selectedBy: selection.words,
    selectors,
    sources: [],
    repeated: scan.ids === null ? null : await recordsOfRepeatedIds(found.path, scan, scan.ids),
  };
}

/** Reads all rows of a file into the engine as text; null where the engine cannot read it as it is. */
export async function stageFile(engine: Engine, opened: OpenedFile): Promise<StagedFile | null> {
  if (!isReadableAsItIs(opened)) return null;
  const rows = stageRowsOf(opened.table);
  try {
    await engine.run(createStage(rows, opened));
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
  await requireAllRecords(engine, rows, opened.file, opened.scan.records);
  const stage = stageOf(opened.table);
  // The rows are read in parallel, and kept in the order of the file: nothing between reading and keeping mixes them.
  await engine.run(`CREATE VIEW ${stage} AS SELECT rowid AS record, * FROM ${rows}`);
  return { ...opened, stage, unstaged: { rows: 0, currency: null } };
}

/** True for the error by which the engine refuses a file, as for a row of too few or too many cells. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && /CSV (Error|Parser)/.test(error.message);
}

/** Forgets the rows as text. */
export async function dropStage(engine: Engine, { table }: Pick<StagedFile, "table">): Promise<void> {
  await engine.run(`DROP VIEW IF EXISTS ${stageOf(table)}`);
  await engine.run(`DROP TABLE IF EXISTS ${stageRowsOf(table)}`);
}

/** Name of the relation that holds a table's rows as text. */
export function stageOf(table: TableName): string {
  return `stage_${table}`;
}

/** Name of the engine's table behind it. */
export function stageRowsOf(table: TableName): string {
  return `stage_rows_${table}`;
}

/** True when the engine can read the file itself, header and all. */
export function isReadableAsItIs({ scan, path }: FileShape): boolean {
  return scan.clean && !/[*?[\]{}]/.test(path);
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

/**
 * SQL of the cells c0, c1, … of rows read as text, without spaces around them, accents joined to their letters, and in a
 * cell that names a row one space between words; an empty cell is NULL. `before` columns of the relation are not the file's.
 */
export function cellsOf({ scan, map }: Pick<FileShape, "scan" | "map">, before = 0): string[] {
  const names = new Set(map.columns.filter(({ contract }) => contract.names).map(({ index }) => index));
  return scan.header.map((_, index) => {
    const raw = `c${index + before}`;
    const joined = scan.decomposed ? `nfc_normalize(${raw})` : raw;
    const spaced = scan.innerSpaces && names.has(index) ? withSingleSpaces(joined) : joined;
    return `${trimmed(spaced, scan)} AS c${index}`;
  });
}

function trimmed(cell: string, { padded, oddSpaces }: FileScan): string {
  const spaces = oddSpaces ? `, ${literal([" ", "\n", ...ODD_SPACES].join(""))}` : "";
  return padded || oddSpaces ? `nullif(trim(${cell}${spaces}), '')` : cell;
}

/** Most cells have neither two spaces in a row nor any but ASCII, which takes less time to see than to look for others. */
function withSingleSpaces(cell: string): string {
  const visible = `regexp_replace(${cell}, '[\\x{200B}\\x{FEFF}]', '', 'g')`;
  return `CASE WHEN contains(${cell}, '  ') OR strlen(${cell}) <> length(${cell})
    THEN regexp_replace(${visible}, '[ \\x{00A0}\\x{202F}\\x{2009}\\x{2007}]+', ' ', 'g') ELSE ${cell} END`;
}

/** SQL of the rows below a file's header as text, with columns c0, c1, … */
export function rowsOfFile(path: string, cells: number, delimiter: Delimiter): string {
  const columns = Array.from({ length: cells }, (_, index) => `'c${index}': 'VARCHAR'`);
  return `read_csv(${literal(path)}, auto_detect = false, header = true, delim = ${literal(delimiter)},
    quote = '"', escape = '"', max_line_size = 4000000, columns = {${columns.join(", ")}})`;
}

function createStage(rows: string, { scan, map, path }: FileShape): string {
  const names = scan.header.map((_, index) => `c${index}`);
  if (scan.records === 0) {
    return `CREATE TABLE ${rows} (${names.map((name) => `${name} VARCHAR`).join(", ")})`;
  }
  return `CREATE TABLE ${rows} AS SELECT ${cellsOf({ scan, map }).join(", ")} FROM ${rowsOfFile(path, names.length, scan.delimiter)}`;
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
    conditions.push(
      `lower(coalesce(c${index}, '')) IN (${literals(values.map((value) => value.toLowerCase()))})`,
    );
    words.push(
      `${name} is not ${values.map((value) => (value === "" ? "empty" : JSON.stringify(value))).join(" or ")}`,
    );
  }
  const condition = conditions.length === 0 ? null : conditions.join(" AND ");
  return { condition, words: words.join(", or "), problems };
}
