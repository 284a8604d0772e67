import * as Plot from "@observablehq/plot";
import type { AccountPage } from "../../data/published/account.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { element } from "../page/element.js";
import { sentenceCase } from "../words/wording.js";
import { quarterDate } from "./account-sentences.js";

type Signal = AccountPage["signals"][number];

/** What was measured of the account, beside the median of all clients; the measure that leaving goes with first. */
export function accountSignals(account: AccountPage, report: Report): HTMLElement {
  const first = account.measure?.measure;
  const ordered = [...account.signals].sort(
    (a, b) => Number(b.measure === first) - Number(a.measure === first) || (a.measure < b.measure ? -1 : 1),
  );
  return element`<div class="bw-grid-2">${ordered.map((signal) => signalChart(signal, report))}</div>`;
}

function signalChart({ measure, points }: Signal, { locale }: Report): HTMLElement {
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const rows = points.map((point) => ({ ...point, on: quarterDate(point.quarter) }));
  const last = points.at(-1);
  const quarter = (name: string) => name.replace(/^(\d+)-Q(\d)$/, "quarter $2 of $1");
  const title = last
    ? `${sentenceCase(measure)}: ${format.format(last.mean)} in ${quarter(last.quarter)}, all clients ${format.format(last.everyone)}`
    : sentenceCase(measure);
  return chartFigure({
    title,
    caption: "Mean of the readings of a quarter; in grey the median of all clients.",
    summary: points
      .map(
        ({ quarter: name, mean, everyone }) =>
          `${quarter(name)}: ${format.format(mean)}, all clients ${format.format(everyone)}.`,
      )
      .join(" "),
    data: {
      columns: [
        { key: "quarter", label: "Quarter" },
        { key: "mean", label: "This account", format: (value) => format.format(Number(value)) },
        { key: "everyone", label: "All clients", format: (value) => format.format(Number(value)) },
      ],
      rows: points,
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: 192,
        marginLeft: 40,
        marginRight: 16,
        marginBottom: 42,
        x: { type: "utc", label: null, ticks: 4 },
        y: { label: null, grid: true, ticks: 4, zero: true },
        marks: [
          Plot.lineY(rows, { x: "on", y: "everyone", stroke: colour.everyone, strokeWidth: 1.5 }),
          Plot.lineY(rows, { x: "on", y: "mean", stroke: colour.accent, strokeWidth: 2.5 }),
          Plot.dot(rows, { x: "on", y: "mean", r: 3, fill: colour.accent }),
        ],
      }),
  });
}
