import type { ClientHistory } from "../../model/value/client-history.js";
import { amountsByKind, KINDS } from "../contract/kinds.js";
import { type Engine, type EngineRow, number, numberOrNull, text } from "../engine.js";
import type { Settings } from "../settings/settings.js";
import { double } from "../sql.js";
import { readContractLines } from "./contract-lines.js";

/** Kinds of business that come beside a contract's billing. */
const BESIDE_CONTRACTS = "('expansion', 'services', 'other')";

/**
 * One history a client, ordered by id.
 *
 * Discounting to the first day: v(t) = (1 + d)^(−t / 365.25), t in days, d a year's rate.
 * Discounted amounts are rounded to 10⁻⁴ before they are summed, so that a sum does not depend on its order.
 */
export async function readHistories(
  engine: Engine,
  settings: Settings,
  asOf: string,
  truncated: ReadonlySet<string>,
): Promise<ClientHistory[]> {
  const [overall] = await engine.rows(
    `SELECT CAST(sum(margin) AS DOUBLE) / CAST(sum(amount) AS DOUBLE) AS rate FROM books WHERE amount > 0`,
  );
  const usualRate = (overall === undefined ? null : numberOrNull(overall, "rate")) ?? settings.margin.default;
  const usualRates = await kindMargins(engine, settings);
  const lines = await readContractLines(engine);
  const rows = await engine.rows(historyQuery(settings), [asOf]);
  return rows.map((row): ClientHistory => {
    const clientId = text(row, "client_id");
    return {
      clientId,
      firstOn: text(row, "first_on"),
      ageDays: number(row, "age_days"),
      leftTruncated: truncated.has(clientId),
      historicMargin: amountsByKind((kind) => number(row, `historic_${kind}`)),
      firstHorizonMargin: amountsByKind((kind) => number(row, `horizon_${kind}`)),
      revenue: number(row, "revenue"),
      revenueLast12Months: number(row, "revenue_12m"),
      transactions: number(row, "transactions"),
      marginRate: numberOrNull(row, "margin_rate") ?? usualRate,
      marginRateByKind:
        usualRates === null
          ? null
          : amountsByKind(
              (kind) => numberOrNull(row, `margin_rate_${kind}`) ?? usualRates.get(kind) ?? usualRate,
            ),
      costToServeAMonth: settings.costToServe.perMonth,
      orders: orderSummary(row),
      contractLines: lines.get(clientId) ?? [],
    };
  });
}

function orderSummary(row: EngineRow): ClientHistory["orders"] {
  const logGapDays = numberOrNull(row, "log_gap_days");
  return {
    repeatDays: number(row, "repeat_days"),
    recencyDays: number(row, "recency_days"),
    ageDays: number(row, "order_age_days"),
    positiveRepeatDays: number(row, "positive_days"),
    meanRevenue: numberOrNull(row, "mean_revenue"),
    ...(logGapDays === null ? {} : { logGapDays }),
    repeatRevenue: amountsByKind((kind) => number(row, `repeat_${kind}`)),
  };
}

/** Sums by client and kind: the one pass over the books that knows each client's first day. */
function kindSums(settings: Settings): string {
  const rateADay = Math.log1p(settings.discountRate) / 365.25;
  const days = "CAST(greatest(0, book.date - day.first_on) AS DOUBLE)";
  const discounted = `CAST(CAST(book.margin AS DOUBLE) * exp(${double(-rateADay)} * ${days}) AS DECIMAL(18,4))`;
  const repeat = `CASE WHEN day.contract_from IS NULL THEN book.date > day.first_order_on
    ELSE book.kind IN ${BESIDE_CONTRACTS} END`;
  const yearAgo = "CAST(CAST($1 AS DATE) - INTERVAL 12 MONTH AS DATE)";
  return `SELECT book.client_id, book.kind, count(*) AS transactions, sum(book.amount) AS revenue,
      sum(book.margin) AS margin, sum(CASE WHEN book.amount > 0 THEN book.amount END) AS positive_revenue,
      sum(CASE WHEN book.amount > 0 THEN book.margin END) AS positive_margin,
      sum(CASE WHEN book.date > ${yearAgo} THEN book.amount END) AS revenue_12m,
      sum(CASE WHEN ${repeat} THEN book.amount END) AS repeat_revenue,
      sum(CASE WHEN book.date < day.horizon_end THEN ${discounted} END) AS horizon
    FROM books AS book JOIN (
      SELECT *, CAST(first_on + INTERVAL ${settings.horizonMonths} MONTH AS DATE) AS horizon_end FROM client_days
    ) AS day ON day.client_id = book.client_id
    GROUP BY book.client_id, book.kind`;
}

function rate(margin: string, revenue: string): string {
  return `CAST(sum(${margin}) AS DOUBLE) / CAST(sum(${revenue}) AS DOUBLE)`;
}

/**
 * Margin rates of all clients' business by kind, or as set where there is none of a kind yet; null where all kinds
 * are alike.
 */
