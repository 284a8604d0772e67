import * as Plot from "@observablehq/plot";
import { colour } from "../charts/palette.js";

/** A total, or what is added to the one before. */
export interface WaterfallStep {
  readonly label: string;
  readonly amount: number;
  readonly isTotal: boolean;
}

interface Bar extends WaterfallStep {
  readonly from: number;
  readonly to: number;
}

/** Totals are drawn as bars from zero only where the steps between them are large enough to be seen beside them. */
const LEAST_MOVEMENT = 0.15;

/** True when the steps are so small beside the totals that the axis of `waterfall` starts elsewhere than at zero. */
export function startsAwayFromZero(steps: readonly WaterfallStep[]): boolean {
  const ends = barsOf(steps).flatMap(({ from, to, isTotal }) => (isTotal ? [to] : [from, to]));
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  return low > 0 && (high - low) / high < LEAST_MOVEMENT;
}

/** From one total to the next, a row a step; gains and losses in two colours, each with its signed amount. */
export function waterfall(
  steps: readonly WaterfallStep[],
  options: {
    readonly width: number;
    readonly axis: string;
    /** Of ticks and totals. */
    readonly format: (amount: number) => string;
    /** Of what is added or taken away, with its sign. */
    readonly signed: (amount: number) => string;
  },
): Node {
  const { width, axis, format, signed } = options;
  const narrow = width < 560;
  const bars = barsOf(steps);
  const broken = startsAwayFromZero(steps);
  const ends = bars.flatMap(({ from, to, isTotal }) => (isTotal ? [to] : [from, to]));
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = (high - low) * 0.08 || Math.abs(high) * 0.01 || 1;
  const domain = broken ? [low - room, high + room] : [Math.min(0, low), Math.max(0, high)];
  const ink = ({ isTotal, amount }: Bar) =>
    isTotal || amount === 0 ? colour.everyone : amount < 0 ? colour.alert : colour.accent;
  const words = ({ isTotal, amount }: Bar) => (isTotal ? format(amount) : signed(amount));
  const longest = Math.max(0, ...steps.map(({ label }) => label.length));
  return Plot.plot({
    width,
    height: 54 + (narrow ? 50 : 38) * steps.length,
    marginLeft: narrow ? 14 : 24 + 7.4 * longest,
    marginRight: 92,
    marginTop: narrow ? 16 : 8,
    marginBottom: 44,
    x: {
      label: axis,
      labelAnchor: "left",
      labelArrow: "none",
      tickFormat: format,
      domain,
      ticks: Math.max(3, Math.floor(width / 140)),
    },
    y: { domain: steps.map(({ label }) => label), label: null, axis: null, padding: narrow ? 0.6 : 0.4 },
    marks: [
      narrow ? null : Plot.axisY({ tickSize: 0, fontSize: 14, fill: colour.ink }),
      broken ? null : Plot.ruleX([0], { stroke: colour.ink }),
      Plot.link(
        bars
          .slice(1)
          .map((bar, index) => ({ at: bars[index]?.to ?? 0, one: bars[index]?.label, next: bar.label })),
        { x1: "at", x2: "at", y1: "one", y2: "next", stroke: colour.muted, strokeDasharray: "2 3" },
      ),
      Plot.barX(
        bars.filter(({ isTotal }) => !isTotal || !broken),
        { x1: "from", x2: "to", y: "label", fill: ink },
      ),
      Plot.tickX(
        bars.filter(({ isTotal, amount }) => (isTotal && broken) || (!isTotal && amount === 0)),
        { x: "to", y: "label", stroke: ink, strokeWidth: 4 },
      ),
      Plot.text(bars, {
        x: ({ from, to }: Bar) => Math.max(from, to),
        y: "label",
        text: words,
        textAnchor: "start",
        dx: 8,
        fontSize: 14,
        fontWeight: 600,
        fill: colour.ink,
      }),
      narrow
        ? Plot.text(bars, {
            frameAnchor: "left",
            y: "label",
            text: "label",
            textAnchor: "start",
            dy: -21,
            fontSize: 13,
            fill: colour.ink,
            stroke: colour.paper,
            strokeWidth: 5,
          })
        : null,
    ],
  });
}

function barsOf(steps: readonly WaterfallStep[]): Bar[] {
  let reached = 0;
  return steps.map((step) => {
    const from = step.isTotal ? 0 : reached;
    reached = step.isTotal ? step.amount : reached + step.amount;
    return { ...step, from, to: reached };
  });
}
