import type { AsOf } from "../check/as-of.js";
import type { CheckedFiles } from "../check/check-files.js";
import type { TypedFile } from "../check/type-table.js";
import type { Engine } from "../engine.js";
import { inputError } from "../input-error.js";
import type { Settings } from "../settings/settings.js";
import { areKindsComplete, makeBooks } from "./books.js";
import { makeContractBilling, makeNoContractBilling } from "./contract-billing.js";
import { makeContractLines, makeNoContractLines } from "./contract-lines.js";
import { exportDay } from "./export-day.js";
import { findTruncation, type Truncation } from "./truncation.js";

export interface SumsAsOf {
  readonly truncation: Truncation;
  /** For the reader. */
  readonly warnings: readonly string[];
}

/**
 * A function that makes the relations that histories are read from, as of a date. What is the same on any date, as
 * contracts are where there are none, is looked at once. Throws an `InputError` for a date before all transactions.
 */
export async function sumsMaker(
  engine: Engine,
  { files, asOf: chosen }: CheckedFiles,
  settings: Settings,
): Promise<(asOf: string) => Promise<SumsAsOf>> {
  const [transactions, contracts, clients] = [
    files.get("transactions"),
    files.get("contracts"),
    files.get("clients"),
  ];
  const kindsComplete = await areKindsComplete(engine, transactions);
  const makeLines = await linesMaker(engine, { transactions, contracts, clients }, chosen, settings);
  const isBilled = contracts !== undefined && transactions !== undefined;
  if (!isBilled) await makeNoContractBilling(engine);
  return async (asOf) => {
    const ofLines = await makeLines(asOf);
    await makeBooks(engine, { transactions, products: files.get("products") }, settings, kindsComplete, asOf);
    const ofBilling = isBilled ? await makeContractBilling(engine, asOf) : [];
    const truncation = await findTruncation(engine, clients);
    if (truncation === null) {
      throw inputError({
        message: `no transaction up to the as-of date ${asOf} is accepted; see what was rejected, or set a later asOf`,
      });
    }
    return { truncation, warnings: [...ofLines, ...ofBilling] };
  };
}

async function linesMaker(
  engine: Engine,
  {
    transactions,
    contracts,
    clients,
  }: Readonly<Record<"transactions" | "contracts" | "clients", TypedFile | undefined>>,
  chosen: AsOf,
  settings: Settings,
): Promise<(asOf: string) => Promise<string[]>> {
  if (contracts === undefined) {
    await makeNoContractLines(engine);
    return async () => [];
  }
  const exported = await exportDay(engine, transactions, contracts, chosen, settings);
  return (asOf) => makeContractLines(engine, { contracts, clients }, settings.contracts, asOf, exported);
}
