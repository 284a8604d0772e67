import type { Engine } from "../engine.js";

/** Days by which any invoice may precede the term that it is for; the last monthly one of the term before does not. */
const EARLY_DAYS = 27;
/** Days by which an invoice of half a year or more may: half of the time that it pays for. */
const EARLIEST_DAYS = 183;
/** Days within which invoices come together. */
const TOGETHER_DAYS = 27;
/** A term is billed at once where invoices that come together are this share of it: what is missing is a discount. */
const AT_ONCE = 0.75;
/** A smaller share of the term's amount is rounding. */
const NOISE = 0.01;

/**
 * Makes the table `contract_billing` of live lines, from `contract_lines`, `terms` and `raw_books`: line, in_parts
 * (whether its terms are billed bit by bit), unbilled (what is left to bill of the latest term), kind (of that term).
 *
 * Unbilled = min(A · days left / days of the term, max(0, A − billed)), A the term's amount; 0 where the term was
 * billed at once, and under 1 % of A. Billed = Σ positive amounts of the client, of kinds that contracts are billed as,
 * from half the time that an invoice pays for (27 days to half a year) before the term on, of the line's product or of
 * one, or none, that no live line of the client has: an invoice may count for two lines, but not for none. Of a term
 * that nothing was billed of yet, the one before tells how it is billed.
 */
export async function makeContractBilling(engine: Engine, asOf: string): Promise<void> {
  await engine.run(`CREATE OR REPLACE TABLE contract_billing AS ${BILLING}`, [asOf]);
}

/** The same without transactions or contracts: no line is billed in parts. */
export async function makeNoContractBilling(engine: Engine): Promise<void> {
  await engine.run(
    `CREATE OR REPLACE TABLE contract_billing AS
     SELECT NULL::BIGINT AS line, NULL::BOOLEAN AS in_parts, NULL::DOUBLE AS unbilled, NULL::VARCHAR AS kind WHERE false`,
  );
}

const BILLING = `WITH live AS (
    SELECT line.line, line.client_id, line.product, term.term, term.starts_on, term.ends_on, term.kind,
      CAST(term.amount AS DOUBLE) AS amount, term.ends_on - term.starts_on + 1 AS days, term.term = line.terms AS latest
    FROM contract_lines AS line JOIN terms AS term ON term.line = line.line AND term.term >= line.terms - 1
    WHERE NOT line.ended AND term.amount > 0
  ), sold AS (
    SELECT DISTINCT client_id, product FROM contract_lines WHERE NOT ended
  ), paid AS (
    SELECT live.line, live.term, book.date, book.amount,
      sum(book.amount) OVER (PARTITION BY live.line, live.term ORDER BY book.date
        RANGE BETWEEN INTERVAL ${TOGETHER_DAYS} DAY PRECEDING AND CURRENT ROW) AS together
    FROM raw_books AS book JOIN live ON live.client_id = book.client_id
      LEFT JOIN sold ON sold.client_id = book.client_id AND sold.product = book.product
    WHERE book.amount > 0 AND coalesce(book.kind, 'renewal') IN ('initial', 'renewal', 'expansion')
      AND (sold.product IS NULL OR book.product = live.product)
      AND (live.latest OR book.date <= live.ends_on)
      AND book.date >= live.starts_on - CAST(greatest(${EARLY_DAYS},
        least(${EARLIEST_DAYS}, floor(CAST(book.amount AS DOUBLE) / live.amount * live.days / 2))) AS INTEGER)
  ), billed AS (
    SELECT line, term, CAST(sum(amount) AS DOUBLE) AS billed, CAST(max(together) AS DOUBLE) AS together
    FROM paid GROUP BY line, term
  ), judged AS (
    SELECT live.line, max(CASE WHEN latest THEN kind END) AS kind, max(CASE WHEN latest THEN amount END) AS amount,
      max(CASE WHEN latest THEN least(amount * greatest(0, ends_on - CAST($1 AS DATE)) / days,
        greatest(0, amount - coalesce(billed, 0))) END) AS left_to_bill,
      bool_or(latest AND together >= ${AT_ONCE} * amount) AS billed_at_once,
      coalesce(arg_max(together < ${AT_ONCE} * amount, live.term), false) AS in_parts
    FROM live LEFT JOIN billed ON billed.line = live.line AND billed.term = live.term GROUP BY live.line
  ), unbilled AS (
    SELECT line, kind, in_parts,
      CASE WHEN left_to_bill >= ${NOISE} * amount AND billed_at_once IS NOT TRUE THEN round(left_to_bill, 2) ELSE 0 END AS unbilled
    FROM judged
  )
  SELECT line, in_parts, unbilled, kind FROM unbilled WHERE kind IS NOT NULL AND (in_parts OR unbilled > 0)`;
