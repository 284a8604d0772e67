import type { SegmentRow } from "../../data/published/segments.js";
import { chartFigure } from "../charts/chart-figure.js";
import { indexChart } from "../charts/icp-index-chart.js";
import { segmentColour } from "../charts/palette.js";
import { indexColumns } from "../tables/index-columns.js";
import type { Formatter } from "../words/format.js";
import { indexInWords } from "../words/index-in-words.js";
import { fieldInWords } from "../words/wording.js";
import { profileTitle } from "./segment-sentences.js";

/** As many traits as are drawn. */
const drawn = 16;

/** The traits with the most evidence (the published order), from the most to the least over-represented. */
function strongest(profile: SegmentRow["profile"]): SegmentRow["profile"] {
  return [...profile.slice(0, drawn)].sort((a, b) => b.index.value - a.index.value);
}

/** What a segment has more and less often than all clients. */
export function segmentProfileFigure(segment: SegmentRow, f: Formatter): HTMLElement {
  const rows = strongest(segment.profile);
  const isClear = (row: (typeof rows)[number]) => row.index.low > 1 || row.index.high < 1;
  return chartFigure({
    title: profileTitle(segment, f),
    subtitle: "How much more often a trait is found in the segment than among all clients",
    caption: `n = ${f.count(segment.clients)} clients in the segment. Lines: 90% intervals; grey: the interval holds 1, no difference shown.`,
    summary: rows
      .map(
        (row) =>
          `${row.level} (${fieldInWords(row.field)}): ${f.percent(row.shareInSegment)} of the segment, ${f.percent(row.shareOfClients)} of all clients, ${row.index.value === 0 ? "" : "index "}${indexInWords(row.index, f)}`,
      )
      .join("; "),
    chart: (width) =>
      indexChart(
        rows.map((row) => ({
          field: fieldInWords(row.field),
          level: row.level,
          index: row.index,
          clear: isClear(row),
          shares: `${f.percent(row.shareInSegment)} against ${f.percent(row.shareOfClients)}`,
        })),
        {
          width,
          colour: segmentColour(segment.colour),
          axis: "Share in the segment ÷ share of all clients (log scale)",
          format: f.multiple,
        },
      ),
    data: {
      rows: segment.profile,
      columns: [
        { key: "field", label: "Field", format: (value) => fieldInWords(String(value)) },
        { key: "level", label: "Trait" },
        { key: "shareInSegment", label: "Share in segment", format: (v) => f.percent(Number(v)) },
        { key: "shareOfClients", label: "Share of clients", format: (v) => f.percent(Number(v)) },
        ...indexColumns(f),
      ],
    },
  });
}
