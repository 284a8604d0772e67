import * as Plot from "@observablehq/plot";
import type { PublishedBacktest } from "../../data/published/method.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { moneyAxis } from "../charts/money-axis.js";
import { colour } from "../charts/palette.js";
import { moneyColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { longestSentence, totalsTitle } from "./method-sentences.js";

/** Revenue added up year after year: as predicted at the start of each, and as it came. */
export function methodTotals(backtest: PublishedBacktest, report: Report): HTMLElement {
  const f = formatter(report);
  let [predicted, actual] = [0, 0];
  const rows = backtest.totals.map((total) => {
    predicted += total.predicted;
    actual += total.actual;
    return {
      ...total,
      day: new Date(`${total.until}T00:00:00Z`),
      predictedSoFar: predicted,
      actualSoFar: actual,
    };
  });
  const [first] = backtest.totals;
  const start = first
    ? [{ day: new Date(`${first.origin}T00:00:00Z`), predictedSoFar: 0, actualSoFar: 0 }]
    : [];
  const points = [...start, ...rows];
  const end = rows.slice(-1);
  return chartFigure({
    title: totalsTitle(backtest, report),
    subtitle: "Revenue of clients known at each start, added up: predicted and as it came",
    caption: `${f.count(rows.length)} ${rows.length === 1 ? "start" : "starts"}, each predicted from what was known by then.${rows.length < 3 ? " Fewer than three say little about how predictions fare." : ""}${longestSentence(backtest, report)}`,
    summary: rows
      .map(
        (row) =>
          `From ${f.date(row.origin)} to ${f.date(row.until)}: predicted ${f.moneyShort(row.predicted)}, came ${f.moneyShort(row.actual)}.`,
      )
      .join(" "),
    data: {
      columns: [
        { key: "origin", label: "From" },
        { key: "until", label: "To" },
        moneyColumn("predicted", "Predicted", report),
        moneyColumn("actual", "Came", report),
        moneyColumn("predictedSoFar", "Predicted so far", report),
        moneyColumn("actualSoFar", "Came so far", report),
      ],
      rows,
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: 280,
        marginLeft: 56,
        marginRight: 84,
        marginBottom: 44,
        x: { type: "utc", label: null, ticks: Math.min(points.length, Math.floor(width / 80)) },
        y: moneyAxis(f),
        marks: [
          Plot.line(points, {
            x: "day",
            y: "predictedSoFar",
            stroke: colour.ink,
            strokeDasharray: "4,3",
            strokeWidth: 1.75,
          }),
          Plot.line(points, {
            x: "day",
            y: "actualSoFar",
            stroke: colour.accent,
            strokeWidth: 2.5,
            marker: "dot",
          }),
          Plot.text(end, {
            x: "day",
            y: "actualSoFar",
            text: () => "came",
            textAnchor: "start",
            dx: 8,
            dy: predicted > actual ? 7 : -7,
            fill: colour.accent,
            fontWeight: 600,
          }),
          Plot.text(end, {
            x: "day",
            y: "predictedSoFar",
            text: () => "predicted",
            textAnchor: "start",
            dx: 8,
            dy: predicted > actual ? -7 : 7,
            fill: colour.ink,
          }),
        ],
      }),
  });
}
