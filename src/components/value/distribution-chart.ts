import * as Plot from "@observablehq/plot";
import type { Report } from "../../data/published/report.js";
import type { ValuePage } from "../../data/published/value.js";
import { plural } from "../../model/words/plural.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { countColumn, moneyColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { bandMoney, distributionTitle } from "./value-sentences.js";

/** How many clients are worth how much; bands may differ in width, so each takes the same room. */
export function distributionChart(value: ValuePage, report: Report): HTMLElement {
  const f = formatter(report);
  const bands = value.distribution.map((band, index) => ({ ...band, index }));
  const parts = bands.flatMap((band) => [
    { index: band.index, clients: band.highValueClients, highValue: true },
    { index: band.index, clients: band.clients - band.highValueClients, highValue: false },
  ]);
  const money = bandMoney(value, report);
  const edges = [...bands.map(({ from }) => from), ...bands.slice(-1).map(({ to }) => to)];
  return chartFigure({
    title: distributionTitle(value, report),
    subtitle: "Clients by lifetime value",
    caption: `${plural(f.count(value.clients), "client")}. In colour: high-value clients, the top ${f.percent(report.highValueShare)}.`,
    summary: bands
      .map(
        ({ from, to, clients }) => `${money(from)} to ${money(to)}: ${plural(f.count(clients), "client")}.`,
      )
      .join(" "),
    data: {
      columns: [
        moneyColumn("from", "From", report),
        moneyColumn("to", "To", report),
        countColumn("clients", "Clients", report),
        countColumn("highValueClients", "High-value", report),
        moneyColumn("value", "Value held", report),
      ],
      rows: value.distribution,
    },
    chart: (width) => {
      const every = Math.max(1, Math.ceil((edges.length * 46) / width));
      return Plot.plot({
        width,
        height: 260,
        marginLeft: 36,
        marginTop: 32,
        marginBottom: 44,
        x: {
          domain: [0, bands.length],
          ticks: edges.map((_, index) => index).filter((index) => index % every === 0),
          tickFormat: (index: number) => money(edges[index] ?? 0),
          label: `Lifetime value, ${report.currency}`,
          labelAnchor: "left",
          labelArrow: "none",
        },
        y: { label: "Clients", labelArrow: "none", grid: true, ticks: 5 },
        marks: [
          Plot.rectY(
            parts,
            Plot.stackY({
              x1: "index",
              x2: (part: { index: number }) => part.index + 1,
              y: "clients",
              fill: (part: { highValue: boolean }) => (part.highValue ? colour.accent : colour.context),
              insetLeft: 1,
              insetRight: 1,
            }),
          ),
          Plot.ruleY([0], { stroke: colour.ink }),
        ],
      });
    },
  });
}
