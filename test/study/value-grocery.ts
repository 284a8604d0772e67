import type { ResultTable } from "../measurement.js";
import { holdoutTables, reportTable } from "./_holdout.js";
import { groceryBook } from "./_order-books.js";

/** A grocer's customers, chosen on what was known at the end of 2006, judged on the 52 weeks after it. */
export default async function valueGrocery(): Promise<ResultTable[]> {
  const book = groceryBook();
  return [
    ...holdoutTables("Grocery", book, "2006-12-31", "2007-12-30", ["orders"]),
    reportTable("Grocery, each order counted as 1", book, "2006-12-31", 12),
  ];
}
