import { type Engine, number } from "../engine.js";
import { type ColumnFormats, columnFormats } from "../parse/column-formats.js";
import { dropStage, type OpenedFile, type StagedFile } from "../read/stage-file.js";
import type { Settings } from "../settings/settings.js";
import { typedName } from "./column-names.js";
import { stageDoubtful } from "./doubtful-rows.js";
import type { Rates } from "./row-currency.js";
import { isAsSupposed } from "./type-ahead.js";
import { absentColumns, type CommonlyTyped, keptColumns, typeCommonly } from "./type-by-common-forms.js";
import { type TypedFile, typedFile, typeRows } from "./type-table.js";

/** A file that is typed while it is read; only its doubtful rows are staged as text. */
export interface CommonRows extends StagedFile {
  readonly formats: ColumnFormats;
  /** Table of the typed rows, in file order, with `doubtful`; the verdicts of doubtful rows are still to come. */
  readonly rows: string;
}

/**
 * Reads a file by the common forms of its columns in one pass. Rows with a cell of another form, with a fault, of another
 * currency, and those that share their id with another, are doubtful: staged as text, to be judged like all others are.
 *
 * Null where a file is not of that kind: too many doubtful rows, forms that the column's other cells must settle,
 * a selection of rows, bytes that the engine cannot read as they are. `ahead` are rows that were typed by the file's
 * first block.
 */
export async function readCommonRows(
  engine: Engine,
  opened: OpenedFile,
  ahead: CommonlyTyped | null,
  settings: Settings,
  scratchFolder: string,
): Promise<CommonRows | null> {
  const typed = await typedRows(engine, opened, ahead, settings);
  if (typed === null) return null;
  const { rows, currency } = typed;
  const staged = (await hasAllRecords(engine, opened, rows))
    ? await stageDoubtful(engine, opened, rows, currency, scratchFolder)
    : null;
  const formats = staged === null ? null : await formatsOf(engine, staged, rows, settings);
  if (staged !== null && formats !== null) return { ...staged, formats, rows };
  await dropCommonRows(engine, { rows, table: opened.table });
  return null;
}

/** Judges the doubtful rows like all others are: a table of their own beside that of the others. */
export async function judgeDoubtful(engine: Engine, common: CommonRows, rates: Rates): Promise<TypedFile> {
  const { table, rows } = common;
  const judged = `judged_${table}`;
  await typeRows(engine, common, common.formats, rates, judged);
  const columns = keptColumns(common)
    .map((column) => typedName(table, column))
    .join(", ");
  const absent = absentColumns(common).map((column) => `, ${column}`);
  const unjudged = ["problem_column", "problem", "exclusion"].map(
    (name) => `, CAST(NULL AS VARCHAR) AS ${name}`,
  );
  return typedFile(
    engine,
    common,
    common.formats,
    { judged, others: { table: rows, columns } },
    `SELECT rowid AS record, ${columns}${absent.join("")}${unjudged.join("")} FROM ${rows} WHERE NOT doubtful
     UNION ALL SELECT record, ${columns}${absent.join("")}, problem_column, problem, exclusion FROM ${judged}`,
  );
}

/** Forgets a file read by its common forms. */
export async function dropCommonRows(
  engine: Engine,
  { rows, table }: Pick<CommonRows, "rows" | "table">,
): Promise<void> {
  await dropStage(engine, { table });
  await engine.run(`DROP TABLE ${rows}`);
}

async function typedRows(
  engine: Engine,
  opened: OpenedFile,
  ahead: CommonlyTyped | null,
  settings: Settings,
): Promise<CommonlyTyped | null> {
  if (ahead !== null && isAsSupposed(ahead.shape, opened)) return ahead;
  if (ahead !== null) await engine.run(`DROP TABLE ${ahead.rows}`);
  return typeCommonly(engine, opened, settings);
}

/** False where the engine took records for something else, as a row cut short. */
async function hasAllRecords(engine: Engine, { scan }: OpenedFile, rows: string): Promise<boolean> {
  const [row] = await engine.rows(`SELECT count(*) AS rows FROM ${rows}`);
  return row !== undefined && number(row, "rows") === scan.records;
}

/** How the columns are written, if the doubtful rows leave that as the common forms have it. */
async function formatsOf(
  engine: Engine,
  staged: StagedFile,
  rows: string,
  settings: Settings,
): Promise<ColumnFormats | null> {
  const byDoubtful = await columnFormats(engine, staged, settings);
  if (areCommon(byDoubtful) && byDoubtful.warnings.length === 0) return byDoubtful;
  // Of what an amount is made of only the result is kept, which tells nothing of how its cells are written.
  if (staged.map.columns.some(({ made }) => made !== null)) return null;
  const amounts = staged.map.columns.filter(({ index }) => byDoubtful.marks.has(index));
  const counts = amounts.map((column) => {
    const value = typedName(staged.table, column);
    return `count(*) FILTER (WHERE NOT doubtful AND ${value} <> trunc(${value})) AS points${column.index}`;
  });
  if (counts.length === 0) return null;
  const [row] = await engine.rows(`SELECT ${counts.join(", ")} FROM ${rows}`);
  const points = new Map(
    amounts.map(({ index }) => [index, row === undefined ? 0 : number(row, `points${index}`)] as const),
  );
  const formats = await columnFormats(engine, staged, settings, points);
  return areCommon(formats) ? formats : null;
}

function areCommon({ marks, dates, problems }: ColumnFormats): boolean {
  return (
    problems.length === 0 &&
    [...marks.values()].every((mark) => mark === ".") &&
    [...dates.values()].every(({ order }) => order === null)
  );
}
