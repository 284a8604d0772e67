import type { TypedFile } from "../check/type-table.js";
import { booleanOrNull, type Engine, numberOrNull, text, textOrNull } from "../engine.js";
import type { OpportunityRecord } from "../inputs.js";
import { dealWon, type StatedOutcomes } from "../parse/outcomes.js";
import { literal } from "../sql.js";

/**
 * Accepted opportunities as they stood on the as-of date, ordered by id.
 * Won or lost is read from is_won, is_closed and the stage; what closed later is open and has no amount yet.
 */
export async function readOpportunities(
  engine: Engine,
  file: TypedFile | undefined,
  asOf: string,
  outcomes: StatedOutcomes,
): Promise<OpportunityRecord[]> {
  if (file === undefined) return [];
  const rows = await engine.rows(
    `WITH outcome AS (
       SELECT *, closed_on > DATE ${literal(asOf)} AS later, ${dealWon(outcomes)} AS won
       FROM ${file.accepted}
     )
     SELECT opportunity_id, account_id, CAST(created_on AS VARCHAR) AS created_on,
       CASE WHEN later IS NOT TRUE THEN CAST(closed_on AS VARCHAR) END AS closed_on,
       CASE WHEN later IS NOT TRUE THEN amount END AS amount,
       CASE WHEN later IS NOT TRUE THEN won END AS won, product, owner, channel,
       CASE WHEN first_contact_on <= DATE ${literal(asOf)} THEN CAST(first_contact_on AS VARCHAR) END AS first_contact_on
     FROM outcome ORDER BY opportunity_id`,
  );
  return rows.map((row) => ({
    opportunityId: text(row, "opportunity_id"),
    accountId: textOrNull(row, "account_id"),
    createdOn: text(row, "created_on"),
    closedOn: textOrNull(row, "closed_on"),
    amount: numberOrNull(row, "amount"),
    won: booleanOrNull(row, "won"),
    lapsedOn: null,
    product: textOrNull(row, "product"),
    owner: textOrNull(row, "owner"),
    channel: textOrNull(row, "channel"),
    firstContactOn: textOrNull(row, "first_contact_on"),
  }));
}
