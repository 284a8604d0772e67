import * as Plot from "@observablehq/plot";
import type { AcquisitionPage } from "../../data/published/acquisition.js";
import type { Report } from "../../data/published/report.js";
import { spread } from "../charts/capture-curve.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { formatter } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";
import { paybackTitle } from "./acquisition-sentences.js";

const LABEL_HEIGHT = 17;

const LEAST_MONTHS = 12;

/** What the mean client of each channel has earned back of its cost, month by month, up to where the last has paid. */
export function paybackChart(page: AcquisitionPage, report: Report): HTMLElement {
  const f = formatter(report);
  const costs = new Map(page.channels.map(({ channel, cac }) => [channel, cac]));
  const lines = page.curves.flatMap(({ channel, clients, points }) => {
    const cost = channel === null ? page.overall.cac : costs.get(channel);
    if (!cost || points.length === 0) return [];
    const label = channel === null ? "All clients" : sentenceCase(channel);
    return [
      { label, isAll: channel === null, clients, earned: [0, ...points].map((margin) => margin / cost) },
    ];
  });
  const crossing = Math.max(0, ...lines.map(({ earned }) => earned.findIndex((share) => share >= 1)));
  const longest = Math.max(1, ...lines.map(({ earned }) => earned.length - 1));
  const months = Math.min(longest, Math.max(LEAST_MONTHS, Math.ceil(1.5 * crossing)));
  const rows = lines.flatMap(({ label, isAll, earned }) =>
    earned.slice(0, months + 1).map((share, month) => ({ label, isAll, month, share })),
  );
  const ends = lines.flatMap(({ label, isAll, earned }) => {
    const month = Math.min(months, earned.length - 1);
    return [{ label, isAll, month, share: earned[month] ?? 0 }];
  });
  return chartFigure({
    title: paybackTitle(page, report),
    subtitle: `${sentenceCase(report.moneyIs)} that the mean client has earned ÷ what winning it cost, by months since its first day`,
    caption: `${f.count(page.curves.find(({ channel }) => channel === null)?.clients ?? 0)} clients, lost ones counted in; ${report.moneyIs}, ${page.costToServeAMonth > 0 ? `less ${f.moneyShort(page.costToServeAMonth)} a month to serve a client, ` : ""}not discounted. What is billed for a contract term is earned month by month over the term. Months that fewer than ten clients were seen for are left out.`,
    summary: page.channels
      .flatMap(({ channel, payback }) =>
        payback
          ? [
              payback.months === null
                ? `${sentenceCase(channel)}: not within ${f.count(payback.seenMonths)} months.`
                : `${sentenceCase(channel)}: ${f.count(payback.months)} months.`,
            ]
          : [],
      )
      .join(" "),
    data: {
      columns: [
        { key: "label", label: "Channel" },
        { key: "month", label: "Months as a client" },
        { key: "share", label: "Earned ÷ cost", format: (value) => f.multiple(Number(value)) },
      ],
      rows,
    },
    chart: (width) => {
      const height = 320;
      const margin = { top: 16, right: 104, bottom: 44, left: 48 };
      const top = Math.max(1.2, ...rows.map(({ share }) => share));
      const bottom = Math.min(0, ...rows.map(({ share }) => share));
      const inner = height - margin.top - margin.bottom;
      const heightOf = (share: number) => (inner * (top - share)) / (top - bottom);
      const places = spread(
        ends.map(({ share }) => heightOf(share)),
        ends.map(() => LABEL_HEIGHT),
        inner,
      );
      const labels = ends.map((end, at) => ({
        ...end,
        place: top - ((places[at] ?? 0) / inner) * (top - bottom),
      }));
      const ink = (row: { readonly isAll: boolean }) => (row.isAll ? colour.accent : colour.context);
      return Plot.plot({
        width,
        height,
        marginTop: margin.top,
        marginRight: margin.right,
        marginBottom: margin.bottom,
        marginLeft: margin.left,
        x: {
          domain: [0, months],
          label: "Months since the first day as a client",
          labelAnchor: "left",
          labelArrow: "none",
          labelOffset: 38,
          ticks: Math.min(months, width < 480 ? 5 : 10),
          tickFormat: (month: number) => f.number(month),
        },
        y: { domain: [bottom, top], label: null, grid: true, ticks: 5, tickFormat: f.multiple },
        marks: [
          Plot.ruleY([1], { stroke: colour.ink, strokeDasharray: "2,3" }),
          Plot.text([{ month: 0, share: 1 }], {
            x: "month",
            y: "share",
            text: () => "cost earned back",
            textAnchor: "start",
            dx: 4,
            dy: -8,
            fill: colour.ink,
          }),
          Plot.line(rows, {
            x: "month",
            y: "share",
            z: "label",
            stroke: ink,
            strokeWidth: (row: { readonly isAll: boolean }) => (row.isAll ? 3 : 1.5),
          }),
          Plot.text(labels, {
            x: "month",
            y: "place",
            text: "label",
            textAnchor: "start",
            dx: 8,
            fontSize: 13,
            fill: (row: { readonly isAll: boolean }) => (row.isAll ? colour.accent : colour.muted),
          }),
        ],
      });
    },
  });
}
