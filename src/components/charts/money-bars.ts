import * as Plot from "@observablehq/plot";
import { fitLabel } from "./fit-label.js";
import { colour } from "./palette.js";

export interface MoneyBar {
  readonly label: string;
  readonly amount: number;
  readonly ink: string;
}

const ROW_HEIGHT = 52;
/** Of the amount beside the bar, on either side. */
const AMOUNT_WIDTH = 64;

/** Amounts as bars to the right and to the left of 0, one a row, the label over its bar and the amount beside it. */
export function moneyBars(
  rows: readonly MoneyBar[],
  options: { readonly width: number; readonly format: (amount: number) => string },
): Plot.PlotOptions {
  const loses = rows.some(({ amount }) => amount < 0);
  const amounts = ([1, -1] as const).map((side) =>
    Plot.text(
      rows.filter(({ amount }) => amount < 0 === side < 0),
      {
        x: "amount",
        y: "label",
        text: ({ amount }: MoneyBar) => options.format(amount),
        dx: 8 * side,
        dy: 8,
        textAnchor: side > 0 ? "start" : "end",
        fill: colour.ink,
        fontWeight: 600,
      },
    ),
  );
  return {
    width: options.width,
    height: ROW_HEIGHT * rows.length + 8,
    marginLeft: loses ? AMOUNT_WIDTH : 1,
    marginRight: AMOUNT_WIDTH,
    marginTop: 4,
    marginBottom: 4,
    x: { axis: null, zero: true },
    y: { axis: null, domain: rows.map(({ label }) => label), padding: 0 },
    marks: [
      Plot.barX(rows, { x: "amount", y: "label", fill: "ink", insetTop: 24, insetBottom: 8 }),
      Plot.ruleX([0], { stroke: colour.ink }),
      Plot.text(rows, {
        y: "label",
        text: ({ label }: MoneyBar) => fitLabel(label, options.width - 8),
        frameAnchor: "left",
        dx: loses ? -AMOUNT_WIDTH : 0,
        dy: -14,
        fill: colour.ink,
      }),
      ...amounts,
    ],
  };
}
