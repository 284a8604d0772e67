import type { Engine } from "../engine.js";
import type { ContractSettings } from "../settings/settings.js";
import { literal } from "../sql.js";
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
 * Makes tables from `contract_rows` and `contract_links`, as of a date: `terms`, those that began, with client_id,
 * product, line, contract, starts_on, ends_on, natural_end, months, short, amount, rate (a month's), open, cancelled,
 * term and terms (number within the line, and how many) and kind; `terms_ahead`, those that are signed and begin later,
 * with line, starts_on, ends_on, amount, rate, cancelled.
 *
 * A contract that states the length of its terms is split into those that began, and those up to an end that is known;
 * the last is cut short, with its amount by months, where the contract ends within it. The rate is by the exact length,
 * `months` are whole ones. The first term of a client is initial, later terms of a line are renewals, as is a contract
 * signed when none lived; one beside another is an expansion.
 */
export async function makeContractTerms(
  engine: Engine,
  settings: ContractSettings,
  asOf: string,
): Promise<void> {
  const today = `DATE ${literal(asOf)}`;
  await engine.run(`CREATE OR REPLACE TABLE signed_terms AS ${signedTerms(settings, today)}`);
  await engine.run(`CREATE OR REPLACE TABLE terms AS ${begun(today)}`);
  await engine.run(
    `CREATE OR REPLACE TABLE terms_ahead AS
     SELECT line, starts_on, ends_on, amount, rate, cancelled FROM signed_terms WHERE starts_on > ${today}`,
  );
}

function begun(today: string): string {
  return `SELECT * EXCLUDE (place, step), row_number() OVER in_line AS term, count(*) OVER (PARTITION BY line) AS terms,
    CASE WHEN starts_on = min(starts_on) OVER (PARTITION BY client_id) THEN 'initial'
      WHEN row_number() OVER in_line > 1 OR NOT EXISTS (
        SELECT 1 FROM contract_rows AS other WHERE other.client_id = signed.client_id
          AND other.starts_on < signed.starts_on AND coalesce(other.ends_on, signed.starts_on) >= signed.starts_on
      ) THEN 'renewal'
      ELSE 'expansion' END AS kind
  FROM signed_terms AS signed WHERE starts_on <= ${today}
  WINDOW in_line AS (PARTITION BY line ORDER BY place, step)`;
}

function signedTerms({ amountPer }: ContractSettings, today: string): string {
  const after = (months: string): string => monthsAfter("starts_on", months);
  const knownTo = `coalesce(ends_on, ${today})`;
  return `WITH RECURSIVE chain AS (
      SELECT contract, contract AS line, 1 AS place FROM contract_rows
      WHERE contract NOT IN (SELECT later FROM contract_links WHERE continues)
      UNION ALL
      SELECT link.later, chain.line, chain.place + 1
      FROM chain JOIN contract_links AS link ON link.earlier = chain.contract AND link.continues
    ), numbered AS (
      SELECT *, ${knownTo} AS known_to, months IS NOT NULL AS stepped,
        unnest(range(0, 1 + CASE WHEN months IS NULL THEN 0
          ELSE greatest(0, datesub('month', starts_on, ${knownTo})) // months END)) AS step
      FROM contract_rows
    ), split AS (
      SELECT contract, client_id, product, amount, stepped, cancelled, ends_on AS contract_end, known_to, step,
        CASE WHEN stepped THEN ${after("step * months")} ELSE starts_on END AS starts_on,
        CASE WHEN stepped THEN ${after("(step + 1) * months")} - 1 ELSE ends_on END AS natural_end,
        CASE WHEN stepped THEN months ELSE ${calendarMonths("starts_on", "ends_on")} END AS length
      FROM numbered
    ), priced AS (
      SELECT *, least(natural_end, coalesce(contract_end, natural_end)) AS ends_on, greatest(1, round(length)) AS months,
        ${fullAmount(amountPer)} AS full_amount
      FROM split WHERE step = 0 OR starts_on <= known_to
    )
    SELECT client_id, product, line, place, step, priced.contract, starts_on, ends_on, natural_end,
      CAST(months AS INTEGER) AS months, CAST(months AS INTEGER) < ${LONG_FROM_MONTHS} AS short,
      CAST(round(full_amount * CASE WHEN ends_on < natural_end
        THEN least(1, ${calendarMonths("starts_on", "ends_on")} / length) ELSE 1 END, 2) AS DECIMAL(18,2)) AS amount,
      full_amount / (${rateMonths("length")}) AS rate, contract_end IS NULL AS open,
      cancelled AND coalesce(ends_on = contract_end, false) AS cancelled
    FROM priced JOIN chain ON chain.contract = priced.contract`;
}
