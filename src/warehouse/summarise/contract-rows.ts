import { AFTER_AS_OF } from "../check/as-of.js";
import type { TypedFile } from "../check/type-table.js";
import type { Engine } from "../engine.js";
import { endsContract } from "../parse/contract-statuses.js";
import type { ContractSettings } from "../settings/settings.js";
import { literal } from "../sql.js";
import { calendarMonths, monthsAfter } from "./calendar-months.js";
import type { ExportDay } from "./export-day.js";

/** Length of the terms of a contract without end where nothing states one. */
export const OPEN_TERM_MONTHS = 12;

/** Days before the export's in which what it says of a contract was known already: under the shortest month of a look back. */
const KNOWN_DAYS = 27;

/** SQL of the days around the end of a term within which the next one still continues it: fewer for terms under half a year. */
export function graceDays(months: string): string {
  return `least(45, 7 * ${months})`;
}

/**
 * Makes the table `contract_rows` of the contracts that began by the as-of date, and on the day of the export of those
 * signed ahead: contract (a number), client_id, product, starts_on, ends_on, amount, cancelled, is_ahead, months (of its
 * terms; null: it is one), assumed (months are), reach (days around its end in which another continues it).
 *
 * Rows of the same client, product, start and end, of terms of the same length, are one contract; those that are
 * cancelled are another. An end on the day on which another term would begin is the day before: whole months after the
 * start, or where another contract of the client for the product starts. A contract of one term that does not renew by
 * itself ends with it. Of one whose terms are stated an end to come counts only where it is cancelled, or followed by one
 * signed ahead. A status is of the day of the export: seen from an earlier day it says nothing of ends to come.
 */
export async function makeContractRows(
  engine: Engine,
  contracts: TypedFile,
  { termMonths }: ContractSettings,
  asOf: string,
  { exportedOn, showsAhead }: ExportDay,
): Promise<void> {
  const today = `DATE ${literal(asOf)}`;
  const accepted = `SELECT client_id, product, "start" AS starts_on, "end" AS written_end, amount,
           coalesce(${endsContract("status")}, false) AS ended,
           CAST(round(term_months) AS INTEGER) AS own_months, auto_renew
         FROM ${contracts.typed} WHERE problem IS NULL AND (exclusion IS NULL OR exclusion = ${literal(AFTER_AS_OF)})
           AND ("start" <= ${today} OR ${showsAhead && asOf >= exportedOn} AND NOT ended)`;
  const isKnown = `${today} + ${KNOWN_DAYS} >= DATE ${literal(exportedOn)}`;
  const wholeMonths = "datesub('month', written.starts_on, written_end)";
  const oneTerm = `${monthsAfter("starts_on", "own_months")} - 1`;
  await engine.run(
    `CREATE OR REPLACE TABLE contract_rows AS
     WITH written AS (${accepted}), begun AS (
       SELECT DISTINCT client_id, product, starts_on FROM written
     ), closed AS (
       SELECT written.*, next.client_id IS NOT NULL OR after.client_id IS NOT NULL AS is_followed,
         CASE WHEN written_end > written.starts_on AND (next.client_id IS NOT NULL
             OR ${wholeMonths} > 0 AND ${monthsAfter("written.starts_on", wholeMonths)} = written_end
               AND (day(written_end) = day(written.starts_on)
                 OR ${wholeMonths} % coalesce(own_months, ${termMonths ?? "NULL"}) = 0))
         THEN written_end - 1 ELSE written_end END AS closed_on
       FROM written LEFT JOIN begun AS next ON next.client_id = written.client_id
         AND next.product IS NOT DISTINCT FROM written.product AND next.starts_on = written_end
       LEFT JOIN begun AS after ON after.client_id = written.client_id
         AND after.product IS NOT DISTINCT FROM written.product AND after.starts_on = written_end + 1
     ), single AS (
       SELECT *, auto_renew IS false AND coalesce(closed_on, ${oneTerm}) = ${oneTerm} AS is_single FROM closed
     ), judged AS (
       SELECT client_id, product, starts_on, amount, is_followed,
         CASE WHEN is_single THEN ${oneTerm} ELSE closed_on END AS ends_on,
         CASE WHEN is_single IS NOT TRUE THEN coalesce(own_months, ${termMonths ?? "NULL"}) END AS stated, ended
       FROM single
     ), merged AS (
       SELECT client_id, product, starts_on, ends_on, CAST(stated AS INTEGER) AS stated, sum(amount) AS amount,
         bool_or(is_followed) AS is_followed, ended AND (${isKnown} OR coalesce(ends_on <= ${today}, false)) AS cancelled
       FROM judged GROUP BY ALL
     )
     SELECT row_number() OVER (
         ORDER BY client_id, product NULLS FIRST, starts_on, ends_on NULLS LAST, cancelled, stated NULLS FIRST
       ) AS contract, client_id, product, starts_on,
       CASE WHEN stated IS NOT NULL AND ends_on > ${today} AND NOT cancelled AND NOT is_followed THEN NULL
         ELSE ends_on END AS ends_on,
       amount, cancelled, starts_on > ${today} AS is_ahead,
       coalesce(stated, CASE WHEN ends_on IS NULL THEN ${OPEN_TERM_MONTHS} END) AS months,
       stated IS NULL AND ends_on IS NULL AS assumed,
       CASE WHEN stated IS NOT NULL THEN 1
         ELSE ${graceDays(`greatest(1, CAST(round(${calendarMonths("starts_on", "ends_on")}) AS INTEGER))`)} END AS reach
     FROM merged`,
  );
}
