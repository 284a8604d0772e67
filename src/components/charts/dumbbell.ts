import * as Plot from "@observablehq/plot";
import { fitLabel } from "./fit-label.js";
import { colour } from "./palette.js";
import { wrappedAxis } from "./wrapped-axis.js";

export interface DumbbellRow {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly colour?: string;
}

/** Two values a row, joined: the one to compare with as a ring, the point as a dot; both named over the first row. */
export function dumbbell(
  rows: readonly DumbbellRow[],
  options: {
    readonly width: number;
    readonly axis: string;
    readonly format: (value: number) => string;
    readonly from: string;
    readonly to: string;
    /** In pixels; 38, or 48 on a narrow screen, unless told. */
    readonly rowHeight?: number;
    /** False where the labels stand beside the chart already. */
    readonly labels?: boolean;
  },
): Node {
  const { width, axis, format, labels = true } = options;
  const narrow = width < 480;
  const longest = Math.max(0, ...rows.map(({ label }) => label.length));
  const beside = labels && !narrow ? Math.min(230, 16 + 7.2 * longest) : 0;
  const marginLeft = beside + 46;
  const ink = (row: DumbbellRow) => row.colour ?? colour.accent;
  const labelRoom = narrow ? width - 8 : marginLeft - 8;
  const { label, below } = wrappedAxis(axis, width - marginLeft - 8);
  return Plot.plot({
    width,
    height: 74 + below + (options.rowHeight ?? (narrow && labels ? 48 : 38)) * rows.length,
    marginLeft,
    marginRight: 64,
    marginTop: 30,
    marginBottom: 44 + below,
    x: {
      label,
      tickFormat: format,
      ticks: Math.max(3, Math.floor(width / 110)),
      labelArrow: "none",
      labelAnchor: "left",
      labelOffset: 40 + below,
      nice: true,
      grid: true,
      zero: true,
    },
    y: { domain: rows.map(({ label }) => label), axis: null, padding: 0.5 },
    marks: [
      labels
        ? Plot.text(rows, {
            y: "label",
            text: ({ label }: DumbbellRow) => fitLabel(label, labelRoom, 14),
            frameAnchor: "left",
            dx: -marginLeft,
            dy: narrow ? -17 : 0,
            fill: colour.ink,
            fontSize: 14,
            fontWeight: 600,
          })
        : null,
      Plot.ruleY(rows, { y: "label", x1: "from", x2: "to", stroke: ink, strokeWidth: 3, strokeOpacity: 0.4 }),
      Plot.dot(rows, { x: "from", y: "label", r: 5.5, fill: colour.paper, stroke: ink, strokeWidth: 2 }),
      Plot.dot(rows, { x: "to", y: "label", r: 6.5, fill: ink }),
      endTexts(rows, "from", format),
      endTexts(rows, "to", format),
      heading(rows, "from", options.from),
      heading(rows, "to", options.to),
    ],
  });
}

type End = "from" | "to";

/** +1 where this end lies to the right of the other. */
function side(row: DumbbellRow, end: End): 1 | -1 {
  return row.to >= row.from === (end === "to") ? 1 : -1;
}

function endTexts(rows: readonly DumbbellRow[], end: End, format: (value: number) => string): Plot.Markish {
  const ink = end === "to" ? colour.ink : colour.muted;
  return ([1, -1] as const).map((where) =>
    Plot.text(
      rows.filter((row) => side(row, end) === where),
      {
        x: end,
        y: "label",
        text: (row: DumbbellRow) => format(row[end]),
        dx: 12 * where,
        textAnchor: where > 0 ? "start" : "end",
        fill: ink,
        fontSize: 14,
        fontWeight: end === "to" ? 600 : 400,
      },
    ),
  );
}

function heading(rows: readonly DumbbellRow[], end: End, words: string): Plot.Markish {
  const [first] = rows;
  if (!first) return null;
  return Plot.text([first], {
    x: end,
    text: () => words,
    frameAnchor: "top",
    dy: -18,
    textAnchor: side(first, end) > 0 ? "start" : "end",
    dx: 2 * side(first, end),
    fill: end === "to" ? colour.ink : colour.muted,
  });
}
