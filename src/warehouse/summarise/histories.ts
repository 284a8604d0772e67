import type { ClientHistory } from "../../model/value/client-history.js";
import type { ComponentAmounts } from "../../model/value/portfolio/components.js";
import { amountsByKind, KINDS } from "../contract/kinds.js";
import { type Engine, type EngineBatch, type EngineValue, number } from "../engine.js";
import type { Settings } from "../settings/settings.js";
import { literal } from "../sql.js";
import { BESIDE_CONTRACTS, clientSums, readUsualRates } from "./client-sums.js";
import { IS_ORDER_DAY } from "./order-days.js";
import { readContractLines } from "./read-contract-lines.js";

const DAY_MS = 86_400_000;
const NO_LINES: ClientHistory["contractLines"] = [];

/**
 * One history a client, ordered by id, from the books, `contract_lines` and `truncated_clients`.
 * Makes the table `client_sums` on the way: margin, revenue and other sums by client.
 *
 * Discounting to the first day: v(t) = (1 + d)^(−t / 365.25), t in days, d a year's rate.
 * Discounted amounts are rounded to 10⁻⁴, and logarithms of amounts to 10⁻⁶, before they are summed, so that a sum
 * does not depend on its order.
 */
export async function readHistories(
  engine: Engine,
  settings: Settings,
  asOf: string,
): Promise<ClientHistory[]> {
  const usual = await readUsualRates(engine, settings);
  const { kinds, overall, byKind } = usual;
  await engine.run(
    `CREATE OR REPLACE TABLE client_sums AS ${clientSums(settings, asOf, kinds, byKind !== null)}`,
  );
  const lines = await readContractLines(engine);
  const [clients] = await engine.rows("SELECT count(*) AS clients FROM client_days");
  const histories = new Array<ClientHistory>(clients === undefined ? 0 : number(clients, "clients"));
  const dateOf = isoDates();
  let filled = 0;
  for await (const batch of engine.batches(historyQuery(asOf, kinds, byKind !== null, lines.size > 0))) {
    const of = columnsOf(batch);
    const clientIds = of.texts("client_id");
    const firstDays = of.numbers("first_day");
    const ages = of.numbers("age_days");
    const truncations = of.values("is_truncated");
    const revenues = of.numbers("revenue");
    const lastRevenues = of.numbers("revenue_12m");
    const everPaid = of.values("ever_paid");
    const orderDays = of.numbers("order_days");
    const rates = of.numbersOrNull("margin_rate");
    const kindRates =
      byKind === null
        ? null
        : new Map(kinds.map((kind) => [kind, of.numbersOrNull(`margin_rate_${kind}`)] as const));
    const historic = of.amounts("historic", kinds);
    const horizon = of.amounts("horizon", kinds);
    const repeats = of.amounts("repeat", kinds);
    const repeatDays = of.numbers("repeat_days");
    const repeatDaysLastYear = of.numbers("repeat_days_12m");
    const recencies = of.numbers("recency_days");
    const orderAges = of.numbers("order_age_days");
    const orderAgesLastYear = of.numbers("order_age_days_12m");
    const positiveDays = of.numbers("positive_days");
    const meanRevenues = of.numbersOrNull("mean_revenue");
    const logRevenues = of.numbersOrNull("log_revenue");
    const logSquares = of.numbersOrNull("log_revenue_squares");
    const logGaps = of.numbersOrNull("log_gap_days");
    const shortestGaps = of.numbersOrNull("shortest_gap_days");
    for (let row = 0; row < batch.rows; row += 1) {
      const clientId = clientIds[row] ?? "";
      const logGapDays = logGaps[row] ?? null;
      const shortestGapDays = shortestGaps[row] ?? null;
      const logMean = logRevenues[row] ?? null;
      histories[filled] = {
        clientId,
        firstOn: dateOf(firstDays[row] ?? 0),
        ageDays: ages[row] ?? 0,
        leftTruncated: truncations[row] === true,
        historicMargin: historic(row),
        firstHorizonMargin: horizon(row),
        revenue: revenues[row] ?? 0,
        revenueLast12Months: lastRevenues[row] ?? 0,
        everPaid: everPaid[row] === true,
        orderDays: orderDays[row] ?? 0,
        marginRate: rates[row] ?? overall,
        marginRateByKind:
          kindRates === null
            ? null
            : amountsByKind((kind) => kindRates.get(kind)?.[row] ?? byKind?.get(kind) ?? overall),
        costToServeAMonth: settings.costToServe.perMonth,
        orders: {
          repeatDays: repeatDays[row] ?? 0,
          recencyDays: recencies[row] ?? 0,
          ageDays: orderAges[row] ?? 0,
          lastYear: { repeatDays: repeatDaysLastYear[row] ?? 0, ageDays: orderAgesLastYear[row] ?? 0 },
          positiveRepeatDays: positiveDays[row] ?? 0,
          meanRevenue: meanRevenues[row] ?? null,
          logRevenue: logMean === null ? null : { mean: logMean, squares: logSquares[row] ?? 0 },
          ...(logGapDays === null ? {} : { logGapDays }),
          ...(shortestGapDays === null ? {} : { shortestGapDays }),
          repeatRevenue: repeats(row),
        },
        contractLines: lines.get(clientId) ?? NO_LINES,
      };
      filled += 1;
    }
  }
  return histories;
}

