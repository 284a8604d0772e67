import type { TypedFile } from "../check/type-table.js";
import { type Engine, number } from "../engine.js";
import type { ContractSettings } from "../settings/settings.js";
import { literal } from "../sql.js";
import { graceDays, makeContractRows, OPEN_TERM_MONTHS } from "./contract-rows.js";
import { makeContractTerms } from "./contract-terms.js";
import type { ExportDay } from "./export-day.js";
import { LONG_FROM_MONTHS } from "./term-runs.js";

const GRACE_DAYS = graceDays("months");

/** Days within which a contract for another product takes over. */
const TAKE_OVER_DAYS = 3;

/** Days of short terms at the end of an ended line from which they are no extension of the long one before. */
const EXTENSION_DAYS = 183;

/** Terms that the usual revenue of a line is judged by: of monthly ones a year, whose seasons cancel. */
const RECENT_TERMS = 12;

/**
 * Makes tables of the accepted contracts: `contract_rows`; `terms`, numbered within their line and with the kind of
 * business that each is, and `terms_ahead`; `contract_lines`, which end with the last term that is signed. Gives warnings for the reader.
 *
 * A line is a chain of a client's contracts, each starting within 45 days of the end of the one before (7 a month of
 * a short term): for the same product, or, within 3 days, for another product that took over. A contract that states
 * the length of its terms renews by itself: another one continues it only from the day of its end. Contracts that overlap
 * for longer live side by side, each in a line of its own. A contract of several terms is as many in its line. What a
 * renewal changes in revenue is told against all contracts that it took over.
 */
export async function makeContractLines(
  engine: Engine,
  files: { readonly contracts: TypedFile; readonly clients: TypedFile | undefined },
  settings: ContractSettings,
  asOf: string,
  exported: ExportDay,
): Promise<string[]> {
  await makeContractRows(engine, files.contracts, settings, asOf, exported);
  await engine.run(`CREATE OR REPLACE TABLE contract_links AS ${LINKS}`);
  await makeContractTerms(engine, settings, asOf);
  await engine.run(linesQuery(files.clients, asOf));
  const [open] = await engine.rows("SELECT count(*) AS rows FROM contract_rows WHERE assumed");
  const assumed = open === undefined ? 0 : number(open, "rows");
  return assumed === 0
    ? []
    : [
        `${assumed === 1 ? "1 contract has" : `${assumed} contracts have`} neither an end nor a length of term: ${assumed === 1 ? "it is" : "they are"} taken to renew every ${OPEN_TERM_MONTHS} months; set contracts.termMonths in targeting.yaml, or give term_months`,
      ];
}

/** Without contracts: empty tables of what all histories look for. To plan the others takes longer than to read a small folder. */
export async function makeNoContractLines(engine: Engine): Promise<void> {
  await engine.run(
    `CREATE TABLE terms (client_id VARCHAR, product VARCHAR, line BIGINT, term BIGINT, terms BIGINT,
       starts_on DATE, ends_on DATE, amount DECIMAL(18,2))`,
  );
  await engine.run(
    `CREATE TABLE contract_lines (line BIGINT, client_id VARCHAR, product VARCHAR, started_on DATE, ends_on DATE, ended BOOLEAN)`,
  );
}

/**
 * Which contract continues which: the nearest of each other, the same product before another. One that is signed ahead
 * continues one alone: what it will take over of several is not told apart from what these bring until then.
 */
const LINKS = `WITH near AS (
    SELECT before.contract AS earlier, after.contract AS later, abs(after.starts_on - before.ends_on - 1) AS gap,
      before.product IS NOT DISTINCT FROM after.product AS alike, after.is_ahead
    FROM contract_rows AS before JOIN contract_rows AS after ON after.client_id = before.client_id
      AND after.starts_on > before.starts_on
      AND abs(after.starts_on - before.ends_on - 1) <= before.reach
  ), fit AS (
    SELECT * FROM near WHERE alike UNION ALL
    SELECT * FROM near WHERE NOT alike AND gap <= ${TAKE_OVER_DAYS}
      AND earlier NOT IN (SELECT earlier FROM near WHERE alike) AND later NOT IN (SELECT later FROM near WHERE alike)
  ), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY later ORDER BY gap, earlier) AS of_later,
      row_number() OVER (PARTITION BY earlier ORDER BY gap, later) AS of_earlier
    FROM fit
  )
  SELECT earlier, later, alike, is_ahead, of_later = 1 AND of_earlier = 1 AS continues FROM ranked
  QUALIFY NOT is_ahead OR count(*) OVER (PARTITION BY later) = 1`;

