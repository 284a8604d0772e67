import * as Plot from "@observablehq/plot";
import { ticks } from "d3";
import type { CaptureCurve } from "../../data/published/prospects.js";
import { capturedAt } from "../../model/lookalike/evaluation/captured-at.js";
import type { Formatter } from "../words/format.js";
import { colour } from "./palette.js";

/** The curve cut off at a share of the list. */
function upTo(curve: CaptureCurve, reach: number): CaptureCurve["points"] {
  const inside = curve.points.filter(({ share }) => share > 0 && share < reach);
  return [{ share: 0, captured: 0 }, ...inside, { share: reach, captured: capturedAt(curve, reach) }];
}

/** Places the middles of labels of these heights so that none overlaps, as near to where they belong as their order allows; from the top down. */
export function spread(
  wanted: readonly number[],
  heights: readonly number[],
  bottom: number,
): readonly number[] {
  const order = wanted.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at);
  const placed = order.map(({ at }) => at);
  const height = (i: number) => heights[order[i]?.index ?? -1] ?? 0;
  const gap = (i: number) => (height(i - 1) + height(i)) / 2;
  for (let i = 1; i < placed.length; i++) placed[i] = Math.max(placed[i] ?? 0, (placed[i - 1] ?? 0) + gap(i));
  let limit = bottom;
  for (let i = placed.length - 1; i >= 0; i--) {
    placed[i] = Math.min(placed[i] ?? 0, limit);
    limit = (placed[i] ?? 0) - gap(i);
  }
  const result = [...wanted];
  order.forEach(({ index }, i) => {
    result[index] = placed[i] ?? 0;
  });
  return result;
}

interface CaptureMark {
  readonly share: number;
  readonly captured: number;
  /** Height of the label, in units of captured share: above the curve as far as the label reaches. */
  readonly labelAt: number;
  readonly labelLeft: boolean;
}

function markOf(
  curve: CaptureCurve,
  share: number,
  frame: { readonly reach: number; readonly top: number; readonly narrow: boolean },
): CaptureMark {
  const { reach, top, narrow } = frame;
  const captured = capturedAt(curve, share);
  const labelLeft = share > 0.4 * reach;
  const end = Math.min(reach, share + (narrow ? 0.8 : 0.3) * reach);
  const clear = labelLeft ? captured : capturedAt(curve, end);
  return { share, captured, labelAt: Math.min(1.08 * top, clear + 0.07 * top), labelLeft };
}

/** Whether a way of ordering is the roll of a die. */
export function isChance(curve: CaptureCurve): boolean {
  return /random|chance/i.test(curve.method);
}

/** Expected value captured against list length: the ranking in the accent, baselines and chance in grey, the list marked. */
export function captureChart(
  curves: readonly CaptureCurve[],
  options: {
    readonly width: number;
    readonly f: Formatter;
    readonly ranked: number;
    /** Accounts on the list. */
    readonly length: number;
    /** Share of the ranking that is drawn. */
    readonly reach: number;
  },
): Node {
  const { width, f, ranked, length, reach } = options;
  const narrow = width < 560;
  const height = narrow ? 340 : 380;
  const margin = { top: 36, right: narrow ? 112 : 178, bottom: 44, left: 44 };
  const rows = curves.flatMap((curve, index) =>
    upTo(curve, reach).map((point) => ({ ...point, method: curve.method, scorer: index === 0 })),
  );
  const top = Math.max(reach, ...rows.map(({ captured }) => captured));
  const inner = height - margin.top - margin.bottom;
  const ends = curves.map((curve) => capturedAt(curve, reach));
  const wanted = ends.map((end) => inner * (1 - end / top));
  // As long as a label may be on one line; on a narrow screen most take two.
  const oneLine = narrow ? 17 : 30;
  const heights = curves.map(({ method }) => 4 + 13 * Math.ceil(method.length / oneLine));
  const places = spread(wanted, heights, inner);
  const labels = curves.map((curve, index) => ({
    x: reach,
    y: top * (1 - (places[index] ?? 0) / inner),
    text: curve.method,
    scorer: index === 0,
  }));
  const share = length / ranked;
  const [scorer] = curves;
  const marked = scorer && share <= reach ? [markOf(scorer, share, { reach, top, narrow })] : [];
  const baselines = rows.filter((row) => !row.scorer);
  const chance = new Set(curves.filter(isChance).map(({ method }) => method));
  return Plot.plot({
    width,
    height,
    marginTop: margin.top,
    marginRight: margin.right,
    marginBottom: margin.bottom,
    marginLeft: margin.left,
    x: {
      domain: [0, reach],
      label: "Prospects on the list, in ranked order",
      labelArrow: "none",
      labelAnchor: "left",
      labelOffset: 38,
      ticks: ticks(0, ranked * reach, narrow ? 3 : 6)
        .filter(Number.isInteger)
        .map((count) => count / ranked),
      tickFormat: (value: number) => f.count(Math.round(value * ranked)),
    },
    y: {
      domain: [0, top],
      label: null,
      ticks: 5,
      tickFormat: (value: number) => f.percent(value, 0),
      grid: true,
    },
    marks: [
      Plot.line(
        baselines.filter(({ method }) => chance.has(method)),
        { x: "share", y: "captured", z: "method", stroke: colour.context, strokeDasharray: "4,3" },
      ),
      Plot.line(
        baselines.filter(({ method }) => !chance.has(method)),
        { x: "share", y: "captured", z: "method", stroke: colour.context, strokeWidth: 1.5 },
      ),
      Plot.line(
        rows.filter((row) => row.scorer),
        { x: "share", y: "captured", stroke: colour.accent, strokeWidth: 3 },
      ),
      Plot.ruleX(marked, { x: "share", y1: 0, y2: "labelAt", stroke: colour.ink, strokeWidth: 1 }),
      Plot.dot(marked, {
        x: "share",
        y: "captured",
        r: 6,
        fill: colour.accent,
        stroke: colour.paper,
        strokeWidth: 2,
      }),
      Plot.text(marked, {
        x: "share",
        y: "labelAt",
        text: (mark: CaptureMark) => `${f.percent(mark.captured)} in the first ${f.count(length)}`,
        textAnchor: marked[0]?.labelLeft ? "end" : "start",
        dx: marked[0]?.labelLeft ? -8 : 8,
        dy: 6,
        fontSize: 14,
        fontWeight: 700,
        fill: colour.ink,
        stroke: colour.paper,
        strokeWidth: 5,
      }),
      Plot.text(labels, {
        x: "x",
        y: "y",
        text: "text",
        textAnchor: "start",
        dx: 8,
        fontSize: narrow ? 12 : 13,
        lineWidth: narrow ? 9 : 15,
        fill: (label: (typeof labels)[number]) => (label.scorer ? colour.accent : colour.muted),
      }),
    ],
  });
}
