import * as Plot from "@observablehq/plot";
import type { LeadsPage } from "../../data/published/leads.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { countColumn, shareColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { reliabilityTitle } from "./leads-sentences.js";

/** Predicted chances against what came, of leads at accounts that the curve was not fitted to. */
export function reliabilityChart(leads: LeadsPage, report: Report): HTMLElement {
  const f = formatter(report);
  const { reliability, leads: judged, accounts } = leads.calibration;
  const percent = (share: number) => f.percent(share);
  const top = Math.min(
    1,
    0.05 + Math.max(0.1, ...reliability.flatMap(({ predicted, wonHigh }) => [predicted, wonHigh])),
  );
  return chartFigure({
    title: reliabilityTitle(leads, report),
    subtitle: "Share of leads whose account was won: predicted across, what came up",
    caption: `${f.count(judged)} leads with an outcome at ${f.count(accounts)} accounts, in groups of like prediction; every account predicted by a fit to others. Lines hold 80% intervals, leads of one account taken as one. On the dashed line, what was predicted came.`,
    summary: reliability
      .map(
        ({ predicted, won, leads: many }) =>
          `${f.count(many)} leads: predicted ${percent(predicted)}, won ${percent(won)}.`,
      )
      .join(" "),
    data: {
      columns: [
        countColumn("leads", "Leads", report),
        shareColumn("predicted", "Predicted", report),
        shareColumn("won", "Won", report),
        shareColumn("wonLow", "Low", report),
        shareColumn("wonHigh", "High", report),
      ],
      rows: reliability,
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: Math.min(340, Math.max(260, width * 0.5)),
        marginLeft: 52,
        marginRight: 20,
        marginBottom: 44,
        x: {
          domain: [0, top],
          label: "Predicted",
          labelAnchor: "left",
          labelArrow: "none",
          tickFormat: percent,
          ticks: 5,
        },
        y: { domain: [0, top], label: null, tickFormat: percent, grid: true, ticks: 5 },
        marks: [
          Plot.line(
            [
              [0, 0],
              [top, top],
            ],
            { stroke: colour.everyone, strokeDasharray: "3,3" },
          ),
          Plot.ruleX(reliability, {
            x: "predicted",
            y1: "wonLow",
            y2: "wonHigh",
            stroke: colour.accent,
            strokeWidth: 5,
            strokeOpacity: 0.35,
          }),
          Plot.dot(reliability, {
            x: "predicted",
            y: "won",
            r: 6,
            fill: colour.accent,
            stroke: colour.paper,
          }),
        ],
      }),
  });
}
