import type { ContractLine } from "../../model/value/client-history.js";
import type { TypedFile } from "../check/type-table.js";
import { boolean, type Engine, number, text, textOrNull } from "../engine.js";
import { literal, literals } from "../sql.js";

/** Days around the end of a term within which the next one still continues it. */
const GRACE_DAYS = 45;

const ENDED_STATUSES = ["cancelled", "canceled", "churned", "terminated", "ended", "expired", "lost"];

/**
 * Makes tables of the accepted contracts: `terms`, numbered within their line, and `contract_lines`.
 *
 * A line is a client's terms for one product, each starting at most 45 days after the ends of those before;
 * terms that overlap follow each other by their start, terms with the same start are one.
 * Without contracts both tables are empty.
 */
export async function makeContractLines(
  engine: Engine,
  contracts: TypedFile | undefined,
  asOf: string,
): Promise<void> {
  const accepted =
    contracts === undefined
      ? `SELECT NULL::BIGINT AS record, NULL::VARCHAR AS client_id, NULL::VARCHAR AS product, NULL::DATE AS "start",
           NULL::DATE AS "end", NULL::DECIMAL(18,2) AS amount, NULL::VARCHAR AS status WHERE false`
      : `SELECT record, client_id, product, "start", "end", amount, status FROM ${contracts.accepted}
         WHERE "start" <= DATE ${literal(asOf)}`;
  await engine.run(
    `CREATE OR REPLACE TABLE terms AS
     WITH merged AS (
       SELECT client_id, product, "start" AS starts_on, max("end") AS ends_on, sum(amount) AS amount,
         lower(max(status)) AS status
       FROM (${accepted}) AS accepted GROUP BY client_id, product, "start"
     ), marked AS (
       SELECT *, CASE WHEN starts_on <= max(ends_on) OVER (
           PARTITION BY client_id, product ORDER BY starts_on
           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) + ${GRACE_DAYS}
         THEN 0 ELSE 1 END AS opens
       FROM merged
     ), numbered AS (
       SELECT *, sum(opens) OVER (PARTITION BY client_id, product ORDER BY starts_on) AS line FROM marked
     )
     SELECT client_id, product, line, starts_on, ends_on, amount, status,
       row_number() OVER (PARTITION BY client_id, product, line ORDER BY starts_on) AS term,
       count(*) OVER (PARTITION BY client_id, product, line) AS terms
     FROM numbered`,
  );
  await engine.run(
    `CREATE OR REPLACE TABLE contract_lines AS
     SELECT latest.client_id, latest.product, first.starts_on AS started_on, latest.terms, latest.ends_on,
       latest.amount AS term_revenue,
       greatest(1, round((latest.ends_on - latest.starts_on + 1) / 30.4375)) AS term_months,
       latest.ends_on + ${GRACE_DAYS} < CAST($1 AS DATE)
         OR (coalesce(latest.status, '') IN (${literals(ENDED_STATUSES)}) AND latest.ends_on <= CAST($1 AS DATE)) AS ended
     FROM terms AS latest
     JOIN terms AS first ON first.client_id = latest.client_id AND first.product IS NOT DISTINCT FROM latest.product
       AND first.line = latest.line AND first.term = 1
     WHERE latest.term = latest.terms`,
    [asOf],
  );
}

/** Contract lines by client, in the order of product and start. */
export async function readContractLines(
  engine: Engine,
): Promise<ReadonlyMap<string, readonly ContractLine[]>> {
  const rows = await engine.rows(
    `SELECT client_id, product, CAST(started_on AS VARCHAR) AS started_on, terms, term_months,
       CAST(ends_on AS VARCHAR) AS ends_on, term_revenue, ended
     FROM contract_lines ORDER BY client_id, product NULLS FIRST, contract_lines.started_on`,
  );
  const lines = new Map<string, ContractLine[]>();
  for (const row of rows) {
    const clientId = text(row, "client_id");
    const ofClient = lines.get(clientId) ?? [];
    ofClient.push({
      product: textOrNull(row, "product"),
      startedOn: text(row, "started_on"),
      terms: number(row, "terms"),
      termMonths: number(row, "term_months"),
      endsOn: text(row, "ends_on"),
      termRevenue: number(row, "term_revenue"),
      ended: boolean(row, "ended"),
    });
    lines.set(clientId, ofClient);
  }
  return lines;
}
