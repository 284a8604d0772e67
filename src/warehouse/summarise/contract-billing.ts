import type { Engine } from "../engine.js";
import { literal } from "../sql.js";
import { EARLIEST_DAYS, EARLY_DAYS, makeBilledOverSigned } from "./billed-over-signed.js";

/** Days within which invoices come together. */
const TOGETHER_DAYS = 27;
/** A term is billed at once where invoices that come together are this share of it: what is missing is a discount. */
const AT_ONCE = 0.75;
/** A smaller share of the term's amount is rounding. */
const NOISE = 0.01;

/**
 * Makes the table `contract_billing` of live lines, from `contract_lines`, `terms` and `raw_books`: line, instalments
 * (that its terms are billed in), unbilled (what is left to bill of the latest term), next_on (when the next of them is
 * due, null where no instalments are known), kind (of that term), and of `makeBilledOverSigned`, whose warnings it
 * gives, share, term_swing and level_swing.
 *
 * Unbilled = min(A · days left / days of the term, max(0, A − billed)), A the term's amount times the share, and where
 * that is above 1, as by use, the first alone: what was billed more so far is no credit; 0 where the term was billed at
 * once, and under 1 % of A. Billed = Σ positive amounts of the client, of kinds that contracts are billed as,
 * from half the time that an invoice pays for (27 days to half a year) before the term on, of the line's product or of
 * one, or none, that no live line of the client has: an invoice may count for two lines, but not for none. An invoice
 * that a credit of the same amount, client and product took back is none: the latest before the credit. Instalments
 * are as many as the largest of them goes into A, at most one a month; the next one comes as long after the last. Of a
 * term that nothing was billed of yet, the one before tells how it is billed.
 */
export async function makeContractBilling(engine: Engine, asOf: string): Promise<string[]> {
  const warnings = await makeBilledOverSigned(engine, asOf);
  await engine.run(`CREATE OR REPLACE TABLE contract_billing AS ${billing(asOf)}`);
  return warnings;
}

/** The same without transactions or contracts: no line is known to be billed in instalments. */
export async function makeNoContractBilling(engine: Engine): Promise<void> {
  await engine.run(
    `CREATE OR REPLACE TABLE contract_billing AS
     SELECT NULL::BIGINT AS line, NULL::INTEGER AS instalments, NULL::DOUBLE AS unbilled, NULL::DATE AS next_on, NULL::VARCHAR AS kind,
       NULL::DOUBLE AS share, NULL::DOUBLE AS term_swing, NULL::DOUBLE AS level_swing
     WHERE false`,
  );
}

function billing(asOf: string): string {
  const today = `DATE ${literal(asOf)}`;
  return `WITH live AS (
    SELECT line.line, line.client_id, line.product, term.term, term.starts_on, term.ends_on, term.kind, term.months,
      CAST(term.amount AS DOUBLE) * share AS amount, term.ends_on - term.starts_on + 1 AS days, term.term = line.terms AS latest, share
    FROM contract_lines AS line JOIN terms AS term ON term.line = line.line AND term.term >= line.terms - 1
      JOIN billed_over_signed ON billed_over_signed.line = line.line
    WHERE NOT line.ended AND term.amount > 0
  ), sold AS (
    SELECT DISTINCT client_id, product FROM contract_lines WHERE NOT ended
  ), levelled AS (
    SELECT *, sum(sign(amount)) OVER alike + CASE WHEN amount < 0 THEN 1 ELSE 0 END AS level FROM raw_books
    WHERE client_id IN (SELECT client_id FROM live)
    WINDOW alike AS (PARTITION BY client_id, product, abs(amount) ORDER BY date, amount DESC, kind ROWS UNBOUNDED PRECEDING)
  ), kept AS (
    SELECT * FROM levelled QUALIFY amount > 0 AND coalesce(lead(amount) OVER (
      PARTITION BY client_id, product, abs(amount), level ORDER BY date, amount DESC, kind), 0) >= 0
  ), paid AS (
    SELECT live.line, live.term, book.date, book.amount,
      sum(book.amount) OVER (PARTITION BY live.line, live.term ORDER BY book.date
        RANGE BETWEEN INTERVAL ${TOGETHER_DAYS} DAY PRECEDING AND CURRENT ROW) AS together
    FROM kept AS book JOIN live ON live.client_id = book.client_id
      LEFT JOIN sold ON sold.client_id = book.client_id AND sold.product = book.product
    WHERE coalesce(book.kind, 'renewal') IN ('initial', 'renewal', 'expansion')
      AND (sold.product IS NULL OR book.product = live.product)
      AND (live.latest OR book.date <= live.ends_on)
      AND book.date >= live.starts_on - CAST(greatest(${EARLY_DAYS},
        least(${EARLIEST_DAYS}, floor(CAST(book.amount AS DOUBLE) / live.amount * live.days / 2))) AS INTEGER)
  ), billed AS (
    SELECT line, term, CAST(sum(amount) AS DOUBLE) AS billed, CAST(max(together) AS DOUBLE) AS together, max(date) AS last_on
    FROM paid GROUP BY line, term
  ), judged AS (
    SELECT live.line, max(share) AS share, max(CASE WHEN latest THEN kind END) AS kind, max(CASE WHEN latest THEN amount END) AS amount,
      max(CASE WHEN latest THEN least(amount * greatest(0, ends_on - ${today}) / days,
        CASE WHEN share > 1 THEN amount ELSE greatest(0, amount - coalesce(billed, 0)) END) END) AS left_to_bill,
      bool_or(latest AND together >= ${AT_ONCE} * amount) AS billed_at_once,
      max(CASE WHEN latest THEN days END) AS days, max(CASE WHEN latest THEN months END) AS months,
      arg_max(last_on, live.term) AS last_on, coalesce(arg_max(
        CASE WHEN together < ${AT_ONCE} * amount THEN greatest(2, round(least(amount / together, days / 30.4375))) ELSE 1 END,
        CASE WHEN together > 0 THEN live.term END), 1) AS instalments
    FROM live LEFT JOIN billed ON billed.line = live.line AND billed.term = live.term GROUP BY live.line
  ), unbilled AS (
    SELECT line, share, kind, CAST(instalments AS INTEGER) AS instalments,
      CASE WHEN instalments > 1 THEN greatest(${today} + 1, CASE WHEN months % instalments = 0
        THEN CAST(last_on + INTERVAL 1 MONTH * CAST(months / instalments AS INTEGER) AS DATE)
        ELSE last_on + CAST(round(days / instalments) AS INTEGER) END) END AS next_on,
      CASE WHEN left_to_bill >= ${NOISE} * amount AND billed_at_once IS NOT TRUE THEN round(left_to_bill, 2) ELSE 0 END AS unbilled
    FROM judged
  )
  SELECT latest.line, instalments, unbilled, next_on, kind, latest.share, term_swing, level_swing
  FROM unbilled AS latest JOIN billed_over_signed AS told ON told.line = latest.line
  WHERE kind IS NOT NULL AND (instalments > 1 OR unbilled > 0 OR latest.share <> 1)`;
}
