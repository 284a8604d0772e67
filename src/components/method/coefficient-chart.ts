import * as Plot from "@observablehq/plot";
import type { MethodPage } from "../../data/published/method.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { countColumn, numberColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { fieldInWords, sentenceCase } from "../words/wording.js";

type Coefficient = MethodPage["coefficients"][number];

const MOST = 16;
const TICKS = [0.5, 0.75, 1, 1.5, 2, 3];
const FEW_TICKS = [0.1, 0.3, 0.5, 1, 2, 3, 10];

/** Whether a level is a size, not a kind: "450", "8.1 million". */
function isNumber(level: string): boolean {
  return /^[\d.,]+( \w+)?$/.test(level);
}

/** What each trait multiplies the expected value by, or the odds to win; the strongest drawn, all in the data. */
export function coefficientChart(
  coefficients: readonly Coefficient[],
  part: Coefficient["part"],
  report: Report,
  learnedFrom: MethodPage["learnedFrom"],
): HTMLElement {
  const f = formatter(report);
  const all = coefficients
    .filter((row) => row.part === part)
    .sort((a, b) => Math.abs(Math.log(b.multiplier)) - Math.abs(Math.log(a.multiplier)))
    .map((row) => ({
      ...row,
      label: `${fieldInWords(row.field)}: ${isNumber(row.level) ? "about " : ""}${row.level}`,
    }));
  const rows = all.slice(0, MOST).sort((a, b) => b.multiplier - a.multiplier);
  const [strongest] = all;
  const what = part === "value" ? "lifetime value if won" : "ease of winning";
  const intervals = rows.flatMap(({ label, low, high }) =>
    low === null || high === null ? [] : [{ label, low, high }],
  );
  const drawn = [
    ...rows.map(({ multiplier }) => multiplier),
    ...intervals.flatMap(({ low, high }) => [low, high]),
  ];
  const extent = Math.max(1.2, ...drawn.map((ratio) => Math.max(ratio, 1 / ratio)));
  const inWords = ({ multiplier, low, high }: Coefficient): string =>
    low === null || high === null
      ? f.multiple(multiplier)
      : f.multipleInterval({ value: multiplier, low, high });
  return chartFigure({
    title: strongest
      ? `${sentenceCase(fieldInWords(strongest.field))} counts most: ${isNumber(strongest.level) ? `at about ${strongest.level}` : `for “${strongest.level}”`}, ${what} is ${f.multiple(strongest.multiplier)} the usual`
      : `No trait counts for ${what}`,
    subtitle: `Multiplier of ${what}, all else equal`,
    caption: `${rows.length < all.length ? `The ${f.count(rows.length)} strongest of ${f.count(all.length)}` : `All ${f.count(all.length)}`} terms of the score. They multiply; 1 changes nothing. Lines: 80% intervals, from the same fit to accounts counted anew.${
      learnedFrom === null
        ? ""
        : ` Learned from ${f.count(learnedFrom[part])} ${part === "value" ? "clients" : "accounts"}; numbers are read off a curve through all of them.`
    }`,
    summary: rows.map((row) => `${row.label}: ${inWords(row)}.`).join(" "),
    data: {
      columns: [
        { key: "field", label: "Field" },
        { key: "level", label: "Value" },
        numberColumn("multiplier", "Multiplier", report),
        numberColumn("low", "80% from", report),
        numberColumn("high", "80% to", report),
        countColumn("accounts", "Accounts", report),
      ],
      rows: all,
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: 60 + 46 * rows.length,
        marginLeft: 44,
        marginRight: 48,
        marginBottom: 44,
        x: {
          type: "log",
          domain: [1 / (extent * 1.25), extent * 1.25],
          label: "Multiplier",
          labelAnchor: "left",
          labelArrow: "none",
          ticks: (width < 480 || extent > 3 ? FEW_TICKS : TICKS).filter(
            (tick) => tick <= extent * 1.25 && tick >= 1 / (extent * 1.25),
          ),
          tickFormat: (ratio: number) => f.multiple(ratio),
        },
        y: { domain: rows.map(({ label }) => label), axis: null },
        marks: [
          Plot.ruleX([1], { stroke: colour.ink }),
          Plot.link(rows, { y: "label", x1: 1, x2: "multiplier", stroke: colour.context, strokeWidth: 2 }),
          Plot.link(intervals, {
            y: "label",
            x1: "low",
            x2: "high",
            stroke: colour.context,
            strokeWidth: 5,
            strokeOpacity: 0.35,
          }),
          Plot.dot(rows, {
            y: "label",
            x: "multiplier",
            r: 5,
            fill: (row: { multiplier: number }) => (row.multiplier > 1 ? colour.accent : colour.context),
          }),
          Plot.text(rows, {
            y: "label",
            text: "label",
            frameAnchor: "left",
            dx: -44,
            dy: -18,
            fill: colour.ink,
            stroke: colour.paper,
            strokeWidth: 4,
          }),
          ...([1, -1] as const).map((side) =>
            Plot.text(
              rows.filter(({ multiplier }) => multiplier >= 1 === side > 0),
              {
                y: "label",
                x: ({ multiplier, low, high }: Coefficient) => (side > 0 ? high : low) ?? multiplier,
                text: (row: { multiplier: number }) => f.multiple(row.multiplier),
                dx: 10 * side,
                textAnchor: side > 0 ? "start" : "end",
                fill: colour.ink,
              },
            ),
          ),
        ],
      }),
  });
}
