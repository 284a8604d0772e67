import * as Plot from "@observablehq/plot";
import type { LeadsPipeline } from "../../data/published/leads.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { countColumn, moneyColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { pipelineCaption, pipelineTitle } from "./leads-sentences.js";

/** Expected lifetime value of the accounts worked so far, in the one order and in the other. */
export function pipelineChart(pipeline: LeadsPipeline, report: Report): HTMLElement {
  const f = formatter(report);
  const { curve, first } = pipeline;
  const nearest = curve.reduce((best, point) =>
    Math.abs(point.worked - first) < Math.abs(best.worked - first) ? point : best,
  );
  const marks = [
    {
      worked: nearest.worked,
      value: nearest.byValue,
      text: `by lifetime value: ${f.moneyShort(nearest.byValue)}`,
      dy: -14,
    },
    {
      worked: nearest.worked,
      value: nearest.byAmount,
      text: `by amount: ${f.moneyShort(nearest.byAmount)}`,
      dy: 18,
    },
  ];
  return chartFigure({
    rank: "lead",
    title: pipelineTitle(pipeline, report),
    subtitle: "Expected lifetime value of the open accounts worked so far",
    caption: pipelineCaption(pipeline, report),
    summary: `The first ${f.count(first)} of ${f.count(pipeline.accounts)} accounts hold ${f.moneyShort(pipeline.byValue)} of expected lifetime value in the order by lifetime value, ${f.moneyShort(pipeline.byAmount)} in the order by amount.`,
    data: {
      columns: [
        countColumn("worked", "Accounts worked", report),
        moneyColumn("byValue", "By lifetime value", report),
        moneyColumn("byAmount", "By amount", report),
      ],
      rows: curve,
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: Math.min(340, Math.max(260, width * 0.4)),
        marginLeft: 60,
        marginTop: 20,
        marginRight: 16,
        marginBottom: 44,
        x: { label: "Accounts worked", labelAnchor: "left", labelArrow: "none", ticks: width < 500 ? 4 : 8 },
        y: { label: null, tickFormat: (value: number) => f.moneyShort(value), ticks: 5, grid: true },
        marks: [
          Plot.ruleX([nearest.worked], { stroke: colour.ink, strokeDasharray: "2,3" }),
          Plot.line(curve, { x: "worked", y: "byAmount", stroke: colour.context, strokeWidth: 2 }),
          Plot.line(curve, { x: "worked", y: "byValue", stroke: colour.accent, strokeWidth: 2.5 }),
          Plot.dot(marks, { x: "worked", y: "value", r: 5, fill: colour.ink }),
          ...marks.map((mark) =>
            Plot.text([mark], {
              x: "worked",
              y: "value",
              text: "text",
              dx: mark.dy < 0 ? -8 : 10,
              dy: mark.dy,
              textAnchor: mark.dy < 0 ? "end" : "start",
              fontSize: 14,
              fontWeight: 600,
              fill: colour.ink,
              stroke: colour.paper,
              strokeWidth: 5,
              ...(width < 500 && mark.dy < 0 ? { textAnchor: "start", dx: -6, dy: -18 } : {}),
            }),
          ),
        ],
      }),
  });
}
