import * as Plot from "@observablehq/plot";
import type { PublishedBacktest } from "../../data/published/method.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { formatter } from "../words/format.js";
import { backtestCoverageTitle, middleSentence } from "./method-sentences.js";

type Predictive = NonNullable<PublishedBacktest["predictive"]>;

/** How many clients came to lie within the intervals that were given them. */
export function methodCoverage(predictive: Predictive, report: Report): HTMLElement {
  const f = formatter(report);
  const rows = predictive.coverage;
  const widths = rows.map(({ nominal, meanWidth }) => `${f.moneyShort(meanWidth)} (${f.percent(nominal)})`);
  return chartFigure({
    title: backtestCoverageTitle(predictive, report),
    subtitle: "Share of clients within their interval, some counted in part",
    caption: `${f.count(predictive.clients)} clients on the last day kept out. Ring: as many as should lie within; dot: as many as did. Clients that bring nothing, as many futures do, count in part, or right intervals would seem too wide; counted plainly, ${f.percent(predictive.plainCoverage80)} lay within 80% intervals. Mean width: ${widths.join(", ")}. Mean error of the simulated futures, their spread counted (CRPS): ${f.moneyShort(predictive.crps)} a client. ${middleSentence(predictive, report)}`,
    summary: rows
      .map(({ nominal, measured }) => `${f.percent(nominal)} intervals held ${f.percent(measured)}.`)
      .join(" "),
    data: {
      columns: [
        { key: "nominal", label: "Should hold", format: (share) => f.percent(Number(share)) },
        { key: "measured", label: "Held", format: (share) => f.percent(Number(share), 1) },
        { key: "meanWidth", label: "Mean width", format: (width) => f.moneyShort(Number(width)) },
      ],
      rows,
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: 70 + 48 * rows.length,
        marginLeft: 110,
        marginRight: 64,
        marginBottom: 44,
        x: {
          domain: [0, 1],
          label: null,
          grid: true,
          ticks: 5,
          tickFormat: (share: number) => f.percent(share),
        },
        y: {
          domain: rows.map(({ nominal }) => nominal),
          label: null,
          tickSize: 0,
          tickFormat: (nominal: number) => `${f.percent(nominal)} interval`,
        },
        marks: [
          Plot.ruleY(rows, {
            y: "nominal",
            x1: "nominal",
            x2: "measured",
            stroke: colour.context,
            strokeWidth: 3,
          }),
          Plot.dot(rows, { x: "nominal", y: "nominal", r: 7, stroke: colour.ink, fill: colour.paper }),
          Plot.dot(rows, { x: "measured", y: "nominal", r: 5.5, fill: colour.accent }),
          Plot.text(rows, {
            x: (row: (typeof rows)[number]) => Math.max(row.nominal, row.measured),
            y: "nominal",
            text: (row: (typeof rows)[number]) => f.percent(row.measured),
            dx: 14,
            textAnchor: "start",
            fontWeight: 600,
            fill: colour.accent,
          }),
        ],
      }),
  });
}
