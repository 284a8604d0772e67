import type { ClientHistory } from "../../model/value/client-history.js";
import type { ComponentAmounts } from "../../model/value/components.js";
import { KINDS } from "../contract/kinds.js";
import { type Engine, type EngineBatch, type EngineValue, number, numberOrNull, text } from "../engine.js";
import type { Settings } from "../settings/settings.js";
import { double, literal } from "../sql.js";
import { readContractLines } from "./contract-lines.js";

/** Kinds of business that come beside a contract's billing. */
const BESIDE_CONTRACTS = "('expansion', 'services', 'other')";

const DAY_MS = 86_400_000;

/**
 * One history a client, ordered by id, from the books, `contract_lines` and `truncated_clients`.
 * Makes the table `client_sums` on the way: margin, transactions and other sums by client.
 *
 * Discounting to the first day: v(t) = (1 + d)^(−t / 365.25), t in days, d a year's rate.
 * Discounted amounts are rounded to 10⁻⁴ before they are summed, so that a sum does not depend on its order.
 */
export async function readHistories(
  engine: Engine,
  settings: Settings,
  asOf: string,
): Promise<ClientHistory[]> {
  const kinds = (await engine.rows("SELECT DISTINCT kind FROM books ORDER BY kind")).map((row) =>
    text(row, "kind"),
  );
  await engine.run(`CREATE OR REPLACE TABLE client_sums AS ${clientSums(settings, asOf, kinds)}`);
  const [overall] = await engine.rows(
    `SELECT CAST(sum(positive_margin) AS DOUBLE) / CAST(sum(positive_revenue) AS DOUBLE) AS rate FROM client_sums`,
  );
  const usualRate = (overall === undefined ? null : numberOrNull(overall, "rate")) ?? settings.margin.default;
  const lines = await readContractLines(engine);
  const [clients] = await engine.rows("SELECT count(*) AS clients FROM client_days");
  const histories = new Array<ClientHistory>(clients === undefined ? 0 : number(clients, "clients"));
  const dateOf = isoDates();
  let filled = 0;
  for await (const batch of engine.batches(historyQuery(asOf, kinds, lines.size > 0))) {
    const of = columnsOf(batch);
    const clientIds = of.texts("client_id");
    const firstDays = of.numbers("first_day");
    const ages = of.numbers("age_days");
    const truncations = of.values("is_truncated");
    const revenues = of.numbers("revenue");
    const lastRevenues = of.numbers("revenue_12m");
    const transactions = of.numbers("transactions");
    const rates = of.values("margin_rate");
    const historic = of.amounts("historic", kinds);
    const horizon = of.amounts("horizon", kinds);
    const repeats = of.amounts("repeat", kinds);
    const repeatDays = of.numbers("repeat_days");
    const recencies = of.numbers("recency_days");
    const orderAges = of.numbers("order_age_days");
    const positiveDays = of.numbers("positive_days");
    const meanRevenues = of.values("mean_revenue");
    for (let row = 0; row < batch.rows; row += 1) {
      const clientId = clientIds[row] ?? "";
      const rate = rates[row];
      const mean = meanRevenues[row];
      histories[filled] = {
        clientId,
        firstOn: dateOf(firstDays[row] ?? 0),
        ageDays: ages[row] ?? 0,
        leftTruncated: truncations[row] === true,
        historicMargin: historic(row),
        firstHorizonMargin: horizon(row),
        revenue: revenues[row] ?? 0,
        revenueLast12Months: lastRevenues[row] ?? 0,
        transactions: transactions[row] ?? 0,
        marginRate: typeof rate === "number" ? rate : usualRate,
        orders: {
          repeatDays: repeatDays[row] ?? 0,
          recencyDays: recencies[row] ?? 0,
          ageDays: orderAges[row] ?? 0,
          positiveRepeatDays: positiveDays[row] ?? 0,
          meanRevenue: typeof mean === "number" ? mean : null,
          repeatRevenue: repeats(row),
        },
        contractLines: lines.get(clientId) ?? NO_LINES,
      };
      filled += 1;
    }
  }
  return histories;
}

const NO_LINES: ClientHistory["contractLines"] = [];

