import * as Plot from "@observablehq/plot";
import type { SegmentMoves } from "../../data/published/market.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour, segmentColour } from "../charts/palette.js";
import { formatter } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";
import { liftAxes, liftColumns } from "./market-lift-parts.js";
import { segmentLiftTitle, yearsAreMultiples } from "./market-sentences.js";

const HEIGHT_OF_SEGMENT = 96;

/** Lift of each segment among the clients won in each year, everyone at the same age, one strip a segment. */
export function marketSegmentLiftChart(segments: SegmentMoves, report: Report): HTMLElement {
  const f = formatter(report);
  const asMultiples = yearsAreMultiples(segments.lifts);
  const inWords = asMultiples ? f.multipleInterval : f.moneyInterval;
  const rows = segments.lifts.flatMap(({ name, colour: place, years }) =>
    years.flatMap(({ cohort, clients, matching, lift, difference }) => {
      const against = asMultiples ? lift : difference;
      return against === null
        ? []
        : [{ name, ink: segmentColour(place), cohort, clients, matching, ...against }];
    }),
  );
  const names = segments.lifts
    .map(({ name }) => name)
    .filter((name) => rows.some((row) => row.name === name));
  const axes = liftAxes(asMultiples, 3, report);
  return chartFigure({
    title: segmentLiftTitle(segments, report),
    subtitle: `${sentenceCase(report.moneyIs)} of the first five quarters, clients of the segment ${asMultiples ? "over" : "less the mean of"} all won in the same year`,
    caption:
      "Lines: 80% intervals. All clients at the same age; years with fewer than 20 followed are left out. The segments were found among high-value clients of all years, which flatters them.",
    summary: rows.map((row) => `${row.name}, ${row.cohort}: ${inWords(row)}`).join("; "),
    data: {
      rows,
      columns: [
        { key: "name", label: "Segment" },
        ...liftColumns<(typeof rows)[number]>("Of the segment", asMultiples, report),
      ],
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: 60 + HEIGHT_OF_SEGMENT * names.length,
        marginTop: 24,
        marginBottom: 40,
        ...axes,
        fy: { domain: names, axis: null, padding: 0.25 },
        y: { ...axes.y, nice: true },
        marks: [
          Plot.ruleY([asMultiples ? 1 : 0], { stroke: colour.ink, strokeDasharray: "2,3" }),
          Plot.ruleX(rows, {
            fy: "name",
            x: "cohort",
            y1: "low",
            y2: "high",
            stroke: "ink",
            strokeWidth: 4,
            strokeOpacity: 0.4,
          }),
          Plot.dot(rows, { fy: "name", x: "cohort", y: "value", r: 5, fill: "ink", stroke: colour.paper }),
          Plot.text(names, {
            fy: (name: string) => name,
            text: (name: string) => name,
            frameAnchor: "top-left",
            dy: -14,
            fill: colour.ink,
            fontWeight: 600,
          }),
        ],
      }),
  });
}