function linesQuery(clients: TypedFile | undefined, asOf: string): string {
  const acquired =
    clients === undefined
      ? "SELECT CAST(NULL AS VARCHAR) AS client_id, CAST(NULL AS DATE) AS acquired_on WHERE false"
      : `SELECT client_id, acquired_on FROM ${clients.accepted}`;
  const today = `DATE ${literal(asOf)}`;
  const yearAgo = `CAST(${today} - INTERVAL 12 MONTH AS DATE)`;
  const moments = (direction: string, when: string): string =>
    `count(*) FILTER (WHERE ${when}) AS ${direction}_count,
     coalesce(sum(change) FILTER (WHERE ${when}), 0) AS ${direction}_sum,
     coalesce(sum(CAST(change * change AS DECIMAL(18,8))) FILTER (WHERE ${when}), 0) AS ${direction}_squares`;
  return `CREATE OR REPLACE TABLE contract_lines AS
    WITH taken_over AS (
      SELECT later AS contract, sum(rate) AS rate FROM (
        SELECT earlier, min(later) AS later FROM contract_links WHERE alike AND NOT is_ahead GROUP BY earlier HAVING NOT bool_or(continues)
      ) AS merged JOIN terms ON terms.contract = merged.earlier AND terms.term = terms.terms GROUP BY later
    ), stepped AS (
      SELECT line, short, year(starts_on) AS year, terms.rate, lag(short) OVER chain AS short_before,
        lag(terms.rate) OVER chain + CASE WHEN terms.contract = lag(terms.contract) OVER chain THEN 0 ELSE coalesce(taken_over.rate, 0) END AS rate_before
      FROM terms LEFT JOIN taken_over ON taken_over.contract = terms.contract WINDOW chain AS (PARTITION BY line ORDER BY term)
    ), compared AS (
      SELECT line, short, year, CAST(greatest(-ln(10), least(ln(10), ln(rate / rate_before))) AS DECIMAL(9,6)) AS change
      FROM stepped WHERE rate > 0 AND rate_before > 0 AND short = short_before
    ), changes AS (
      SELECT line, short, count(*) FILTER (WHERE abs(change) < 0.005) AS flat_count,
        ${moments("up", "change >= 0.005")}, ${moments("down", "change <= -0.005")},
        sum(swing) AS swing_sum, sum(CAST(swing * swing AS DECIMAL(18,8))) AS swing_squares
      FROM (
        SELECT *, CAST(change - sum(change) OVER alike / count(*) OVER alike AS DECIMAL(9,6)) AS swing
        FROM compared WINDOW alike AS (PARTITION BY short, year)
      ) AS beside_others GROUP BY line, short
    ), yearly AS (
      SELECT later.line, later.short, count(*) AS pairs, sum(greatest(1, 12 // later.months)) AS renewals,
        sum(CAST(greatest(-ln(10), least(ln(10), ln(later.rate / earlier.rate))) AS DECIMAL(9,6))) AS total
      FROM terms AS later JOIN terms AS earlier ON earlier.line = later.line
        AND earlier.term = later.term - greatest(1, 12 // later.months)
      WHERE later.rate > 0 AND earlier.rate > 0 AND later.short = earlier.short
      GROUP BY later.line, later.short
    ), recent AS (
      SELECT line, short, string_agg(CAST(over_latest AS VARCHAR), ' ' ORDER BY term) AS recent_terms FROM (
        SELECT line, short, term, row_number() OVER latest_first AS place,
          CAST(greatest(-ln(10), least(ln(10), ln(rate / first_value(rate) OVER latest_first))) AS DECIMAL(9,6)) AS over_latest
        FROM terms WHERE rate > 0 WINDOW latest_first AS (PARTITION BY line, short ORDER BY term DESC)
      ) AS compared_to_latest WHERE place BETWEEN 2 AND ${RECENT_TERMS} GROUP BY line, short
    ), succeeded AS (
      SELECT line, short, term, contract <> lag(contract) OVER chain AS is_signed, starts_on - lag(ends_on) OVER chain - 1 AS late,
        lag(ends_on) OVER chain + 1 + lag(${GRACE_DAYS}) OVER chain <= ${today} AS decided, short = lag(short) OVER chain AS is_alike
      FROM terms WINDOW chain AS (PARTITION BY line ORDER BY term)
    ), signings AS (
      SELECT line, short, count(*) FILTER (WHERE NOT decided) AS lately_renewed, count(*) FILTER (WHERE decided AND is_signed) AS signed,
        coalesce(string_agg(CAST(late AS VARCHAR), ' ' ORDER BY term) FILTER (WHERE decided AND is_signed AND late > 0), '') AS late_days
      FROM succeeded WHERE is_alike GROUP BY line, short
    ), year_ago AS (
      SELECT line, term, rate * 12 AS yearly,
        CASE WHEN natural_end + 1 + ${GRACE_DAYS} <= ${today}
          THEN 1 + datesub('month', natural_end + 1, ${today} - ${GRACE_DAYS}) // months ELSE 0 END AS opportunities
      FROM terms WHERE starts_on <= ${yearAgo}
      QUALIFY term = max(term) OVER (PARTITION BY line) AND ends_on + ${GRACE_DAYS} >= ${yearAgo}
        AND NOT (cancelled AND term = terms AND ends_on <= ${yearAgo})
    ), outlived AS (
      SELECT DISTINCT earlier AS contract FROM contract_links WHERE alike AND NOT is_ahead
    ), latest AS (
      SELECT *, first_value(starts_on) OVER chain AS started_on, first_value(months) OVER chain AS first_months,
        max(months) OVER (PARTITION BY line) AS longest, max(CASE WHEN NOT short THEN ends_on END) OVER (PARTITION BY line) AS long_until
      FROM terms WINDOW chain AS (PARTITION BY line ORDER BY term)
      QUALIFY term = terms
    ), ahead AS (
      SELECT line, max(ends_on) AS signed_until, arg_max(cancelled, ends_on) AS ends_signed FROM terms_ahead GROUP BY line
    ), judged AS (
      SELECT latest.*, signed_until, ends_signed, outlived.contract IS NOT NULL AS merged,
        outlived.contract IS NOT NULL OR (NOT open AND signed_until IS NULL AND (ends_on + ${GRACE_DAYS} < ${today}
          OR ((cancelled OR ends_on < natural_end) AND ends_on <= ${today}))) AS ended
      FROM latest LEFT JOIN outlived ON outlived.contract = latest.contract LEFT JOIN ahead ON ahead.line = latest.line
    ), sized AS (
      SELECT *, CASE WHEN ended AND (long_until IS NULL OR ends_on - long_until < ${EXTENSION_DAYS}) THEN longest ELSE months END AS term_months
      FROM judged
    )
    SELECT judged.line, judged.client_id, judged.product, judged.started_on, judged.terms,
      coalesce(signed_until, judged.ends_on) AS ends_on,
      round(judged.rate * term_months, 2) AS term_revenue, term_months, ended, merged,
      coalesce(ends_signed, cancelled) AND NOT ended AS notice_given,
      CASE WHEN judged.started_on = min(judged.started_on) OVER (PARTITION BY judged.client_id)
          AND acquired_on < judged.started_on - ${GRACE_DAYS}
          AND judged.started_on - 1 <= (SELECT min(ends_on) FROM contract_rows)
        THEN round((judged.started_on - acquired_on) / 30.4375 / first_months) ELSE 0 END AS renewed_before,
      coalesce(flat_count, 0) AS flat_count,
      ${["up", "down"].map((direction) => ["count", "sum", "squares"].map((moment) => `coalesce(${direction}_${moment}, 0) AS ${direction}_${moment}`).join(", ")).join(", ")},
      coalesce(swing_sum, 0) AS swing_sum, coalesce(swing_squares, 0) AS swing_squares,
      ended AND ends_on + 1 + ${GRACE_DAYS} > ${today} AS lately_ended, coalesce(lately_renewed, 0) AS lately_renewed,
      coalesce(signed, 0) AS signed, coalesce(late_days, '') AS late_days,
      coalesce(recent_terms, '') AS recent_terms, coalesce(pairs, 0) AS yearly_pairs,
      coalesce(yearly.renewals, 0) AS yearly_renewals, coalesce(yearly.total, 0) AS yearly_sum, year_ago.term AS then_term, yearly AS then_yearly, opportunities AS then_opportunities
    FROM sized AS judged LEFT JOIN year_ago ON year_ago.line = judged.line
      ${["changes", "yearly", "recent", "signings"].map((of) => `LEFT JOIN ${of} ON ${of}.line = judged.line AND ${of}.short = (term_months < ${LONG_FROM_MONTHS})`).join(" ")}
      LEFT JOIN (${acquired}) AS client ON client.client_id = judged.client_id`;
}
