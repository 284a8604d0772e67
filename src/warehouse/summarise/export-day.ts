import { AFTER_AS_OF, type AsOf } from "../check/as-of.js";
import { lastBookedDay } from "../check/lonely-days.js";
import type { TypedFile } from "../check/type-table.js";
import { type Engine, number, text } from "../engine.js";
import type { Settings } from "../settings/settings.js";
import { literal } from "../sql.js";

/**
 * The day that the files speak of, ISO date: the as-of date of a run whose command gives none. A later start of a
 * contract does not move it, where there are transactions or the settings give a date: renewals are signed ahead.
 */
export async function exportDay(
  engine: Engine,
  books: TypedFile,
  asOf: AsOf,
  settings: Settings,
): Promise<string> {
  if (settings.asOf !== null) return settings.asOf;
  if (asOf.chosenBy !== "argument") return asOf.date;
  const column = books.table === "contracts" ? '"start"' : "date";
  const days = await engine.rows(
    `SELECT CAST(${column} AS VARCHAR) AS day, CAST(${column} - DATE '1970-01-01' AS INTEGER) AS number, count(*) AS rows
     FROM ${books.typed} WHERE problem IS NULL AND (exclusion IS NULL OR exclusion = ${literal(AFTER_AS_OF)})
     GROUP BY ${column} ORDER BY ${column}`,
  );
  const booked = days.map((row) => ({
    day: text(row, "day"),
    number: number(row, "number"),
    rows: number(row, "rows"),
  }));
  return lastBookedDay(booked) ?? asOf.date;
}
