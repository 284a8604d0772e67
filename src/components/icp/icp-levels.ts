import type { IcpPage, IndexedLevel } from "../../data/published/icp.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { indexChart } from "../charts/icp-index-chart.js";
import { colour } from "../charts/palette.js";
import { indexColumns } from "../tables/index-columns.js";
import type { Formatter } from "../words/format.js";
import { indexInWords } from "../words/index-in-words.js";
import { fieldInWords } from "../words/wording.js";
import { byDistance, levelsTitle } from "./icp-sentences.js";

/** As many levels as are drawn while no field is chosen. */
const drawn = 18;

/** The levels of one field ("" = the furthest from 1 over all fields), largest index first. */
export function shownLevels(levels: readonly IndexedLevel[], field: string): readonly IndexedLevel[] {
  const some =
    field === "" ? byDistance(levels).slice(0, drawn) : levels.filter((level) => level.field === field);
  return [...some].sort((a, b) => b.index.value - a.index.value);
}

/** What high-value clients have in common before the sale, against all clients. */
export function icpLevelsFigure(icp: IcpPage, report: Report, f: Formatter, field: string): HTMLElement {
  const rows = shownLevels(icp.levels, field);
  const clear = icp.levels.filter((level) => level.clear).length;
  const best = f.percent(report.highValueShare);
  return chartFigure({
    title:
      field === "" ? levelsTitle(icp.levels, best) : levelsTitle(rows, best, `about ${fieldInWords(field)}`),
    subtitle: `How much more often a trait is found among the best ${best} of clients by CLV than among all clients`,
    caption: `n = ${f.count(icp.clients)} clients. Lines: 90% intervals; grey: the interval holds 1, no difference shown. ${f.count(clear)} of ${f.count(icp.levels.length)} traits are clear. Many traits are looked at together: about one interval in ten misses its value by chance.`,
    summary: rows
      .map(
        (row) =>
          `${row.level} (${fieldInWords(row.field)}): ${indexInWords(row.index, f)}${row.clear ? "" : ", not clear"}`,
      )
      .join("; "),
    chart: (width) =>
      indexChart(
        rows.map((row) => ({
          field: fieldInWords(row.field),
          level: row.level,
          index: row.index,
          clear: row.clear,
          shares: `${f.percent(row.shareOfHighValue)} against ${f.percent(row.shareOfClients)}`,
        })),
        {
          width,
          colour: colour.accent,
          axis: "Share among the best ÷ share of all clients (log scale)",
          format: f.multiple,
        },
      ),
    data: {
      rows: icp.levels,
      columns: [
        { key: "field", label: "Field", format: (value) => fieldInWords(String(value)) },
        { key: "level", label: "Trait" },
        ...indexColumns(f),
        { key: "clear", label: "Clear" },
        { key: "highValueClients", label: "High-value clients", format: (v) => f.count(Number(v)) },
        { key: "clients", label: "Clients", format: (v) => f.count(Number(v)) },
      ],
    },
  });
}
