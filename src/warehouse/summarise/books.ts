import type { TypedFile } from "../check/type-table.js";
import { type Engine, number } from "../engine.js";
import type { Settings } from "../settings/settings.js";
import { double, literal } from "../sql.js";
import { MAKES_ORDER } from "./order-days.js";

/**
 * Makes the relations that all summaries read:
 *
 * - `books`: client_id, date, amount, kind, product, owner, margin of every accepted transaction up to the as-of date,
 *   or of every contract term where there are no transactions;
 * - `client_days`: client_id, first_order_on (first day with an amount of 0 or more), contract_from, first_on.
 *
 * Unless `kindsComplete`, a missing kind is `initial` on the client's first order day, later `renewal` for a client with contracts, else `other`.
 * Margin is amount − cost where a cost is given, else amount × the margin rate of its product or kind;
 * less the share of the amount that serving its kind costs.
 */
export async function makeBooks(
  engine: Engine,
  {
    transactions,
    products,
  }: { readonly transactions: TypedFile | undefined; readonly products: TypedFile | undefined },
  settings: Settings,
  kindsComplete: boolean,
  asOf: string,
): Promise<void> {
  const source = transactions === undefined ? TERMS_AS_BOOKS : acceptedRows(transactions, asOf);
  await engine.run(`CREATE OR REPLACE VIEW raw_books AS ${source}`);
  await engine.run(
    `CREATE OR REPLACE TABLE client_days AS
     SELECT coalesce(book.client_id, term.client_id) AS client_id, book.first_order_on, term.contract_from,
       coalesce(least(book.first_order_on, term.contract_from), book.first_row_on) AS first_on
     FROM (
       SELECT client_id, min(CASE WHEN ${MAKES_ORDER} THEN date END) AS first_order_on, min(date) AS first_row_on
       FROM raw_books GROUP BY client_id
     ) AS book
     FULL JOIN (SELECT client_id, min(starts_on) AS contract_from FROM terms GROUP BY client_id) AS term
       ON term.client_id = book.client_id`,
  );
  const ofProduct = products === undefined ? "" : productMargins(products);
  await engine.run(
    `CREATE OR REPLACE VIEW book_rows AS
     WITH filled AS (${kindsComplete ? "SELECT * FROM raw_books" : KINDS_FILLED})
     SELECT filled.client_id, filled.date, filled.amount, filled.kind, filled.product, filled.owner,
       CAST(CASE WHEN filled.cost IS NOT NULL THEN CAST(filled.amount - filled.cost AS DOUBLE)
         ELSE CAST(filled.amount AS DOUBLE) * ${marginRate(settings, products !== undefined)} END
         ${servingShare(settings)} AS DECIMAL(18,4)) AS margin
     FROM filled ${ofProduct}`,
  );
  if (!kindsComplete) await engine.run("CREATE OR REPLACE TABLE filled_books AS SELECT * FROM book_rows");
  await engine.run(
    `CREATE OR REPLACE VIEW books AS SELECT * FROM ${kindsComplete ? "book_rows" : "filled_books"}`,
  );
}

/** True when no transaction lacks a kind. */
export async function areKindsComplete(
  engine: Engine,
  transactions: TypedFile | undefined,
): Promise<boolean> {
  if (transactions === undefined) return true;
  const [missing] = await engine.rows(
    `SELECT count(*) AS kinds FROM ${transactions.accepted} WHERE kind IS NULL`,
  );
  return missing === undefined || number(missing, "kinds") === 0;
}

/** True when a margin is known from the settings, the products or the costs. */
export async function isMarginKnown(
  engine: Engine,
  transactions: TypedFile | undefined,
  products: TypedFile | undefined,
  settings: Settings,
): Promise<boolean> {
  if (settings.marginSet) return true;
  const given = async (file: TypedFile | undefined, column: string): Promise<boolean> => {
    if (file === undefined) return false;
    const [row] = await engine.rows(`SELECT count(${column}) AS given FROM ${file.accepted}`);
    return row !== undefined && number(row, "given") > 0;
  };
  return (await given(transactions, "cost")) || (await given(products, "margin"));
}

const KINDS_FILLED = `SELECT book.client_id, book.date, book.amount, book.product, book.owner, book.cost,
    coalesce(book.kind, CASE WHEN book.date = day.first_order_on THEN 'initial'
      WHEN day.contract_from IS NOT NULL THEN 'renewal' ELSE 'other' END) AS kind
  FROM raw_books AS book JOIN client_days AS day ON day.client_id = book.client_id`;

const TERMS_AS_BOOKS = `SELECT client_id, starts_on AS date, amount, product, CAST(NULL AS VARCHAR) AS owner,
  CAST(NULL AS DECIMAL(18,2)) AS cost, kind FROM terms`;

function acceptedRows({ accepted }: TypedFile, asOf: string): string {
  return `SELECT client_id, date, amount, product, owner, cost, kind FROM ${accepted} WHERE date <= DATE ${literal(asOf)}`;
}

function productMargins(products: TypedFile): string {
  return `LEFT JOIN (
    SELECT product, margin FROM ${products.accepted} WHERE margin IS NOT NULL
  ) AS priced ON priced.product = filled.product`;
}

function marginRate(settings: Settings, withProducts: boolean): string {
  const { byProduct, byKind, default: otherwise } = settings.margin;
  const stated = Object.entries(byProduct).map(
    ([product, rate]) => `WHEN filled.product = ${literal(product)} THEN ${double(rate)}`,
  );
  const listed = withProducts ? ["WHEN priced.margin IS NOT NULL THEN priced.margin"] : [];
  const kinds = Object.entries(byKind).map(
    ([kind, rate]) => `WHEN filled.kind = ${literal(kind)} THEN ${double(rate)}`,
  );
  const branches = [...stated, ...listed, ...kinds];
  return branches.length === 0
    ? double(otherwise)
    : `CASE ${branches.join(" ")} ELSE ${double(otherwise)} END`;
}

/** What serving takes of the amount, by kind, as a term to add. */
function servingShare({ costToServe }: Settings): string {
  const shares = Object.entries(costToServe.byKind).map(
    ([kind, share]) => `WHEN filled.kind = ${literal(kind)} THEN ${double(share)}`,
  );
  return shares.length === 0 ? "" : `- CAST(filled.amount AS DOUBLE) * CASE ${shares.join(" ")} ELSE 0 END`;
}
