import * as Plot from "@observablehq/plot";
import { chartFigure } from "./chart-figure.js";
import { element } from "./element.js";
import { formatter } from "./format.js";
import { colour } from "./palette.js";
import type { QualityData } from "./quality-data.js";
import { unusedRowsTitle } from "./quality-sentences.js";
import type { ReportFacts } from "./report-facts.js";

/** The share of each file's rows that was rejected or left out. */
export function unusedRowsChart(quality: QualityData, report: ReportFacts): HTMLElement {
  const f = formatter(report);
  const files = quality.files.map(({ file, read, rejected, excluded }) => ({
    file,
    read: read.rows,
    rejected: rejected.rows,
    excluded: excluded.rows,
    unused: (rejected.rows + excluded.rows) / Math.max(1, read.rows),
  }));
  const parts = files.flatMap((row) => [
    { file: row.file, share: row.rejected / Math.max(1, row.read), ink: colour.alert },
    { file: row.file, share: row.excluded / Math.max(1, row.read), ink: colour.context },
  ]);
  const inWords = (row: (typeof files)[number]) =>
    row.rejected + row.excluded === 0
      ? `all ${f.count(row.read)} used`
      : `${f.count(row.rejected)} rejected, ${f.count(row.excluded)} excluded of ${f.count(row.read)}`;
  const figure = chartFigure({
    rank: "lead",
    title: unusedRowsTitle(quality, report),
    subtitle: "Share of the rows of each file that is not used",
    caption:
      "Rejected: a value that cannot be read or breaks the contract. Excluded: read well, but not for this analysis.",
    summary: files.map((row) => `${row.file}: ${inWords(row)}.`).join(" "),
    data: {
      columns: [
        { key: "file", label: "File" },
        { key: "read", label: "Read" },
        { key: "rejected", label: "Rejected" },
        { key: "excluded", label: "Excluded" },
      ],
      rows: files,
    },
    chart: (width) => {
      const narrow = width < 560;
      const longest = Math.max(0, ...files.map(({ file }) => file.length));
      return Plot.plot({
        width,
        height: 54 + (narrow ? 46 : 30) * files.length,
        marginLeft: narrow ? 14 : 24 + 7.2 * longest,
        marginRight: narrow ? 8 : 250,
        marginTop: 8,
        marginBottom: 44,
        x: {
          label: "Share of rows",
          labelAnchor: "left",
          labelArrow: "none",
          tickFormat: (share: number) => f.percent(share),
          domain: [0, Math.max(0.01, ...files.map(({ unused }) => unused))],
          ticks: 4,
        },
        y: { domain: files.map(({ file }) => file), label: null, axis: null, padding: narrow ? 0.66 : 0.45 },
        marks: [
          narrow ? null : Plot.axisY({ tickSize: 0, fontSize: 13, fill: colour.ink }),
          Plot.ruleX([0], { stroke: colour.ink }),
          Plot.barX(parts, Plot.stackX({ x: "share", y: "file", fill: "ink" })),
          Plot.text(files, {
            x: narrow ? 0 : "unused",
            y: "file",
            text: (row: (typeof files)[number]) => (narrow ? `${row.file}: ${inWords(row)}` : inWords(row)),
            textAnchor: "start",
            dx: narrow ? 2 : 8,
            dy: narrow ? -16 : 0,
            fill: colour.ink,
          }),
        ],
      });
    },
  });
  figure
    .querySelector(".bw-chart")
    ?.before(
      element`<ul class="bw-key"><li><span class="bw-swatch" style=${{ background: colour.alert }}></span>Rejected</li><li><span class="bw-swatch" style=${{ background: colour.context }}></span>Excluded</li></ul>`,
    );
  return figure;
}
