import * as Plot from "@observablehq/plot";
import { min } from "d3";
import type { LookalikeValidation } from "../../data/published/method.js";
import type { Report } from "../../data/published/report.js";
import { capturedAt } from "../../model/lookalike/evaluation/captured-at.js";
import { wayInWords } from "../../model/lookalike/winning/way-in-words.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { shareColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { wayColumn } from "../words/list-measures.js";
import { curvesTitle } from "./score-sentences.js";

const label = { x: "share", y: "captured", text: "text", stroke: colour.paper, strokeWidth: 4 };

/** The share of value held against the share of the list, for each way of ordering it. */
export function validationCurves(validation: LookalikeValidation, report: Report): HTMLElement {
  const f = formatter(report);
  const [scorer, ...others] = validation.curves;
  const rows = validation.curves.flatMap(({ method, points }) =>
    points.map((point) => ({ method, ...point })),
  );
  const ink = (row: { method: string }) =>
    row.method === scorer?.method ? colour.proposed : colour.everyone;
  const percent = (share: number) => f.percent(share);
  const scored = scorer
    ? [{ text: wayInWords(scorer.method), share: 0.4, captured: capturedAt(scorer, 0.4) }]
    : [];
  // The other lines run too close to each other to be told apart: they are named together, below the lowest.
  const lowest = min(others, (curve) => capturedAt(curve, 0.6));
  const together = { text: `${f.count(others.length)} other orders`, share: 0.6, captured: lowest };
  return chartFigure({
    title: curvesTitle(validation, report),
    subtitle: "Share of lifetime value held by the first part of the list",
    caption: `${f.count(validation.clients)} clients, scored by models that had not seen them.`,
    summary: validation.curves
      .map(
        (curve) =>
          `${wayInWords(curve.method)}: the first ${percent(0.4)} hold ${percent(capturedAt(curve, 0.4))}.`,
      )
      .join(" "),
    data: {
      columns: [
        wayColumn<(typeof rows)[number]>(),
        shareColumn("share", "Share of the list", report),
        shareColumn("captured", "Share of CLV", report),
      ],
      rows,
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: Math.min(320, Math.max(240, width * 0.7)),
        marginLeft: 44,
        marginRight: 20,
        marginBottom: 44,
        x: {
          label: "Share of the list",
          labelAnchor: "left",
          labelArrow: "none",
          tickFormat: percent,
          ticks: 5,
        },
        y: { label: null, tickFormat: percent, grid: true, ticks: 5 },
        marks: [
          Plot.line(rows, {
            x: "share",
            y: "captured",
            z: "method",
            stroke: ink,
            strokeWidth: (row: { method: string }) => (row.method === scorer?.method ? 3 : 1.5),
          }),
          Plot.text(scored, {
            ...label,
            fill: colour.proposed,
            fontWeight: 600,
            textAnchor: "end",
            dx: -8,
            dy: -8,
          }),
          Plot.text(others.length > 0 ? [together] : [], {
            ...label,
            fill: colour.everyone,
            textAnchor: "start",
            dx: 6,
            dy: 12,
          }),
        ],
      }),
  });
}
