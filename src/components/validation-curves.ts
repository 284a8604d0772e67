import * as Plot from "@observablehq/plot";
import { chartFigure } from "./chart-figure.js";
import { formatter } from "./format.js";
import type { LookalikeValidation } from "./method-data.js";
import { curvesTitle } from "./method-sentences.js";
import { colour } from "./palette.js";
import type { ReportFacts } from "./report-facts.js";

/** The share of value held against the share of the list, for each way of ordering it. */
export function validationCurves(validation: LookalikeValidation, report: ReportFacts): HTMLElement {
  const f = formatter(report);
  const [scorer] = validation.curves;
  const rows = validation.curves.flatMap(({ method, points }) =>
    points.map((point) => ({ method, ...point })),
  );
  const ink = (row: { method: string }) =>
    row.method === scorer?.method ? colour.proposed : colour.everyone;
  const percent = (share: number) => f.percent(share);
  // The scorer is named above its line, the others further along below theirs, where the lines leave room.
  const labels = validation.curves.flatMap(({ method, points }, index) => {
    const point = points[Math.floor(points.length * (index === 0 ? 0.35 : 0.35 + 0.12 * index))];
    return point ? [{ method, above: index === 0, ...point }] : [];
  });
  return chartFigure({
    title: curvesTitle(validation, report),
    subtitle: "Share of lifetime value held by the first part of the list",
    caption: `${f.count(validation.clients)} clients, scored by models that had not seen them.`,
    summary: labels
      .map((row) => `${row.method}: the first ${percent(row.share)} hold ${percent(row.captured)}.`)
      .join(" "),
    data: {
      columns: [
        { key: "method", label: "List ordered by" },
        { key: "share", label: "Share of the list" },
        { key: "captured", label: "Share of CLV" },
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
          ...[true, false].map((above) =>
            Plot.text(
              labels.filter((label) => label.above === above),
              {
                x: "share",
                y: "captured",
                text: "method",
                fill: ink,
                fontWeight: above ? 600 : 400,
                textAnchor: above ? "end" : "start",
                dx: above ? -8 : 6,
                dy: above ? -8 : 12,
                stroke: colour.paper,
                strokeWidth: 4,
              },
            ),
          ),
        ],
      }),
  });
}
