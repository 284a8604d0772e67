import { type Engine, numberOrNull, text, textOrNull } from "../engine.js";
import type { Settings } from "../settings/settings.js";
import { double, literal } from "../sql.js";

/** Kinds of business that come beside a contract's billing. */
export const BESIDE_CONTRACTS = "('expansion', 'services', 'other')";

/** Margin rates of all clients' business together. */
export interface UsualRates {
  /** Kinds that the books hold, in order. */
  readonly kinds: readonly string[];
  readonly overall: number;
  /** Where there is none of a kind yet, as set; null where all kinds are alike. */
  readonly byKind: ReadonlyMap<string, number> | null;
}

/** Reads margin rates from all positive amounts of the books. */
export async function readUsualRates(engine: Engine, settings: Settings): Promise<UsualRates> {
  const rows = await engine.rows(
    `WITH sums AS (
       SELECT kind, sum(CASE WHEN amount > 0 THEN margin END) AS margin, sum(CASE WHEN amount > 0 THEN amount END) AS revenue
       FROM books GROUP BY kind
     )
     SELECT kind, CAST(margin AS DOUBLE) / CAST(revenue AS DOUBLE) AS rate FROM sums
     UNION ALL SELECT NULL, CAST(sum(margin) AS DOUBLE) / CAST(sum(revenue) AS DOUBLE) FROM sums
     ORDER BY kind NULLS LAST`,
  );
  const kinds = rows.filter((row) => textOrNull(row, "kind") !== null);
  const total = rows.at(-1);
  const overall = (total === undefined ? null : numberOrNull(total, "rate")) ?? settings.margin.default;
  const set = Object.entries(settings.margin.byKind).map(([kind, share]): [string, number] => [
    kind,
    share - (settings.costToServe.byKind[kind] ?? 0),
  ]);
  const earned = kinds.flatMap((row): [string, number][] => {
    const rate = numberOrNull(row, "rate");
    return rate === null ? [] : [[text(row, "kind"), rate]];
  });
  const rates = new Map([...set, ...earned]);
  const [first = 0] = rates.values();
  const alike = [...rates.values()].every((one) => Math.abs(one - first) < 1e-9);
  return { kinds: kinds.map((row) => text(row, "kind")), overall, byKind: alike ? null : rates };
}

/** SQL of sums by client: the one pass over the books that knows each client's first day. */
export function clientSums(
  settings: Settings,
  asOf: string,
  kinds: readonly string[],
  withRates: boolean,
): string {
  const rateADay = Math.log1p(settings.discountRate) / 365.25;
  const days = "CAST(greatest(0, book.date - day.first_on) AS DOUBLE)";
  const discounted = `CAST(CAST(book.margin AS DOUBLE) * exp(${double(-rateADay)} * ${days}) AS DECIMAL(18,4))`;
  const repeat = `CASE WHEN day.contract_from IS NULL THEN book.date > day.first_order_on
    ELSE book.kind IN ${BESIDE_CONTRACTS} END`;
  const yearAgo = `CAST(DATE ${literal(asOf)} - INTERVAL 12 MONTH AS DATE)`;
  const ofKind = (kind: string, condition: string, value: string): string =>
    `sum(CASE WHEN book.kind = '${kind}'${condition === "" ? "" : ` AND ${condition}`} THEN ${value} END)`;
  const sums = kinds.flatMap((kind) => [
    `${ofKind(kind, "", "book.margin")} AS historic_${kind}`,
    `${ofKind(kind, "book.date < day.horizon_end", discounted)} AS horizon_${kind}`,
    `${ofKind(kind, repeat, "book.amount")} AS repeat_${kind}`,
    ...(withRates
      ? [
          `${ofKind(kind, "book.amount > 0", "book.amount")} AS positive_revenue_${kind}`,
          `${ofKind(kind, "book.amount > 0", "book.margin")} AS positive_margin_${kind}`,
        ]
      : []),
  ]);
  return `SELECT book.client_id, count(*) AS transactions, sum(book.amount) AS revenue, sum(book.margin) AS margin,
      sum(CASE WHEN book.amount > 0 THEN book.amount END) AS positive_revenue,
      sum(CASE WHEN book.amount > 0 THEN book.margin END) AS positive_margin,
      sum(CASE WHEN book.date > ${yearAgo} THEN book.amount END) AS revenue_12m, ${sums.join(",\n")}
    FROM books AS book JOIN (
      SELECT *, CAST(first_on + INTERVAL ${settings.horizonMonths} MONTH AS DATE) AS horizon_end FROM client_days
    ) AS day ON day.client_id = book.client_id
    GROUP BY book.client_id`;
}
