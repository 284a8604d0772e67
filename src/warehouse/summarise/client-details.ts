import { KINDS } from "../contract/kinds.js";
import type { DecisionRecords, PurchaseRecord, TermRecord } from "../decision-records.js";
import { boolean, booleanOrNull, type Engine, number, text, textOrNull } from "../engine.js";
import { literals, quarterOf } from "../sql.js";
import { BESIDE_CONTRACTS } from "./client-sums.js";
import { MAKES_ORDER } from "./order-days.js";

/** With more clients than this together, details are read of the biggest and of a draw by chance. */
const BIGGEST = 2_000;
const BY_CHANCE = 8_000;

/**
 * Purchases and contract terms of clients, from the books and the terms; the `unsold` are no products.
 *
 * All clients up to 10,000; of more, the 2,000 with the highest margin and 8,000 drawn by a hash of their ids, so
 * that the size of the result does not grow with the data and the same clients are drawn each time.
 */
export async function readClientDetails(
  engine: Engine,
  unsold: readonly string[],
): Promise<Pick<DecisionRecords, "detailed" | "purchases" | "terms">> {
  await engine.run(
    `CREATE TABLE detailed AS
     WITH client AS (
       SELECT client_id, row_number() OVER (ORDER BY sum(margin) DESC, client_id) AS by_margin,
         row_number() OVER (ORDER BY md5(client_id), client_id) AS by_chance, count(*) OVER () AS clients
       FROM books GROUP BY client_id
     )
     SELECT client_id, clients, clients <= ${BIGGEST + BY_CHANCE} OR by_chance <= ${BY_CHANCE} AS by_chance
     FROM client
     WHERE clients <= ${BIGGEST + BY_CHANCE} OR by_chance <= ${BY_CHANCE} OR by_margin <= ${BIGGEST}`,
  );
  const chosen = await engine.rows("SELECT client_id, clients, by_chance FROM detailed ORDER BY client_id");
  const [first] = chosen;
  return {
    detailed: {
      clients: chosen.map((row) => text(row, "client_id")),
      drawnByChance: chosen.filter((row) => boolean(row, "by_chance")).map((row) => text(row, "client_id")),
      ofClients: first === undefined ? 0 : number(first, "clients"),
    },
    purchases: await readPurchases(engine, unsold),
    terms: await readTerms(engine),
  };
}

/** By quarter, kind, product and owner; what came on the first day and in the first 12 months is by itself. An order counts with its biggest line, beside contracts if one is. */
async function readPurchases(engine: Engine, unsold: readonly string[]): Promise<PurchaseRecord[]> {
  const product =
    unsold.length === 0
      ? "book.product"
      : `CASE WHEN book.product NOT IN (${literals(unsold)}) THEN book.product END`;
  const age = `CASE WHEN book.date <= day.first_on THEN 0
    WHEN book.date < CAST(day.first_on + INTERVAL 12 MONTH AS DATE) THEN 1 ELSE 2 END`;
  const rows = await engine.rows(
    `SELECT book.client_id, ${quarterOf("book.date")} AS quarter, book.kind, ${product} AS product, book.owner,
       CAST(min(book.date) AS VARCHAR) AS first_on, CAST(max(book.date) AS VARCHAR) AS last_on,
       sum(book.amount) AS revenue, sum(book.margin) AS margin, count(*) AS transactions,
       count(*) FILTER (WHERE is_order) AS orders
     FROM (
       SELECT books.*, row_number() OVER (
         PARTITION BY client_id, date
         ORDER BY ${MAKES_ORDER} DESC, kind IN ${BESIDE_CONTRACTS} DESC, amount DESC, kind, product, owner
       ) = 1 AND ${MAKES_ORDER} AS is_order
       FROM books WHERE client_id IN (SELECT client_id FROM detailed)
     ) AS book JOIN client_days AS day ON day.client_id = book.client_id
     GROUP BY 1, 2, 3, 4, 5, ${age} ORDER BY 1, 2, 3, 4 NULLS FIRST, 5 NULLS FIRST, ${age}`,
  );
  return rows.flatMap((row) => {
    const kind = KINDS.find((one) => one === row.kind);
    return kind === undefined
      ? []
      : [
          {
            clientId: text(row, "client_id"),
            quarter: text(row, "quarter"),
            kind,
            product: textOrNull(row, "product"),
            owner: textOrNull(row, "owner"),
            firstOn: text(row, "first_on"),
            lastOn: text(row, "last_on"),
            revenue: number(row, "revenue"),
            margin: number(row, "margin"),
            transactions: number(row, "transactions"),
            orders: number(row, "orders"),
          },
        ];
  });
}

async function readTerms(engine: Engine): Promise<TermRecord[]> {
  const rows = await engine.rows(
    `SELECT term.client_id, term.product, term.line, term.term, CAST(term.starts_on AS VARCHAR) AS starts_on,
       CAST(term.ends_on AS VARCHAR) AS ends_on, term.amount AS revenue,
       CASE WHEN term.term < term.terms THEN true WHEN line.ended THEN false END AS renewed
     FROM terms AS term JOIN detailed ON detailed.client_id = term.client_id
     LEFT JOIN contract_lines AS line ON line.line = term.line AND term.term = term.terms
     ORDER BY term.client_id, term.product NULLS FIRST, term.line, term.term`,
  );
  return rows.map((row) => ({
    clientId: text(row, "client_id"),
    product: textOrNull(row, "product"),
    line: number(row, "line"),
    term: number(row, "term"),
    startsOn: text(row, "starts_on"),
    endsOn: text(row, "ends_on"),
    revenue: number(row, "revenue"),
    renewed: booleanOrNull(row, "renewed"),
  }));
}
