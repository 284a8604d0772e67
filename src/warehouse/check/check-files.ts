import type { TableName } from "../contract/table-contract.js";
import type { Engine } from "../engine.js";
import { plainExport } from "../formats/plain-export.js";
import { type InputProblem, inputError, isInputError } from "../input-error.js";
import { columnFormats } from "../parse/column-formats.js";
import type { FoundFile } from "../read/find-files.js";
import { type StagedFile, stageFile } from "../read/stage-file.js";
import type { Settings } from "../settings/settings.js";
import { type AsOf, excludeAfter, findAsOf } from "./as-of.js";
import { markDuplicates } from "./duplicates.js";
import { markOrphans } from "./orphans.js";
import { reportCurrency } from "./report-currency.js";
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
  const staged = await collect(found, async (file) =>
    stageFile(engine, await plainExport(engine, file, settings, scratchFolder), settings, scratchFolder),
  );
  const formats = await collect(staged, async (file) => {
    const found = await columnFormats(engine, file, settings);
    if (found.problems.length > 0) throw inputError(...found.problems);
    return { file, formats: found };
  });
  const { currency, warnings } = await reportCurrency(engine, staged, settings);
  const rates = { currency, exchangeRates: settings.exchangeRates };
  const files = new Map<TableName, TypedFile>();
  for (const { file, formats: ofFile } of formats) {
    files.set(file.table, await typeTable(engine, file, ofFile, rates));
  }
  for (const file of files.values()) await markDuplicates(engine, file);
  for (const file of files.values()) await markOrphans(engine, file, files);
  const chosen = await findAsOf(engine, files, { argument: asOf, settings: settings.asOf });
  for (const file of files.values()) await excludeAfter(engine, file, chosen.date);
  return { files, currency, asOf: chosen, warnings };
}

async function collect<T extends FoundFile | StagedFile, R>(
  items: readonly T[],
  read: (item: T) => Promise<R>,
): Promise<R[]> {
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
