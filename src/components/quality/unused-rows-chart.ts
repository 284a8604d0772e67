import * as Plot from "@observablehq/plot";
import type { QualityPage, Tally } from "../../data/published/quality.js";
import type { Report } from "../../data/published/report.js";
import { plural } from "../../model/words/plural.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { element } from "../page/element.js";
import { countColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { fileName, unusedRowsTitle } from "./quality-sentences.js";

/** The share of rows that was rejected or excluded, of the files that have any such row; null when none has. */
export function unusedRowsChart(quality: QualityPage, report: Report): HTMLElement | null {
  const f = formatter(report);
  const files = quality.files
    .filter(({ rejected, excluded }) => rejected.rows + excluded.rows > 0)
    .map((file) => ({
      file: fileName(file, quality),
      read: file.read.rows,
      rejected: file.rejected.rows,
      excluded: file.excluded.rows,
      unused: (file.rejected.rows + file.excluded.rows) / file.read.rows,
      words: [part(file.rejected, "rejected"), part(file.excluded, "excluded")]
        .filter((words) => words !== null)
        .join(", "),
    }));
  if (files.length === 0) return null;
  function part({ rows, money }: Tally, verdict: string): string | null {
    if (rows === 0) return null;
    return `${f.count(rows)} ${verdict}${money === null || money === 0 ? "" : ` (${f.moneyShort(money)})`}`;
  }
  const parts = files.flatMap((row) => [
    { file: row.file, share: row.rejected / row.read, ink: colour.alert },
    { file: row.file, share: row.excluded / row.read, ink: colour.context },
  ]);
  const others = quality.files.length - files.length;
  const whole = others === 0 ? "" : ` Every row of the other ${plural(f.count(others), "file")} is used.`;
  const inWords = (row: (typeof files)[number]) => `${row.words} of ${f.count(row.read)}`;
  const figure = chartFigure({
    rank: "lead",
    title: unusedRowsTitle(quality, report),
    subtitle: "Share of the rows of each file that is not used",
    caption: `Rejected: a value that cannot be read or breaks the rules of the table. Excluded: read well, but not for this analysis.${whole}`,
    summary: files.map((row) => `${row.file}: ${inWords(row)}.`).join(" "),
    data: {
      columns: [
        { key: "file", label: "File" },
        countColumn("read", "Read", report),
        countColumn("rejected", "Rejected", report),
        countColumn("excluded", "Excluded", report),
      ],
      rows: files,
    },
    chart: (width) => {
      const narrow = width < 620;
      const longest = Math.max(0, ...files.map(({ file }) => file.length));
      return Plot.plot({
        width,
        height: 54 + (narrow ? 50 : 34) * files.length,
        marginLeft: narrow ? 14 : 24 + 7.2 * longest,
        marginRight: narrow ? 8 : 300,
        marginTop: narrow ? 14 : 8,
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
            text: (row: (typeof files)[number]) => (narrow ? `${row.file}: ${row.words}` : inWords(row)),
            textAnchor: "start",
            dx: narrow ? 2 : 8,
            dy: narrow ? -18 : 0,
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
