import type { ResultTable } from "../measurement.js";
import { holdoutTables } from "./_holdout.js";
import { cdnowBook } from "./_order-books.js";

/** CDNOW's tenth of customers, chosen on the first 39 weeks, judged on the next 39. */
export default async function valueCdnow(): Promise<ResultTable[]> {
  return holdoutTables("CDNOW sample", cdnowBook("sample"), "1997-09-30", "1998-06-30", [
    "orders",
    "revenue",
  ]);
}
