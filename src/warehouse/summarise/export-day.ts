import { AFTER_AS_OF, type AsOf, bookedDays } from "../check/as-of.js";
import { lastDayReached } from "../check/dated-ahead.js";
import { lastBookedDay } from "../check/lonely-days.js";
import type { TypedFile } from "../check/type-table.js";
import type { Engine } from "../engine.js";
import type { Settings } from "../settings/settings.js";
import { literal } from "../sql.js";

export interface ExportDay {
  /** ISO date. */
  readonly exportedOn: string;
  /** Whether what starts after it was signed ahead: there are transactions, and none lies after it. */
  readonly showsAhead: boolean;
}

/**
 * The day that the files speak of: the latest of the transactions', those after the as-of date too, the as-of
 * date of the settings, and that of this run. A start of a contract may lie ahead of it, as renewals are signed early:
 * the latest one counts only where neither transactions nor settings tell.
 */
export async function exportDay(
  engine: Engine,
  transactions: TypedFile | undefined,
  contracts: TypedFile,
  asOf: AsOf,
  settings: Settings,
): Promise<ExportDay> {
  const known = [asOf.date, settings.asOf ?? asOf.date];
  if (transactions !== undefined) known.push((await lastDay(engine, transactions, "date")) ?? asOf.date);
  else if (settings.asOf === null) known.push((await lastDay(engine, contracts, "start")) ?? asOf.date);
  return { exportedOn: known.sort().at(-1) ?? asOf.date, showsAhead: transactions !== undefined };
}

/** The last day with rows that is not lonely, before those dated ahead; null without any. */
async function lastDay(engine: Engine, { typed }: TypedFile, column: string): Promise<string | null> {
  const seen = `(SELECT * FROM ${typed} WHERE problem IS NULL AND (exclusion IS NULL OR exclusion = ${literal(AFTER_AS_OF)}))`;
  const days = await bookedDays(engine, seen, column);
  const last = lastBookedDay(days);
  return lastDayReached(days.filter(({ day }) => last !== null && day <= last));
}
