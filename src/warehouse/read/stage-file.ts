import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { TableName } from "../contract/table-contract.js";
import { type Engine, number } from "../engine.js";
import type { PlainExport } from "../formats/plain-export.js";
import { type InputProblem, inputError } from "../input-error.js";
import { SETTINGS_FILE } from "../settings/load-settings.js";
import { didYouMean } from "../settings/nearest-name.js";
import { fileSettingsOf } from "../settings/normalise-settings.js";
import type { Settings } from "../settings/settings.js";
import { literal, literals } from "../sql.js";
import { writeCleanCopy } from "./clean-copy.js";
import { duplicateHeaders, headerKey } from "./header.js";
import { type ColumnMap, mapColumns } from "./map-columns.js";
import { type FileScan, ODD_SPACES, scanFile } from "./scan-file.js";

/** A file in the engine as text, one row a record, with columns c0, c1, … and `rowid` in file order. */
export interface StagedFile extends PlainExport {
  readonly scan: FileScan;
  readonly map: ColumnMap;
  /** Name of the engine's table. */
  readonly stage: string;
  /** SQL condition of the rows that the settings ask for; null: all. */
  readonly selected: string | null;
  /** Why other rows are excluded. */
  readonly selectedBy: string;
  /** Headers that the condition reads. */
  readonly selectors: readonly string[];
}

/** Reads a file into the engine as text. Throws an `InputError` when its structure or header cannot be used. */
export async function stageFile(
  engine: Engine,
  found: PlainExport,
  settings: Settings,
  scratchFolder: string,
): Promise<StagedFile> {
  const contract = INPUT_CONTRACT[found.table];
  const stated = fileSettingsOf(settings, found.table);
  const scan = await scanFile(found.file, found.path, stated.delimiter);
  const map = mapColumns(found.file, contract, scan.header, settings.columns.get(found.table) ?? new Map());
  const selection = selectRows(found, scan.header, stated.only);
  const problems = [...duplicateHeaders(found.file, scan.header), ...selection.problems, ...map.problems].map(
    (problem) => (problem.line === 1 ? { ...problem, line: found.headerLine } : problem),
  );
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
    selected: selection.condition,
    selectedBy: selection.words,
    selectors: [...stated.only.keys()],
  };
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
  return `CREATE TABLE ${stage} AS SELECT ${trimmed.join(", ")} FROM read_csv(${literal(path)},
    auto_detect = false, header = ${header}, delim = ${literal(scan.delimiter)}, quote = '"', escape = '"',
    max_line_size = 4000000, columns = {${names.map((name) => `'${name}': 'VARCHAR'`).join(", ")}})`;
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