function columnsOf(batch: EngineBatch) {
  const values = (name: string): readonly EngineValue[] => batch.column(name);
  const fail = (name: string, value: EngineValue): never => {
    throw new Error(`engine result, column ${name}: unexpected ${String(value)}`);
  };
  const numbers = (name: string): readonly number[] =>
    values(name).map((value) => (typeof value === "number" ? value : fail(name, value)));
  const numbersOrNull = (name: string): readonly (number | null)[] =>
    values(name).map((value) => (value === null || typeof value === "number" ? value : fail(name, value)));
  const texts = (name: string): readonly string[] =>
    values(name).map((value) => (typeof value === "string" ? value : fail(name, value)));
  const amounts = (name: string, kinds: readonly string[]): ((row: number) => ComponentAmounts) => {
    const columns = new Map(kinds.map((kind) => [kind, numbers(`${name}_${kind}`)]));
    const [initial, renewal, expansion, services, other] = KINDS.map((kind) => columns.get(kind));
    return (row) => ({
      initial: initial?.[row] ?? 0,
      renewal: renewal?.[row] ?? 0,
      expansion: expansion?.[row] ?? 0,
      services: services?.[row] ?? 0,
      other: other?.[row] ?? 0,
    });
  };
  return { values, numbers, numbersOrNull, texts, amounts };
}

/** Days since 1970 as ISO dates: one text a day, however many clients share it. */
function isoDates(): (day: number) => string {
  const known = new Map<number, string>();
  return (day) => {
    const found = known.get(day) ?? new Date(day * DAY_MS).toISOString().slice(0, 10);
    known.set(day, found);
    return found;
  };
}

