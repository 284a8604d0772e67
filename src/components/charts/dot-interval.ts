import * as Plot from "@observablehq/plot";
import { extent, nice, ticks } from "d3";
import type { Interval } from "../../data/published/common.js";
import { fitLabel, labelWidth } from "./fit-label.js";
import { colour } from "./palette.js";
import { wrappedAxis } from "./wrapped-axis.js";

const LABEL_SIZE = 14;

export interface DotRow extends Interval {
  readonly label: string;
  readonly colour?: string;
}

/** Estimates as dots with their 80 % intervals as lines, one a row, values written beside them. */
export function dotInterval(
  rows: readonly DotRow[],
  options: {
    readonly width: number;
    /** What the axis measures, with its unit. */
    readonly axis: string;
    readonly format: (value: number) => string;
    /** A line to compare with: 1 for ratios, chance for captures. */
    readonly reference?: { readonly at: number; readonly label: string };
    /** Starts the axis at 0; true unless told. */
    readonly zero?: boolean;
    /** In pixels; 38, or 48 on a narrow screen, unless told. */
    readonly rowHeight?: number;
    /** False where the labels stand beside the chart already. */
    readonly labels?: boolean;
  },
): Node {
  const { width, axis, format, reference, zero = true, labels = true } = options;
  const narrow = width < 480;
  const ink = (row: DotRow) => row.colour ?? colour.context;
  const labelInk = (row: DotRow) => row.colour ?? colour.ink;
  const longest = Math.max(0, ...rows.map(({ label }) => labelWidth(label, LABEL_SIZE)));
  const shown = [...(zero ? [0] : []), ...rows.flatMap(({ value, low, high }) => [value, low, high])];
  const { domain, marks } = axisOf(
    reference ? [reference.at, ...shown] : shown,
    Math.max(3, Math.floor(width / 110)),
    format,
  );
  const marginLeft = narrow || !labels ? 14 : Math.min(260, 20 + Math.ceil(longest));
  const labelRoom = narrow ? width - 8 : marginLeft - 8;
  const { label, below } = wrappedAxis(axis, width - marginLeft - 8);
  return Plot.plot({
    width,
    height: 74 + below + (options.rowHeight ?? (narrow ? 48 : 38)) * rows.length,
    marginLeft,
    marginRight: 64,
    marginTop: 30,
    marginBottom: 44 + below,
    x: {
      label,
      domain,
      tickFormat: format,
      ticks: marks,
      labelArrow: "none",
      labelAnchor: "left",
      labelOffset: 40 + below,
      grid: true,
    },
    y: { domain: rows.map(({ label }) => label), label: null, axis: null, padding: 0.5 },
    marks: [
      reference ? Plot.ruleX([reference.at], { stroke: colour.ink, strokeDasharray: "2,3" }) : null,
      reference
        ? Plot.text([reference], {
            x: "at",
            text: "label",
            frameAnchor: "top",
            textAnchor: anchorAt((reference.at - domain[0]) / (domain[1] - domain[0])),
            dy: -18,
            fill: colour.ink,
          })
        : null,
      labels
        ? Plot.text(rows, {
            y: "label",
            text: ({ label }: DotRow) => fitLabel(label, labelRoom, LABEL_SIZE),
            frameAnchor: "left",
            dx: narrow ? 0 : -marginLeft,
            dy: narrow ? -17 : 0,
            fill: labelInk,
            fontSize: LABEL_SIZE,
            fontWeight: 600,
            stroke: colour.paper,
            strokeWidth: narrow ? 12 : 7,
          })
        : null,
      Plot.ruleY(rows, {
        y: "label",
        x1: "low",
        x2: "high",
        stroke: ink,
        strokeWidth: 5,
        strokeLinecap: "round",
        strokeOpacity: 0.4,
      }),
      Plot.dot(rows, { x: "value", y: "label", r: 7, fill: ink, stroke: colour.paper, strokeWidth: 1.5 }),
      Plot.text(rows, {
        x: "high",
        y: "label",
        text: (row: DotRow) => format(row.value),
        dx: 12,
        textAnchor: "start",
        fontSize: 15,
        fontWeight: 600,
        fill: labelInk,
        stroke: colour.paper,
        strokeWidth: 5,
      }),
    ],
  });
}

/** Round ends of the axis, with at most so many ticks, so few that no two read the same. */
function axisOf(
  shown: readonly number[],
  count: number,
  format: (value: number) => string,
): { readonly domain: readonly [number, number]; readonly marks: readonly number[] } {
  const [low = 0, high = 0] = extent(shown);
  const [least, most] = high > low ? [low, high] : [low - 0.5, low + 0.5];
  let [domain, marks] = [nice(least, most, 10), ticks(...nice(least, most, 10), count)];
  for (let fewer = count - 1; fewer > 0 && new Set(marks.map(format)).size < marks.length; fewer--) {
    domain = nice(least, most, fewer);
    marks = ticks(...domain, fewer);
  }
  return { domain, marks };
}

/** Words over a line near an end of the axis (0 to 1) run inwards, so that they are not cut off. */
function anchorAt(place: number): "start" | "middle" | "end" {
  return place < 0.15 ? "start" : place > 0.85 ? "end" : "middle";
}
