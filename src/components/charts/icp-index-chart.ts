import * as Plot from "@observablehq/plot";
import type { Interval } from "../../data/published/common.js";
import { fitLabel } from "./fit-label.js";
import { colour } from "./palette.js";

interface IndexRow {
  readonly field: string;
  readonly level: string;
  readonly index: Interval;
  /** True when the interval leaves 1 out. */
  readonly clear: boolean;
  /** The two shares in words: "38% against 12%". */
  readonly shares: string;
}

/** Beyond these an index is drawn at the edge: no reader tells 12× from 20×. */
const axis = { low: 1 / 8, high: 8 };
const ticks = [0.25, 0.5, 1, 2, 4];

/** Over- and under-index as dots on a log scale with their intervals; grey where the interval holds 1. */
export function indexChart(
  rows: readonly IndexRow[],
  options: {
    readonly width: number;
    readonly colour: string;
    /** "Share among high-value clients ÷ share of all clients". */
    readonly axis: string;
    readonly format: (ratio: number) => string;
  },
): Node {
  const narrow = options.width < 560;
  const key = (row: IndexRow) => `${row.field}\u0000${row.level}`;
  const ink = (row: IndexRow) => (row.clear ? options.colour : colour.context);
  const text = (row: IndexRow) => (row.clear ? colour.ink : colour.muted);
  const within = (value: number) => Math.min(axis.high, Math.max(axis.low, value));
  const reach = extent(rows);
  const y = key;
  const labels = narrow
    ? [
        Plot.text(rows, {
          y,
          text: (row: IndexRow) => fitLabel(`${row.level} · ${row.field}`, options.width - 12),
          frameAnchor: "left",
          dy: -15,
          fontSize: 13,
          fill: text,
        }),
      ]
    : [
        Plot.text(rows, {
          y,
          text: (row: IndexRow) => fitLabel(row.level, 188),
          frameAnchor: "left",
          textAnchor: "start",
          dx: -196,
          fontSize: 13,
          fill: text,
        }),
        Plot.text(rows, {
          y,
          text: (row: IndexRow) => fitLabel(row.field, 98, 12),
          frameAnchor: "left",
          textAnchor: "start",
          dx: -300,
          fontSize: 12,
          fill: colour.muted,
        }),
        Plot.text(rows, {
          y,
          text: "shares",
          frameAnchor: "right",
          textAnchor: "start",
          dx: 66,
          fontSize: 12,
          fill: colour.muted,
        }),
      ];
  return Plot.plot({
    width: options.width,
    height: (narrow ? 74 : 60) + (narrow ? 42 : 26) * rows.length,
    marginLeft: narrow ? 6 : 300,
    marginRight: narrow ? 54 : 172,
    marginTop: narrow ? 24 : 10,
    marginBottom: 46,
    x: {
      type: "log",
      domain: reach,
      ticks: ticks.filter((tick) => tick >= reach[0] && tick <= reach[1]),
      tickFormat: options.format,
      label: options.axis,
      labelArrow: "none",
      labelAnchor: "left",
      labelOffset: 36,
    },
    y: { domain: rows.map(key), axis: null, padding: 0 },
    marks: [
      Plot.ruleX([1], { stroke: colour.ink, strokeWidth: 1 }),
      Plot.ruleY(rows, {
        y,
        x1: (row: IndexRow) => within(row.index.low),
        x2: (row: IndexRow) => within(row.index.high),
        stroke: ink,
        strokeWidth: 3,
        strokeLinecap: "round",
        strokeOpacity: 0.45,
      }),
      Plot.dot(rows, {
        x: (row: IndexRow) => within(row.index.value),
        y,
        r: 5,
        fill: ink,
        stroke: colour.paper,
        strokeWidth: 1.5,
      }),
      Plot.text(rows, {
        y,
        text: (row: IndexRow) => options.format(row.index.value),
        frameAnchor: "right",
        textAnchor: "end",
        dx: 50,
        fontSize: 13,
        fontWeight: 600,
        fill: text,
      }),
      ...labels,
    ],
  });
}

/** The smallest span of whole doublings around 1 that holds every interval, within the axis. */
function extent(rows: readonly IndexRow[]): [number, number] {
  const low = Math.min(0.5, ...rows.map(({ index }) => Math.max(axis.low, index.low)));
  const high = Math.max(2, ...rows.map(({ index }) => Math.min(axis.high, index.high)));
  return [2 ** Math.floor(Math.log2(low)), 2 ** Math.ceil(Math.log2(high))];
}
