import type { Interval } from "../../data/published/common.js";
import { wayInWords } from "../../model/lookalike/winning/way-in-words.js";
import type { Formatter } from "../words/format.js";
import { chartFigure } from "./chart-figure.js";
import { dotInterval } from "./dot-interval.js";
import { colour } from "./palette.js";

/** The share that the first tenth of a list holds, by how the list is ordered; the first way is the report's own. */
export function capturedFigure(options: {
  readonly ways: readonly { readonly method: string; readonly captured: Interval }[];
  readonly title: string;
  readonly subtitle: string;
  readonly caption: string;
  /** What the share is of, as the head of a column. */
  readonly share: string;
  readonly axis: string;
  readonly format: Formatter;
  readonly rowHeight: number;
  readonly rank?: "lead";
}): HTMLElement {
  const { ways, share, axis, format, rowHeight, ...figure } = options;
  const percent = (value: number) => format.percent(value);
  const rows = ways.map(({ method, captured }, index) => ({
    label: wayInWords(method),
    colour: index === 0 ? colour.proposed : colour.everyone,
    ...captured,
  }));
  return chartFigure({
    ...figure,
    summary: rows
      .map((row) => `${row.label}: ${percent(row.value)} (${percent(row.low)} to ${percent(row.high)}).`)
      .join(" "),
    data: {
      columns: [
        { key: "label", label: "Ordered by" },
        { key: "value", label: share, format: (part) => percent(Number(part)) },
        { key: "low", label: "80% from", format: (part) => percent(Number(part)) },
        { key: "high", label: "80% to", format: (part) => percent(Number(part)) },
      ],
      rows,
    },
    chart: (width) =>
      dotInterval(rows, {
        width,
        axis,
        format: percent,
        reference: { at: 0.1, label: `chance ${percent(0.1)}` },
        rowHeight,
      }),
  });
}