async function kindMargins(engine: Engine, settings: Settings): Promise<ReadonlyMap<string, number> | null> {
  const rows = await engine.rows(
    `SELECT kind, ${rate("margin", "amount")} AS rate FROM books WHERE amount > 0 GROUP BY kind ORDER BY kind`,
  );
  const set = Object.entries(settings.margin.byKind).map(([kind, share]): [string, number] => [
    kind,
    share - (settings.costToServe.byKind[kind] ?? 0),
  ]);
  const rates = new Map([
    ...set,
    ...rows.map((row): [string, number] => [text(row, "kind"), number(row, "rate")]),
  ]);
  const [first = 0] = rates.values();
  return [...rates.values()].every((one) => Math.abs(one - first) < 1e-9) ? null : rates;
}

function historyQuery(settings: Settings): string {
  const perKind = (of: (kind: string) => string): string => KINDS.map(of).join(",\n");
  const ofKind = (column: string, kind: string): string =>
    `coalesce(sum(CASE WHEN kind = '${kind}' THEN ${column} END), 0)`;
  return `
    WITH kinds AS (${kindSums(settings)}), totals AS (
      SELECT client_id, sum(revenue) AS revenue, sum(transactions) AS transactions, sum(revenue_12m) AS revenue_12m,
        CAST(sum(positive_margin) AS DOUBLE) / CAST(sum(positive_revenue) AS DOUBLE) AS margin_rate,
        ${perKind((kind) => `${rate(`CASE WHEN kind = '${kind}' THEN positive_margin END`, `CASE WHEN kind = '${kind}' THEN positive_revenue END`)} AS margin_rate_${kind}`)},
        ${perKind((kind) => `${ofKind("margin", kind)} AS historic_${kind}`)},
        ${perKind((kind) => `${ofKind("horizon", kind)} AS horizon_${kind}`)},
        ${perKind((kind) => `${ofKind("repeat_revenue", kind)} AS repeat_${kind}`)}
      FROM kinds GROUP BY client_id
    ), exposure AS (
      SELECT client_id, min(started_on) AS starts_on,
        CASE WHEN bool_and(ended) THEN least(max(ends_on), CAST($1 AS DATE)) ELSE CAST($1 AS DATE) END AS ends_on
      FROM contract_lines GROUP BY client_id
    ), repeats AS (
      SELECT client_id, date, sum(amount) AS revenue FROM books
      WHERE kind IN ${BESIDE_CONTRACTS} OR client_id NOT IN (SELECT client_id FROM exposure)
      GROUP BY client_id, date HAVING max(amount) >= 0
    ), orders AS (
      SELECT repeats.client_id, count(*) AS repeat_days, max(date) AS last_on,
        count(CASE WHEN revenue > 0 THEN 1 END) AS positive_days,
        CAST(sum(CASE WHEN revenue > 0 THEN revenue END) AS DOUBLE) / count(CASE WHEN revenue > 0 THEN 1 END) AS mean_revenue
      FROM repeats JOIN client_days AS day ON day.client_id = repeats.client_id
      WHERE day.contract_from IS NOT NULL OR repeats.date > day.first_order_on
      GROUP BY repeats.client_id
    ), gaps AS (
      SELECT repeats.client_id, ln(date - coalesce(
          lag(date) OVER (PARTITION BY repeats.client_id ORDER BY date), day.first_order_on)) AS log_gap
      FROM repeats JOIN client_days AS day ON day.client_id = repeats.client_id
      WHERE day.contract_from IS NULL AND repeats.date > day.first_order_on
    ), regularity AS (
      SELECT client_id, CAST(sum(CAST(log_gap AS DECIMAL(18,9))) AS DOUBLE) AS log_gap_days
      FROM gaps GROUP BY client_id
    ), spans AS (
      SELECT day.client_id, coalesce(exposure.starts_on, day.first_order_on, day.first_on) AS starts_on,
        greatest(coalesce(exposure.ends_on, CAST($1 AS DATE)), orders.last_on) AS ends_on, orders.last_on
      FROM client_days AS day LEFT JOIN exposure ON exposure.client_id = day.client_id
        LEFT JOIN orders ON orders.client_id = day.client_id
    )
    SELECT day.client_id, CAST(day.first_on AS VARCHAR) AS first_on, CAST($1 AS DATE) - day.first_on AS age_days,
      coalesce(totals.revenue, 0) AS revenue, coalesce(totals.revenue_12m, 0) AS revenue_12m,
      coalesce(totals.transactions, 0) AS transactions, totals.margin_rate,
      ${perKind((kind) => `totals.margin_rate_${kind}`)},
      ${["historic", "horizon", "repeat"].map((sum) => perKind((kind) => `coalesce(totals.${sum}_${kind}, 0) AS ${sum}_${kind}`)).join(",\n")},
      coalesce(orders.repeat_days, 0) AS repeat_days, coalesce(orders.positive_days, 0) AS positive_days,
      orders.mean_revenue, regularity.log_gap_days, greatest(0, coalesce(spans.last_on - spans.starts_on, 0)) AS recency_days,
      greatest(0, spans.ends_on - spans.starts_on) AS order_age_days
    FROM client_days AS day
      LEFT JOIN totals ON totals.client_id = day.client_id
      LEFT JOIN orders ON orders.client_id = day.client_id
      LEFT JOIN regularity ON regularity.client_id = day.client_id
      JOIN spans ON spans.client_id = day.client_id
    ORDER BY day.client_id`;
}