function historyQuery(
  asOf: string,
  kinds: readonly string[],
  withRates: boolean,
  withContracts: boolean,
): string {
  const today = `DATE ${literal(asOf)}`;
  const yearAgo = `CAST(${today} - INTERVAL 12 MONTH AS DATE)`;
  const money = (sum: string, name: string): string => `CAST(coalesce(${sum}, 0) AS DOUBLE) AS ${name}`;
  const byKind = kinds.flatMap((kind) => [
    ...["historic", "horizon", "repeat"].map((sum) => money(`sums.${sum}_${kind}`, `${sum}_${kind}`)),
    ...(withRates
      ? [
          `CAST(sums.positive_margin_${kind} AS DOUBLE) / CAST(sums.positive_revenue_${kind} AS DOUBLE) AS margin_rate_${kind}`,
        ]
      : []),
  ]);
  const counted = withContracts
    ? `WHERE kind IN ${BESIDE_CONTRACTS} OR client_id NOT IN (SELECT client_id FROM exposure)`
    : "";
  // Where there are contracts, orders that they bill are among the days and not among the repeats.
  const orderDays = withContracts
    ? "coalesce(bought.order_days, 0)"
    : "coalesce(day.repeat_days, 0) + CASE WHEN day.first_order_on IS NULL THEN 0 ELSE 1 END";
  const bought = withContracts
    ? `LEFT JOIN (
        SELECT client_id, count(*) AS order_days FROM (
          SELECT client_id, date FROM books GROUP BY client_id, date HAVING ${IS_ORDER_DAY}
        ) AS days GROUP BY client_id
      ) AS bought ON bought.client_id = day.client_id`
    : "";
  const exposure = withContracts
    ? {
        spans: `exposure AS (
          SELECT client_id, min(started_on) AS starts_on,
            CASE WHEN bool_and(ended) THEN least(max(ends_on), ${today}) ELSE ${today} END AS ends_on
          FROM contract_lines GROUP BY client_id
        ), `,
        join: "LEFT JOIN exposure ON exposure.client_id = day.client_id",
        startsOn: "exposure.starts_on, ",
        endsOn: `coalesce(exposure.ends_on, ${today})`,
      }
    : { spans: "", join: "", startsOn: "", endsOn: today };
  return `
    WITH ${exposure.spans}repeats AS (
      SELECT client_id, date, sum(amount) AS revenue FROM books ${counted}
      GROUP BY client_id, date HAVING ${IS_ORDER_DAY}
    ), gaps AS (
      SELECT repeats.client_id, repeats.date, revenue, CASE WHEN day.contract_from IS NULL
          THEN ln(date - coalesce(lag(date) OVER (PARTITION BY repeats.client_id ORDER BY date), day.first_order_on)) END AS log_gap,
        CASE WHEN day.contract_from IS NULL
          THEN date - lag(date) OVER (PARTITION BY repeats.client_id ORDER BY date) END AS gap_days,
        CASE WHEN revenue > 0 THEN CAST(ln(revenue) AS DECIMAL(9,6)) END AS log_revenue
      FROM repeats JOIN client_days AS day ON day.client_id = repeats.client_id
      WHERE day.contract_from IS NOT NULL OR repeats.date > day.first_order_on
    ), orders AS (
      SELECT client_id, count(*) AS repeat_days, max(date) AS last_on,
        count(CASE WHEN date > ${yearAgo} THEN 1 END) AS repeat_days_12m,
        count(CASE WHEN revenue > 0 THEN 1 END) AS positive_days,
        CAST(sum(CASE WHEN revenue > 0 THEN revenue END) AS DOUBLE) / count(CASE WHEN revenue > 0 THEN 1 END) AS mean_revenue,
        CAST(sum(log_revenue) AS DOUBLE) / count(log_revenue) AS log_revenue,
        greatest(0, CAST(sum(log_revenue * log_revenue) AS DOUBLE)
          - CAST(sum(log_revenue) AS DOUBLE) * CAST(sum(log_revenue) AS DOUBLE) / count(log_revenue)) AS log_revenue_squares,
        CAST(sum(CAST(log_gap AS DECIMAL(18,9))) AS DOUBLE) AS log_gap_days,
        CAST(min(gap_days) AS INTEGER) AS shortest_gap_days
      FROM gaps GROUP BY client_id
    ), spans AS (
      SELECT day.*, coalesce(${exposure.startsOn}day.first_order_on, day.first_on) AS starts_on,
        greatest(${exposure.endsOn}, orders.last_on) AS ends_on, orders.last_on,
        orders.repeat_days, orders.repeat_days_12m, orders.positive_days, orders.mean_revenue,
        orders.log_revenue, orders.log_revenue_squares, orders.log_gap_days, orders.shortest_gap_days
      FROM client_days AS day ${exposure.join}
        LEFT JOIN orders ON orders.client_id = day.client_id
    )
    SELECT day.client_id, CAST(day.first_on - DATE '1970-01-01' AS INTEGER) AS first_day,
      CAST(${today} - day.first_on AS INTEGER) AS age_days,
      day.client_id IN (SELECT client_id FROM truncated_clients) AS is_truncated,
      ${[
        money("sums.revenue", "revenue"),
        money("sums.revenue_12m", "revenue_12m"),
        "sums.positive_revenue IS NOT NULL AS ever_paid",
        ...byKind,
      ].join(",\n")},
      CAST(sums.positive_margin AS DOUBLE) / CAST(sums.positive_revenue AS DOUBLE) AS margin_rate,
      CAST(coalesce(day.repeat_days, 0) AS INTEGER) AS repeat_days, CAST(${orderDays} AS INTEGER) AS order_days,
      CAST(coalesce(day.repeat_days_12m, 0) AS INTEGER) AS repeat_days_12m,
      CAST(greatest(0, day.ends_on - greatest(day.starts_on, ${yearAgo})) AS INTEGER) AS order_age_days_12m,
      CAST(coalesce(day.positive_days, 0) AS INTEGER) AS positive_days, day.mean_revenue,
      day.log_revenue, CAST(day.log_revenue_squares AS DOUBLE) AS log_revenue_squares, day.log_gap_days,
      day.shortest_gap_days,
      CAST(greatest(0, coalesce(day.last_on - day.starts_on, 0)) AS INTEGER) AS recency_days,
      CAST(greatest(0, day.ends_on - day.starts_on) AS INTEGER) AS order_age_days
    FROM spans AS day LEFT JOIN client_sums AS sums ON sums.client_id = day.client_id
      ${bought}
    ORDER BY day.client_id`;
}
