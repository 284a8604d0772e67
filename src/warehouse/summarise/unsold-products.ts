import type { TypedFile } from "../check/type-table.js";
import { type Engine, text } from "../engine.js";

const PRODUCTS_NAMED = 5;

/** Products of transactions of which no row brings more than nothing, as lines of discounts and rounding: nobody buys them. */
export async function readUnsoldProducts(
  engine: Engine,
  transactions: TypedFile | undefined,
): Promise<string[]> {
  if (transactions?.map.columns.some(({ contract }) => contract.name === "product") !== true) return [];
  const rows = await engine.rows(
    "SELECT product FROM books WHERE product IS NOT NULL GROUP BY product HAVING max(amount) <= 0 ORDER BY product",
  );
  return rows.map((row) => text(row, "product"));
}

/** A warning that names them. */
export function unsoldProductWarnings(products: readonly string[]): string[] {
  if (products.length === 0) return [];
  const named = products.slice(0, PRODUCTS_NAMED).map((product) => JSON.stringify(product));
  const further = products.length > PRODUCTS_NAMED ? [`${products.length - PRODUCTS_NAMED} more`] : [];
  const listed = new Intl.ListFormat("en-GB").format([...named, ...further]);
  return [
    products.length === 1
      ? `product: ${listed} never brings money; its rows count, and it is no product that clients buy`
      : `product: ${listed} never bring money; their rows count, and they are no products that clients buy`,
  ];
}