function columnsOf(batch: EngineBatch) {
  const values = (name: string): readonly EngineValue[] => batch.column(name);
  const numbers = (name: string): readonly number[] =>
    values(name).map((value) => {
      if (typeof value !== "number") throw new Error(`engine result, column ${name}: no number`);
      return value;
    });
  const texts = (name: string): readonly string[] => values(name).map(String);
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
  return { values, numbers, texts, amounts };
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

/** Sums by client: the one pass over the books that knows each client's first day. */
function clientSums(settings: Settings, asOf: string, kinds: readonly string[]): string {
  const rateADay = Math.log1p(settings.discountRate) / 365.25;
  const days = "CAST(greatest(0, book.date - day.first_on) AS DOUBLE)";
  const discounted = `CAST(CAST(book.margin AS DOUBLE) * exp(${double(-rateADay)} * ${days}) AS DECIMAL(18,4))`;
  const repeat = `CASE WHEN day.contract_from IS NULL THEN book.date > day.first_order_on
    ELSE book.kind IN ${BESIDE_CONTRACTS} END`;
  const yearAgo = `CAST(DATE ${literal(asOf)} - INTERVAL 12 MONTH AS DATE)`;
  const ofKind = (kind: string, condition: string, value: string): string =>
    `sum(CASE WHEN book.kind = '${kind}'${condition === "" ? "" : ` AND ${condition}`} THEN ${value} END)`;
  const sums = kinds.map(
    (kind) => `${ofKind(kind, "", "book.margin")} AS historic_${kind},
      ${ofKind(kind, "book.date < day.horizon_end", discounted)} AS horizon_${kind},
      ${ofKind(kind, repeat, "book.amount")} AS repeat_${kind}`,
  );
  return `SELECT book.client_id, count(*) AS transactions, sum(book.amount) AS revenue, sum(book.margin) AS margin,
      sum(CASE WHEN book.amount > 0 THEN book.amount END) AS positive_revenue,
      sum(CASE WHEN book.amount > 0 THEN book.margin END) AS positive_margin,
      sum(CASE WHEN book.date > ${yearAgo} THEN book.amount END) AS revenue_12m, ${sums.join(",\n")}
    FROM books AS book JOIN (
      SELECT *, CAST(first_on + INTERVAL ${settings.horizonMonths} MONTH AS DATE) AS horizon_end FROM client_days
    ) AS day ON day.client_id = book.client_id
    GROUP BY book.client_id`;
}

function historyQuery(asOf: string, kinds: readonly string[], withContracts: boolean): string {
  const today = `DATE ${literal(asOf)}`;
  const money = (sum: string, name: string): string => `CAST(coalesce(${sum}, 0) AS DOUBLE) AS ${name}`;
  const byKind = kinds.flatMap((kind) =>
    ["historic", "horizon", "repeat"].map((sum) => money(`sums.${sum}_${kind}`, `${sum}_${kind}`)),
  );
  const counted = withContracts
    ? `WHERE kind IN ${BESIDE_CONTRACTS} OR client_id NOT IN (SELECT client_id FROM exposure)`
    : "";
  return `
    WITH exposure AS (
      SELECT client_id, min(started_on) AS starts_on,
        CASE WHEN bool_and(ended) THEN least(max(ends_on), ${today}) ELSE ${today} END AS ends_on
      FROM contract_lines GROUP BY client_id
    ), repeats AS (
      SELECT client_id, date, sum(amount) AS revenue FROM books ${counted}
      GROUP BY client_id, date HAVING max(amount) >= 0
    ), orders AS (
      SELECT repeats.client_id, count(*) AS repeat_days, max(date) AS last_on,
        count(CASE WHEN revenue > 0 THEN 1 END) AS positive_days,
        CAST(sum(CASE WHEN revenue > 0 THEN revenue END) AS DOUBLE) / count(CASE WHEN revenue > 0 THEN 1 END) AS mean_revenue
      FROM repeats JOIN client_days AS day ON day.client_id = repeats.client_id
      WHERE day.contract_from IS NOT NULL OR repeats.date > day.first_order_on
      GROUP BY repeats.client_id
    ), spans AS (
      SELECT day.*, coalesce(exposure.starts_on, day.first_order_on, day.first_on) AS starts_on,
        greatest(coalesce(exposure.ends_on, ${today}), orders.last_on) AS ends_on, orders.last_on,
        orders.repeat_days, orders.positive_days, orders.mean_revenue
      FROM client_days AS day LEFT JOIN exposure ON exposure.client_id = day.client_id
        LEFT JOIN orders ON orders.client_id = day.client_id
    )
    SELECT day.client_id, CAST(day.first_on - DATE '1970-01-01' AS INTEGER) AS first_day,
      CAST(${today} - day.first_on AS INTEGER) AS age_days, day.client_id IN (SELECT client_id FROM truncated_clients) AS is_truncated,
      ${[
        money("sums.revenue", "revenue"),
        money("sums.revenue_12m", "revenue_12m"),
        money("sums.transactions", "transactions"),
        ...byKind,
      ].join(",\n")},
      CAST(sums.positive_margin AS DOUBLE) / CAST(sums.positive_revenue AS DOUBLE) AS margin_rate,
      CAST(coalesce(day.repeat_days, 0) AS INTEGER) AS repeat_days,
      CAST(coalesce(day.positive_days, 0) AS INTEGER) AS positive_days, day.mean_revenue,
      CAST(greatest(0, coalesce(day.last_on - day.starts_on, 0)) AS INTEGER) AS recency_days,
      CAST(greatest(0, day.ends_on - day.starts_on) AS INTEGER) AS order_age_days
    FROM spans AS day LEFT JOIN client_sums AS sums ON sums.client_id = day.client_id
    ORDER BY day.client_id`;
}
