import * as Plot from "@observablehq/plot";
import type { Report } from "../../data/published/report.js";
import type { ValuePage } from "../../data/published/value.js";
import { plural } from "../../model/words/plural.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { countColumn, shareColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { activityTitle } from "./value-sentences.js";

/** Clients by the probability that they are clients still. */
export function activityChart(value: ValuePage, report: Report): HTMLElement {
  const f = formatter(report);
  return chartFigure({
    title: activityTitle(value, report),
    subtitle: "Clients by the probability of being a client still",
    caption: `${plural(f.count(value.clients), "client")} on ${f.date(report.asOf)}. In colour: more likely gone than not. The sum of the probabilities is the expected number still active.`,
    summary: value.activity
      .map(
        ({ from, to, clients }) =>
          `${f.percent(from)} to ${f.percent(to)}: ${plural(f.count(clients), "client")}.`,
      )
      .join(" "),
    data: {
      columns: [
        shareColumn("from", "Probability from", report),
        shareColumn("to", "To", report),
        countColumn("clients", "Clients", report),
      ],
      rows: value.activity,
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: 260,
        marginLeft: 36,
        marginTop: 32,
        marginBottom: 44,
        x: {
          label: "Probability of being a client still",
          labelAnchor: "left",
          labelArrow: "none",
          tickFormat: (share: number) => f.percent(share),
          ticks: 5,
        },
        y: { label: "Clients", labelArrow: "none", grid: true, ticks: 5 },
        marks: [
          Plot.rectY(value.activity, {
            x1: "from",
            x2: "to",
            y: "clients",
            fill: (band: { to: number }) => (band.to <= 0.5 ? colour.accent : colour.context),
            insetLeft: 1,
            insetRight: 1,
          }),
          Plot.ruleY([0], { stroke: colour.ink }),
        ],
      }),
  });
}
