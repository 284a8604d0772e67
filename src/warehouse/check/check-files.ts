import type { TableName } from "../contract/table-contract.js";
import type { Engine } from "../engine.js";
import { type InputProblem, inputError } from "../input-error.js";
import { currencyCode } from "../parse/currencies.js";
import type { FoundFile } from "../read/found-file.js";
import type { Settings } from "../settings/settings.js";
import { type AsOf, excludeAfter, findAsOf } from "./as-of.js";
import { dropCommonRows, judgeDoubtful } from "./common-rows.js";
import { excludeNeverBegun } from "./contract-statuses.js";
import { markDuplicates } from "./duplicates.js";
import { rejectLargeTerms } from "./large-terms.js";
import { markOrphans } from "./orphans.js";
import { isCommonRows, readRows, stageAsText } from "./read-rows.js";
import { reportCurrency } from "./report-currency.js";
import { rejectTotals } from "./totals.js";
import { type TypedFile, typeTable } from "./type-table.js";
import { unpricedCurrencies } from "./unpriced-currencies.js";

export interface CheckedFiles {
  readonly files: ReadonlyMap<TableName, TypedFile>;
  readonly currency: string;
  readonly asOf: AsOf;
  readonly warnings: readonly string[];
}

/**
 * Reads all files and gives every row its verdict.
 *
 * Throws one `InputError` with the problems of all files when any cannot be read, or holds money without a rate.
 */
export async function checkFiles(
  engine: Engine,
  found: readonly FoundFile[],
  settings: Settings,
  asOf: string | null,
  scratchFolder: string,
): Promise<CheckedFiles> {
  const staged = await readRows(engine, found, settings, scratchFolder);
  const { currency, warnings } = await reportCurrency(engine, staged, settings);
  const rates = { currency, exchangeRates: settings.exchangeRates };
  const files = new Map<TableName, TypedFile>();
  for (const file of staged) {
    if (isCommonRows(file) && currencyCode(file.unstaged.currency ?? currency, rates) === currency) {
      files.set(file.table, await judgeDoubtful(engine, file, rates));
      continue;
    }
    if (isCommonRows(file)) await dropCommonRows(engine, file);
    const { formats, ...whole } = isCommonRows(file) ? await stageAsText(engine, file, settings) : file;
    files.set(file.table, await typeTable(engine, whole, formats, rates));
  }
  const unpriced: InputProblem[] = [];
  for (const file of files.values())
    unpriced.push(...(await unpricedCurrencies(engine, file, rates, settings.currency !== null)));
  if (unpriced.length > 0) throw inputError(...unpriced);
  for (const file of files.values()) await markDuplicates(engine, file);
  for (const file of files.values()) await markOrphans(engine, file, files);
  for (const file of files.values()) await excludeNeverBegun(engine, file);
  for (const file of files.values()) await rejectTotals(engine, file, files);
  for (const file of files.values()) await rejectLargeTerms(engine, file, settings.contracts);
  const chosen = await findAsOf(engine, files, { argument: asOf, settings: settings.asOf });
  for (const file of files.values()) await excludeAfter(engine, file, files, chosen.asOf.date);
  return { files, currency, asOf: chosen.asOf, warnings: [...warnings, ...chosen.warnings] };
}
