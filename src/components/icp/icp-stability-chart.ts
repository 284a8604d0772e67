import * as Plot from "@observablehq/plot";
import { fitLabel } from "../charts/fit-label.js";
import { colour } from "../charts/palette.js";
import type { Formatter } from "../words/format.js";

interface Condition {
  readonly condition: string;
  readonly share: number;
}

/** How often each condition of a rule came back when the clients were drawn again. */
export function icpStabilityChart(conditions: readonly Condition[], f: Formatter, width: number): Node {
  const rows = [...conditions].sort((a, b) => b.share - a.share);
  const fill = (row: Condition) => (row.share >= 0.5 ? colour.proposed : colour.context);
  return Plot.plot({
    width,
    height: 16 + 44 * rows.length,
    marginLeft: 0,
    marginRight: 48,
    marginTop: 8,
    marginBottom: 8,
    x: { domain: [0, 1], axis: null },
    y: { domain: rows.map(({ condition }) => condition), axis: null, padding: 0.7 },
    marks: [
      Plot.barX(rows, { x1: 0, x2: 1, y: "condition", fill: colour.hairline }),
      Plot.barX(rows, { x: "share", y: "condition", fill }),
      Plot.text(rows, {
        y: "condition",
        text: ({ condition }: Condition) => fitLabel(condition, width - 8),
        frameAnchor: "left",
        dy: -16,
        fontSize: 13,
        fill: colour.ink,
      }),
      Plot.text(rows, {
        y: "condition",
        text: (row: Condition) => f.percent(row.share),
        frameAnchor: "right",
        dx: 44,
        fontSize: 13,
        fontWeight: 600,
        fill: colour.ink,
      }),
    ],
  });
}
