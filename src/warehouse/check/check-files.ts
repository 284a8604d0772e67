import { stat } from "node:fs/promises";
import type { TableName } from "../contract/table-contract.js";
import type { Engine } from "../engine.js";
import { type InputProblem, inputError, isInputError } from "../input-error.js";
import { columnFormats } from "../parse/column-formats.js";
import type { FoundFile } from "../read/find-files.js";
import { NotPlainError } from "../read/plain-rows.js";
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
  plainFrom: number,
): Promise<CheckedFiles> {
  const kept = plainColumns(found, settings);
  const staged = await collect(found, async (file) =>
    stageFile(engine, file, settings, scratchFolder, (await isPlainCandidate(file, plainFrom)) ? kept : null),
  );
  const formats = await collect(staged, async (file) => {
    const found = await columnFormats(engine, file, settings);
    if (found.problems.length > 0) throw inputError(...found.problems);
    return { file, formats: found };
  });
  const { currency, warnings } = await reportCurrency(engine, staged, settings);
  for (const { file, plain } of staged) {
    if (plain !== null && plain.currency !== null && plain.currency !== currency) {
      throw new NotPlainError(`${file}: most of its rows are not in the report's currency`);
    }
  }
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

/** Columns of plain transactions that the summaries add up. */
function plainColumns(found: readonly FoundFile[], settings: Settings): ReadonlySet<string> {
  const byProduct =
    Object.keys(settings.margin.byProduct).length > 0 || found.some(({ table }) => table === "products");
  return new Set(["client_id", "date", "amount", "kind", "cost", ...(byProduct ? ["product"] : [])]);
}

async function isPlainCandidate({ table, path }: FoundFile, plainFrom: number): Promise<boolean> {
  return table === "transactions" && (await stat(path)).size >= plainFrom;
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
