import * as Plot from "@observablehq/plot";
import type { PublishedBacktest } from "../../data/published/method.js";
import type { Report } from "../../data/published/report.js";
import { plural } from "../../model/words/plural.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { formatter } from "../words/format.js";
import { decileFacts } from "./decile-facts.js";
import { backtestCalibrationTitle } from "./method-sentences.js";

/** What was predicted of clients against what they brought, by tenth of what was predicted. */
export function methodCalibration(backtest: PublishedBacktest, report: Report): HTMLElement {
  const f = formatter(report);
  const rows = backtest.calibration;
  const short = (amount: number) => f.moneyShort(amount);
  return chartFigure({
    title: backtestCalibrationTitle(backtest, report),
    subtitle: "Mean revenue of a client by tenth of clients, those of whom least was predicted first",
    caption: `${plural(f.count(backtest.clients), "client")}, ${f.date(backtest.origin)} to ${f.date(backtest.until)}. Ring: predicted; dot: what came. Scale compressed (square root).`,
    ...decileFacts(rows, short, "came"),
    chart: (width) =>
      Plot.plot({
        width,
        height: 280,
        marginLeft: 56,
        marginBottom: 44,
        x: {
          domain: [0.5, rows.length + 0.5],
          label: "Tenth of clients",
          labelAnchor: "left",
          labelArrow: "none",
          ticks: rows.map(({ decile }) => decile),
          tickFormat: (tenth: number) => f.number(tenth),
        },
        y: { type: "sqrt", zero: true, label: null, grid: true, ticks: 4, tickFormat: short },
        marks: [
          Plot.ruleX(rows, {
            x: "decile",
            y1: "predicted",
            y2: "actual",
            stroke: colour.context,
            strokeWidth: 2,
          }),
          Plot.dot(rows, { x: "decile", y: "predicted", r: 6, stroke: colour.ink, fill: colour.paper }),
          Plot.dot(rows, { x: "decile", y: "actual", r: 5, fill: colour.accent }),
        ],
      }),
  });
}
