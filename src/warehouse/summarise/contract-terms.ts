import type { ContractSettings } from "../settings/settings.js";
import { calendarMonths, monthsAfter, rateMonths } from "./calendar-months.js";
import { LONG_FROM_MONTHS } from "./term-runs.js";

/** What a whole term costs, from the amount of its contract. */
function fullAmount(amountPer: ContractSettings["amountPer"]): string {
  const exact = "CAST(amount AS DOUBLE)";
  switch (amountPer) {
    case "term":
      return exact;
    case "month":
      return `${exact} * length`;
    case "year":
      return `${exact} * length / 12`;
  }
}

/**
 * SQL that makes the table `terms` up to the as-of date $1 from `contract_rows` and `contract_links`: client_id,
 * product, line, contract, starts_on, ends_on, natural_end, months, short, amount, rate (a month's), kind, open, cancelled,
 * term and terms (number within the line, and how many).
 *
 * A contract that states the length of its terms is split into those that began; the last is cut short, with its
 * amount by months, where the contract ends within it. The rate is by the exact length, `months` are whole ones. The first term of a client is initial, later terms of a line
 * are renewals, as is a contract signed when none lived; one beside another is an expansion.
 */
export function contractTerms({ amountPer }: ContractSettings): string {
  const asOf = "CAST($1 AS DATE)";
  const after = (months: string): string => monthsAfter("starts_on", months);
  return `CREATE OR REPLACE TABLE terms AS
    WITH RECURSIVE chain AS (
      SELECT contract, contract AS line, 1 AS place FROM contract_rows
      WHERE contract NOT IN (SELECT later FROM contract_links WHERE continues)
      UNION ALL
      SELECT link.later, chain.line, chain.place + 1
      FROM chain JOIN contract_links AS link ON link.earlier = chain.contract AND link.continues
    ), numbered AS (
      SELECT *, least(${asOf}, coalesce(ends_on, ${asOf})) AS seen_to, months IS NOT NULL AS stepped,
        unnest(range(0, 1 + CASE WHEN months IS NULL THEN 0
          ELSE greatest(0, datesub('month', starts_on, least(${asOf}, coalesce(ends_on, ${asOf})))) // months END)) AS step
      FROM contract_rows
    ), split AS (
      SELECT contract, client_id, product, amount, stepped, cancelled, ends_on AS contract_end, seen_to, step,
        CASE WHEN stepped THEN ${after("step * months")} ELSE starts_on END AS starts_on,
        CASE WHEN stepped THEN ${after("(step + 1) * months")} - 1 ELSE ends_on END AS natural_end,
        CASE WHEN stepped THEN months ELSE ${calendarMonths("starts_on", "ends_on")} END AS length
      FROM numbered
    ), priced AS (
      SELECT *, least(natural_end, coalesce(contract_end, natural_end)) AS ends_on, greatest(1, round(length)) AS months,
        ${fullAmount(amountPer)} AS full_amount
      FROM split WHERE step = 0 OR starts_on <= seen_to
    )
    SELECT priced.client_id, product, chain.line, priced.contract, starts_on, ends_on, natural_end,
      CAST(months AS INTEGER) AS months, CAST(months AS INTEGER) < ${LONG_FROM_MONTHS} AS short,
      CAST(round(full_amount * CASE WHEN ends_on < natural_end
        THEN least(1, ${calendarMonths("starts_on", "ends_on")} / length) ELSE 1 END, 2) AS DECIMAL(18,2)) AS amount,
      full_amount / (${rateMonths("length")}) AS rate, contract_end IS NULL AS open,
      cancelled AND coalesce(ends_on = contract_end, false) AS cancelled,
      row_number() OVER line AS term, count(*) OVER (PARTITION BY chain.line) AS terms,
      CASE WHEN starts_on = min(starts_on) OVER (PARTITION BY priced.client_id) THEN 'initial'
        WHEN row_number() OVER line > 1 OR NOT EXISTS (
          SELECT 1 FROM contract_rows AS other WHERE other.client_id = priced.client_id
            AND other.starts_on < priced.starts_on AND coalesce(other.ends_on, priced.starts_on) >= priced.starts_on
        ) THEN 'renewal'
        ELSE 'expansion' END AS kind
    FROM priced JOIN chain ON chain.contract = priced.contract
    WINDOW line AS (PARTITION BY chain.line ORDER BY chain.place, step)`;
}
