import { deviation, mean } from "d3";
import { sampleCorrelation } from "simple-statistics";
import { accuracy } from "../../src/model/value/accuracy/accuracy.js";
import { COMPETING_MODELS } from "../../src/model/value/tournament/order-contest.js";
import { expectedValueEntrant } from "../../src/model/value/tournament/revenue-contest.js";
import type { ResultTable } from "../measurement.js";
import { holdoutOf, paretoTimesGammaGamma } from "./_holdout.js";
import { cdnowBook, type OrderBook } from "./_order-books.js";

const BOOKS = 9;
const [AS_OF, UNTIL] = ["1997-09-30", "1998-06-30"];
const MODELS = COMPETING_MODELS.filter(({ name }) => name !== "nbd").map(({ label }) => label);
const PEERS = { orders: MODELS, revenue: [...MODELS, "Pareto/NBD × gamma-gamma"] } as const;
const MEASURES = ["off in total by %", "RMSE", "MAE", "r", "Gini", "top 10 %, lift"] as const;

/** Figures of one way of predicting on one book, in the order of `MEASURES`. */
type Figures = readonly number[];

/** The customers of CDNOW that the sample leaves out, in nine books of its size. */
function otherBooks(): OrderBook[] {
  const sampled = new Set(cdnowBook("sample", "master").keys());
  const others = [...cdnowBook("master")].filter(([customer]) => !sampled.has(customer));
  return Array.from(
    { length: BOOKS },
    (_, book) => new Map(others.filter((__, index) => index % BOOKS === book)),
  );
}

function figuresOf(predicted: ArrayLike<number>, actual: Float64Array): Figures {
  const all = accuracy(Array.from(predicted), [...actual]);
  return [
    100 * Math.abs(all.totalBias ?? Number.NaN),
    all.rootMeanSquareError ?? Number.NaN,
    all.meanAbsoluteError ?? Number.NaN,
    sampleCorrelation(Array.from(predicted), [...actual]),
    all.normalisedGini ?? Number.NaN,
    10 * (all.topDecileShare ?? Number.NaN),
  ];
}

/**
 * What the tournament chose against each fitted model alone, on the nine tenths of CDNOW's customers whom the sample
 * leaves out, chosen on the first 39 weeks and judged on the next 39.
 */
export default async function valueCdnowOthers(): Promise<ResultTable[]> {
  const books = otherBooks().map((book) => holdoutOf(book, AS_OF, UNTIL));
  return (["orders", "revenue"] as const).map((measure): ResultTable => {
    const chosen: Figures[] = [];
    const labels = PEERS[measure];
    const peers = labels.map((): Figures[] => []);
    const names: string[] = [];
    for (const { tournament, now, came, ahead } of books) {
      const winner = tournament[measure].chosen ?? "";
      const figures = (name: string): Figures =>
        figuresOf(ahead[measure].get(name) ?? new Float64Array(0), came[measure]);
      names.push(winner);
      chosen.push(figures(winner));
      for (const [index, label] of labels.entries()) {
        peers[index]?.push(
          label.includes("×")
            ? figuresOf(paretoTimesGammaGamma(now, ahead.orders), came[measure])
            : figures(measure === "orders" ? label : expectedValueEntrant(label)),
        );
      }
    }
    const column = (rows: readonly Figures[], index: number): number[] =>
      rows.map((row) => row[index] ?? Number.NaN);
    const digits = (index: number): number => (index === 0 ? 1 : 4);
    return {
      title: `CDNOW, nine tenths beside the sample: ${measure} until ${UNTIL}`,
      columns: ["mean of nine books", ...MEASURES],
      rows: [
        [
          "what was chosen",
          ...MEASURES.map((_, index) => (mean(column(chosen, index)) ?? Number.NaN).toFixed(digits(index))),
        ],
        ...labels.map((label, peer) => [
          label,
          ...MEASURES.map((_, index) => {
            const own = column(peers[peer] ?? [], index);
            const gaps = column(chosen, index).map((value, book) => (own[book] ?? Number.NaN) - value);
            const error = (deviation(gaps) ?? Number.NaN) / Math.sqrt(BOOKS);
            const gap = mean(gaps) ?? Number.NaN;
            return `${(mean(own) ?? Number.NaN).toFixed(digits(index))} (${gap < 0 ? "−" : "+"}${Math.abs(gap).toFixed(digits(index))} ± ${error.toFixed(digits(index))})`;
          }),
        ]),
      ],
      note: `Nine books of 2,357 other customers, who bought in the same months as the sample's. In brackets the difference from what was chosen, paired by book, ± one standard error. Chosen: ${[...new Set(names)].map((name) => `${name} ${names.filter((one) => one === name).length} times`).join(", ")}.`,
    };
  });
}
