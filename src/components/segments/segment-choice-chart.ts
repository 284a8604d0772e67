import * as Plot from "@observablehq/plot";
import type { SegmentsPage } from "../../data/published/segments.js";
import { colour } from "../charts/palette.js";

type ChoiceOfK = SegmentsPage["choice"];

/** How surely k groups come back when clients are drawn again, in the data and in data without groups, by k. */
export function segmentChoiceChart(choice: ChoiceOfK, width: number): Node {
  const rows = choice.candidates;
  const last = rows.at(-1);
  const chosen = rows.filter(({ k }) => k === choice.chosen);
  const ends = last
    ? [
        { k: last.k, at: last.meanJaccard, text: "our clients", ink: colour.accent },
        { k: last.k, at: last.nullMeanJaccard, text: "no groups", ink: colour.muted },
      ].sort((a, b) => b.at - a.at)
    : [];
  // Labels of lines that end close together move apart.
  const gap = ends.length === 2 ? Math.abs((ends[0]?.at ?? 0) - (ends[1]?.at ?? 0)) : 1;
  const apart = gap < 0.08 ? 8 : 0;
  return Plot.plot({
    width,
    height: 300,
    marginLeft: 40,
    marginRight: 84,
    marginTop: 34,
    marginBottom: 40,
    x: { label: "Number of groups", labelArrow: "none", tickFormat: "d", ticks: rows.map(({ k }) => k) },
    y: {
      label: "Overlap of groups found again (100% = the same clients)",
      labelArrow: "none",
      domain: [0, 1],
      ticks: 5,
      tickFormat: "%",
    },
    marks: [
      Plot.line(rows, { x: "k", y: "nullMeanJaccard", stroke: colour.context, strokeDasharray: "4,3" }),
      Plot.line(rows, { x: "k", y: "meanJaccard", stroke: colour.accent, strokeWidth: 2 }),
      Plot.dot(rows, { x: "k", y: "meanJaccard", r: 3.5, fill: colour.accent }),
      Plot.dot(chosen, { x: "k", y: "meanJaccard", r: 8, stroke: colour.accent, strokeWidth: 2 }),
      Plot.text(chosen, {
        x: "k",
        y: "meanJaccard",
        text: (row: (typeof chosen)[number]) => `${row.k} chosen`,
        dy: -18,
        fontSize: 13,
        fontWeight: 600,
        fill: colour.ink,
      }),
      ...ends.map((end, index) =>
        Plot.text([end], {
          x: "k",
          y: "at",
          text: "text",
          textAnchor: "start",
          dx: 10,
          dy: index === 0 ? -apart : apart,
          fontSize: 13,
          fill: end.ink,
        }),
      ),
    ],
  });
}
