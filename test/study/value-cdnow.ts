import type { ResultTable } from "../measurement.js";
import { holdoutTables, reportTable } from "./_holdout.js";
import { cdnowBook } from "./_order-books.js";

/** CDNOW's tenth of customers, chosen on the first 39 weeks, judged on the next 39. */
export default async function valueCdnow(): Promise<ResultTable[]> {
  const book = cdnowBook("sample");
  return [
    ...holdoutTables("CDNOW sample", book, "1997-09-30", "1998-06-30", ["orders", "revenue"]),
    reportTable("CDNOW sample, revenue", book, "1997-09-30", 9),
  ];
}
