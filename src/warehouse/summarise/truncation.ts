import type { TypedFile } from "../check/type-table.js";
import { type Engine, number, text, textOrNull } from "../engine.js";
import { literal } from "../sql.js";

/** Days from the start of the books that count as their first month. */
const FIRST_MONTH_DAYS = 31;
/** When the books start late, most clients are first seen in the first month: more than this share of at least that many. */
const PILE_UP_SHARE = 0.5;
const PILE_UP_CLIENTS = 20;
const PILE_UP_SPAN_DAYS = 180;

export interface Truncation {
  readonly shareFirstSeenInFirstMonth: number;
  readonly firstDate: string;
  readonly lastDate: string;
}

/**
 * Makes the table `truncated_clients`: client_id of those that were clients before the books start: acquired more than a month before,
 * or, where the export does not say when, first seen in the first month when most clients are. A day more than a month after the
 * client's first in the books, as that of a move to another system, says nothing. Null without books.
 */
export async function findTruncation(
  engine: Engine,
  clients: TypedFile | undefined,
): Promise<Truncation | null> {
  const [span] = await engine.rows(
    `SELECT CAST(min(date) AS VARCHAR) AS first, CAST(max(date) AS VARCHAR) AS last, max(date) - min(date) AS days FROM books`,
  );
  const first = span === undefined ? null : textOrNull(span, "first");
  if (span === undefined || first === null) return null;
  const firstDay = `DATE ${literal(first)}`;
  const early = `day.first_on < ${firstDay} + ${FIRST_MONTH_DAYS}`;
  const [seen] = await engine.rows(
    `SELECT count(*) AS clients, count(*) FILTER (WHERE ${early}) AS early FROM client_days AS day`,
  );
  const count = seen === undefined ? 0 : number(seen, "clients");
  const share = seen === undefined || count === 0 ? 0 : number(seen, "early") / count;
  const piledUp =
    count >= PILE_UP_CLIENTS && number(span, "days") >= PILE_UP_SPAN_DAYS && share > PILE_UP_SHARE;
  const acquired =
    clients === undefined
      ? "SELECT CAST(NULL AS VARCHAR) AS client_id, CAST(NULL AS DATE) AS acquired_on WHERE false"
      : `SELECT client_id, acquired_on FROM ${clients.accepted}`;
  await engine.run(
    `CREATE OR REPLACE TABLE truncated_clients AS
     SELECT day.client_id FROM client_days AS day LEFT JOIN (${acquired}) AS client ON client.client_id = day.client_id
     WHERE coalesce(
       CASE WHEN client.acquired_on <= day.first_on + ${FIRST_MONTH_DAYS}
         THEN client.acquired_on < ${firstDay} - ${FIRST_MONTH_DAYS} END,
       ${piledUp} AND ${early})`,
  );
  return {
    shareFirstSeenInFirstMonth: share,
    firstDate: first,
    lastDate: text(span, "last"),
  };
}
