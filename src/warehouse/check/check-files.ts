import type { TableName } from "../contract/table-contract.js";
import type { Engine } from "../engine.js";
import { plainExport } from "../formats/plain-export.js";
import { type InputProblem, inputError, isInputError } from "../input-error.js";
import { type ColumnFormats, columnFormats } from "../parse/column-formats.js";
import type { FoundFile } from "../read/find-files.js";
import { cleanCopy, type OpenedFile, openFile, type StagedFile, stageFile } from "../read/stage-file.js";
import type { Settings } from "../settings/settings.js";
import { type AsOf, excludeAfter, findAsOf } from "./as-of.js";
import { type CommonRows, dropCommonRows, judgeDoubtful, readCommonRows } from "./common-rows.js";
import { markDuplicates } from "./duplicates.js";
import { markOrphans } from "./orphans.js";
import { reportCurrency } from "./report-currency.js";
import { type CommonlyTyped, typeAhead } from "./type-ahead.js";
import { type TypedFile, typeTable } from "./type-table.js";

export interface CheckedFiles {
  readonly files: ReadonlyMap<TableName, TypedFile>;
  readonly currency: string;
  readonly asOf: AsOf;
  readonly warnings: readonly string[];
}

/**
 * Reads all files and gives every row its verdict.
 *
 * Throws one `InputError` with the problems of all files when any cannot be read.
 */
export async function checkFiles(
  engine: Engine,
  found: readonly FoundFile[],
  settings: Settings,
  asOf: string | null,
  scratchFolder: string,
): Promise<CheckedFiles> {
  const opened = await collect(found, async (file) => {
    // The engine types what it may while the bytes are looked at; neither is left running when the other fails.
    const [whole, ahead] = await Promise.allSettled([
      plainExport(engine, file, settings, scratchFolder).then((plain) => openFile(plain, settings)),
      typeAhead(engine, file, settings),
    ]);
    return { file: settledValue(whole), ahead: settledValue(ahead) };
  });
  const stageAll = async (file: OpenedFile): Promise<FormattedFile | null> => {
    const staged = await stageFile(engine, file);
    if (staged === null) return null;
    const formats = await columnFormats(engine, staged, settings);
    if (formats.problems.length > 0) throw inputError(...formats.problems);
    return { ...staged, formats };
  };
  const read = async (
    file: OpenedFile,
    ahead: CommonlyTyped | null,
  ): Promise<CommonRows | FormattedFile | null> =>
    (await readCommonRows(engine, file, ahead, settings, scratchFolder)) ?? (await stageAll(file));
  const staged = await collect(opened, async ({ file, ahead }) =>
    required(file, (await read(file, ahead)) ?? (await read(await cleanCopy(file, scratchFolder), null))),
  );
  const { currency, warnings } = await reportCurrency(engine, staged, settings);
  const rates = { currency, exchangeRates: settings.exchangeRates };
  const files = new Map<TableName, TypedFile>();
  for (const file of staged) {
    if (isCommonRows(file) && (file.unstaged.currency ?? currency).toUpperCase() === currency) {
      files.set(file.table, await judgeDoubtful(engine, file, rates));
      continue;
    }
    if (isCommonRows(file)) await dropCommonRows(engine, file);
    const { formats, ...whole } = isCommonRows(file) ? required(file, await stageAll(file)) : file;
    files.set(file.table, await typeTable(engine, whole, formats, rates));
  }
  for (const file of files.values()) await markDuplicates(engine, file);
  for (const file of files.values()) await markOrphans(engine, file, files);
  const chosen = await findAsOf(engine, files, { argument: asOf, settings: settings.asOf });
  for (const file of files.values()) await excludeAfter(engine, file, chosen.date);
  return { files, currency, asOf: chosen, warnings };
}

interface FormattedFile extends StagedFile {
  readonly formats: ColumnFormats;
}

function isCommonRows(file: FormattedFile | CommonRows): file is CommonRows {
  return "rows" in file;
}

function required<T>({ file }: OpenedFile, read: T | null): T {
  if (read === null) throw new Error(`${file}: the engine refuses a file whose rows all have as many cells`);
  return read;
}

function settledValue<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}

async function collect<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const problems: InputProblem[] = [];
  for (const item of items) {
    try {
      results.push(await read(item));
    } catch (error) {
      if (!isInputError(error)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw inputError(...problems);
  return results;
}
