import type { DayRevenue } from "../../model/value/accuracy/tracking.js";
import type { ValueComponent } from "../../model/value/portfolio/components.js";
import { KINDS } from "../contract/kinds.js";
import { type Engine, type EngineRow, number, text, textOrNull } from "../engine.js";
import type { CohortCell, Ledger, MonthOfKind } from "../inputs.js";
import { literal, literals } from "../sql.js";

const LEDGERS = 3;
const LEDGER_ROWS_AT_LEAST = 3;

/** Revenue and margin by month and kind of business, in order. */
export async function readRevenueByMonthKind(engine: Engine): Promise<MonthOfKind[]> {
  const rows = await engine.rows(
    `SELECT substr(CAST(date AS VARCHAR), 1, 7) AS month, kind, sum(amount) AS revenue, sum(margin) AS margin,
       count(*) AS transactions
     FROM books GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  return rows.map((row) => ({
    month: text(row, "month"),
    kind: kindOf(row),
    revenue: number(row, "revenue"),
    margin: number(row, "margin"),
    transactions: number(row, "transactions"),
  }));
}

/** Revenue by day after `origin`, in order, of the clients that had a transaction or a contract by then. */
export async function readRevenueSince(engine: Engine, origin: string): Promise<DayRevenue[]> {
  const rows = await engine.rows(
    `SELECT CAST(date AS VARCHAR) AS day, sum(amount) AS revenue FROM books
     WHERE date > DATE ${literal(origin)} AND client_id IN (
       SELECT client_id FROM books WHERE date <= DATE ${literal(origin)}
       UNION SELECT client_id FROM terms WHERE starts_on <= DATE ${literal(origin)}
     ) GROUP BY 1 ORDER BY 1`,
  );
  return rows.map((row) => ({ date: text(row, "day"), revenue: number(row, "revenue") }));
}

/** Margin by year of first purchase and year of life; every year of life that began by the as-of date is there. */
export async function readCohorts(engine: Engine, asOf: string): Promise<CohortCell[]> {
  const rows = await engine.rows(
    `WITH client AS (
       SELECT client_id, first_on, extract(year FROM first_on) AS cohort,
         datesub('year', first_on, DATE ${literal(asOf)}) AS years FROM client_days
     ), lived AS (
       SELECT client.cohort, life.number AS year_of_life, count(*) AS reached,
         count(*) FILTER (WHERE client.years >= life.number) AS complete
       FROM client JOIN (SELECT unnest(range(1, 1 + 1 + (SELECT max(years) FROM client))) AS number) AS life
         ON life.number <= client.years + 1
       GROUP BY 1, 2
     ), year AS MATERIALIZED (
       SELECT client.client_id, client.cohort, sum(book.margin) AS margin,
         1 + greatest(0, datesub('year', client.first_on, book.date)) AS year_of_life
       FROM books AS book JOIN client ON client.client_id = book.client_id GROUP BY 1, 2, 4
     ), earned AS (
       SELECT cohort, year_of_life, sum(margin) AS margin, count(*) AS active FROM year GROUP BY 1, 2
     ), spread AS (
       SELECT client.cohort, count(*) AS clients, stddev_samp(coalesce(brought.margin, 0) ORDER BY client.client_id) AS deviation FROM client LEFT JOIN (
         SELECT client_id, sum(margin) AS margin FROM year WHERE year_of_life <= 2 GROUP BY 1
       ) AS brought ON brought.client_id = client.client_id GROUP BY 1
     )
     SELECT lived.cohort, lived.year_of_life, coalesce(earned.margin, 0) AS margin,
       spread.clients,
       coalesce(earned.active, 0) AS active, lived.complete, coalesce(spread.deviation, 0) AS deviation
     FROM lived JOIN spread ON spread.cohort = lived.cohort LEFT JOIN earned ON earned.cohort = lived.cohort AND earned.year_of_life = lived.year_of_life
     ORDER BY 1, 2`,
  );
  return rows.map((row) => ({
    cohort: number(row, "cohort"),
    yearOfLife: number(row, "year_of_life"),
    margin: number(row, "margin"),
    clients: number(row, "clients"),
    activeClients: number(row, "active"),
    completeClients: number(row, "complete"),
    twoYearDeviation: number(row, "deviation"),
  }));
}

/** Rows of up to three clients (by `client_sums`) from the middle of those in the top share by margin that bought at least three times. */
export async function readLedgers(engine: Engine, highValueShare: number): Promise<Ledger[]> {
  const chosen = await engine.rows(
    `WITH ranked AS (
       SELECT client_id, transactions, row_number() OVER (ORDER BY margin DESC, client_id) AS place,
         count(*) OVER () AS clients FROM client_sums
     ), eligible AS (
       SELECT client_id, row_number() OVER (ORDER BY place) AS place, count(*) OVER () AS places FROM ranked
       WHERE transactions >= ${LEDGER_ROWS_AT_LEAST} AND place <= greatest(1, ${highValueShare} * clients)
     ), chosen AS (
       SELECT client_id, row_number() OVER (ORDER BY abs(place - (places + 1) // 2), place) AS turn FROM eligible
     )
     SELECT client_id FROM chosen WHERE turn <= ${LEDGERS} ORDER BY turn`,
  );
  if (chosen.length === 0) return [];
  const clientIds = chosen.map((row) => text(row, "client_id"));
  const isChosen = `client_id IN (${literals(clientIds)})`;
  const rows = await engine.rows(
    `WITH chosen(turn, client_id) AS (VALUES ${clientIds.map((id, index) => `(${index}, ${literal(id)})`).join(", ")})
     SELECT chosen.turn, book.client_id, CAST(book.date AS VARCHAR) AS day, book.amount, book.margin, book.kind, book.product
     FROM chosen JOIN (SELECT * FROM books WHERE ${isChosen}) AS book ON book.client_id = chosen.client_id
     ORDER BY chosen.turn, day, book.kind, book.product, book.amount, book.margin`,
  );
  const ledgers = new Map<string, Ledger["rows"][number][]>();
  for (const row of rows) {
    const clientId = text(row, "client_id");
    const ledger = ledgers.get(clientId) ?? [];
    ledger.push({
      date: text(row, "day"),
      amount: number(row, "amount"),
      margin: number(row, "margin"),
      kind: kindOf(row),
      product: textOrNull(row, "product"),
    });
    ledgers.set(clientId, ledger);
  }
  return [...ledgers].map(([clientId, ledger]) => ({ clientId, rows: ledger }));
}

function kindOf(row: EngineRow): ValueComponent {
  const kind = KINDS.find((component) => component === row.kind);
  if (kind === undefined) throw new Error(`unknown kind: ${String(row.kind)}`);
  return kind;
}
