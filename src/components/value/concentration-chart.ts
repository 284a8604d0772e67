import * as Plot from "@observablehq/plot";
import type { Report } from "../../data/published/report.js";
import type { ValuePage } from "../../data/published/value.js";
import { plural } from "../../model/words/plural.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { shareColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { gainsAndLossesChart } from "./gains-and-losses-chart.js";
import { concentrationTitle } from "./value-sentences.js";

/** Clients from worth most to least against the share of lifetime value that they hold. */
export function concentrationChart(value: ValuePage, report: Report): HTMLElement {
  const f = formatter(report);
  const { curve, gini, topShare, gainsAndLosses } = value.concentration;
  if (gini === null || topShare.value === null) return gainsAndLossesChart(gainsAndLosses, report);
  const held = topShare.value;
  const coefficient = f.number(Math.round(gini * 100) / 100);
  const percent = (share: number) => f.percent(share);
  const top = [{ shareOfClients: topShare.clients, shareOfValue: held }];
  const marked = `top ${percent(topShare.clients)}: ${percent(held)}`;
  return chartFigure({
    rank: "lead",
    title: concentrationTitle(value, report),
    subtitle: "Share of lifetime value held, clients from worth most to worth least",
    caption: `${plural(f.count(value.clients), "client")} up to ${f.date(report.asOf)}. Gini coefficient ${coefficient}: 0 if all were worth the same, 1 if one held everything.`,
    summary: `The top ${percent(topShare.clients)} of clients hold ${percent(held)} of lifetime value; the Gini coefficient is ${coefficient}.`,
    data: {
      columns: [
        shareColumn("shareOfClients", "Share of clients", report, 1),
        shareColumn("shareOfValue", "Share of lifetime value", report, 1),
      ],
      rows: curve,
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: Math.min(360, Math.max(260, width * 0.42)),
        marginLeft: 48,
        marginTop: 16,
        marginRight: 20,
        marginBottom: 44,
        x: {
          label: "Share of clients",
          labelAnchor: "left",
          labelArrow: "none",
          tickFormat: percent,
          ticks: width < 500 ? 4 : 10,
        },
        y: { label: null, tickFormat: percent, ticks: 5, grid: true, domain: [0, 1] },
        marks: [
          Plot.line(
            [
              [0, 0],
              [1, 1],
            ],
            { stroke: colour.everyone, strokeDasharray: "3,3" },
          ),
          Plot.text([[1, 0.3]], {
            text: () => "if all were worth the same",
            textAnchor: "end",
            fill: colour.everyone,
            stroke: colour.paper,
            strokeWidth: 4,
          }),
          Plot.areaY(curve, {
            x: "shareOfClients",
            y1: "shareOfClients",
            y2: "shareOfValue",
            fill: colour.accent,
            fillOpacity: 0.1,
          }),
          Plot.line(curve, {
            x: "shareOfClients",
            y: "shareOfValue",
            stroke: colour.accent,
            strokeWidth: 2.5,
          }),
          Plot.ruleX(top, {
            x: "shareOfClients",
            y1: 0,
            y2: "shareOfValue",
            stroke: colour.ink,
            strokeDasharray: "2,3",
          }),
          Plot.dot(top, { x: "shareOfClients", y: "shareOfValue", r: 6, fill: colour.accent }),
          Plot.text(top, {
            x: "shareOfClients",
            y: "shareOfValue",
            text: () => marked,
            textAnchor: "start",
            dx: 12,
            dy: 12,
            fontSize: 15,
            fontWeight: 600,
            fill: colour.ink,
            stroke: colour.paper,
            strokeWidth: 5,
          }),
        ],
      }),
  });
}
