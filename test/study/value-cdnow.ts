import { deviation } from "d3";
import { substream } from "../../src/model/numerics/substream.js";
import { capturedShare } from "../../src/model/value/accuracy/captured-share.js";
import type { ResultTable } from "../measurement.js";
import { holdoutOf, holdoutTables, paretoTimesGammaGamma, reportTable } from "./_holdout.js";
import { cdnowBook, type OrderBook } from "./_order-books.js";

const [AS_OF, UNTIL] = ["1997-09-30", "1998-06-30"];
const RESAMPLES = 2_000;

/**
 * The top tenth's lift of revenue beside that of Pareto/NBD × gamma-gamma, the best peer by it, and how sure the
 * difference is: its standard error over customers drawn anew with replacement.
 */
function liftTable(book: OrderBook): ResultTable {
  const { tournament, now, came, ahead } = holdoutOf(book, AS_OF, UNTIL);
  const actual = [...came.revenue];
  const peer = paretoTimesGammaGamma(now, ahead.orders);
  const chosen = [...(ahead.revenue.get(tournament.revenue.chosen ?? "") ?? [])];
  const lift = (predicted: readonly number[], customers: readonly number[]): number =>
    10 *
    (capturedShare(
      customers.map((index) => predicted[index] ?? 0),
      customers.map((index) => actual[index] ?? 0),
      0.1,
    ) ?? Number.NaN);
  const all = actual.map((_, index) => index);
  const random = substream(7, "resampled customers");
  const differences = Array.from({ length: RESAMPLES }, () => {
    const drawn = all.map(() => Math.floor(random() * all.length));
    return lift(chosen, drawn) - lift(peer, drawn);
  });
  const [own, theirs] = [lift(chosen, all), lift(peer, all)];
  return {
    title: "CDNOW sample: lift of revenue in the top tenth",
    columns: ["what was chosen", "Pareto/NBD × gamma-gamma", "difference", "± one standard error"],
    rows: [
      [
        own.toFixed(3),
        theirs.toFixed(3),
        (own - theirs).toFixed(3),
        (deviation(differences) ?? Number.NaN).toFixed(3),
      ],
    ],
    note: `The standard error is that of ${RESAMPLES} samples of the customers, drawn with replacement and ranked by both.`,
  };
}

/** CDNOW's tenth of customers, chosen on the first 39 weeks, judged on the next 39. */
export default async function valueCdnow(): Promise<ResultTable[]> {
  const book = cdnowBook("sample");
  return [
    ...holdoutTables("CDNOW sample", book, AS_OF, UNTIL, ["orders", "revenue"]),
    reportTable("CDNOW sample, revenue", book, AS_OF, 9),
    liftTable(book),
  ];
}
