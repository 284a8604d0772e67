import * as Plot from "@observablehq/plot";
import type { PublishedBacktest } from "../../data/published/method.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { moneyAxis } from "../charts/money-axis.js";
import { colour } from "../charts/palette.js";
import { moneyColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { trackingCaption, trackingTitle } from "./method-sentences.js";

/** Revenue added up month after month from the day kept out: expected on that day, and as it came. */
export function methodTracking(backtest: PublishedBacktest, report: Report): HTMLElement {
  const f = formatter(report);
  const money = (amount: number) => f.moneyShort(amount, 3);
  const start = { until: backtest.origin, expected: 0, low: 0, high: 0, actual: 0 };
  const points = [start, ...backtest.tracking].map((month) => ({
    ...month,
    day: new Date(`${month.until}T00:00:00Z`),
  }));
  const end = points.slice(-1);
  const [last = start] = end;
  const above = last.actual >= last.expected;
  return chartFigure({
    title: trackingTitle(backtest, report),
    subtitle: `Revenue since ${f.date(backtest.origin)}, added up: expected that day with its 80% interval, and as it came`,
    caption: trackingCaption(backtest, report),
    summary: backtest.tracking
      .map(
        (month) =>
          `Until ${f.date(month.until)}: expected ${money(month.expected)} (${money(month.low)} to ${money(month.high)}), came ${money(month.actual)}.`,
      )
      .join(" "),
    data: {
      columns: [
        { key: "until", label: "Until" },
        moneyColumn("expected", "Expected", report),
        moneyColumn("low", "80% from", report),
        moneyColumn("high", "80% to", report),
        moneyColumn("actual", "Came", report),
      ],
      rows: backtest.tracking,
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: 280,
        marginLeft: 56,
        marginRight: 84,
        marginBottom: 44,
        x: { type: "utc", label: null, ticks: Math.min(points.length, Math.floor(width / 90)) },
        y: moneyAxis(f),
        marks: [
          Plot.areaY(points, { x: "day", y1: "low", y2: "high", fill: colour.context, fillOpacity: 0.3 }),
          Plot.line(points, {
            x: "day",
            y: "expected",
            stroke: colour.ink,
            strokeDasharray: "4,3",
            strokeWidth: 1.75,
          }),
          Plot.line(points, {
            x: "day",
            y: "actual",
            stroke: colour.accent,
            strokeWidth: 2.5,
            marker: "dot",
          }),
          Plot.text(end, {
            x: "day",
            y: "actual",
            text: () => "came",
            textAnchor: "start",
            dx: 8,
            dy: above ? -7 : 7,
            fill: colour.accent,
            fontWeight: 600,
          }),
          Plot.text(end, {
            x: "day",
            y: "expected",
            text: () => "expected",
            textAnchor: "start",
            dx: 8,
            dy: above ? 7 : -7,
            fill: colour.ink,
          }),
        ],
      }),
  });
}
