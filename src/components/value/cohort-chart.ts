import * as Plot from "@observablehq/plot";
import type { Report } from "../../data/published/report.js";
import type { ValuePage } from "../../data/published/value.js";
import { plural } from "../../model/words/plural.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { element } from "../page/element.js";
import { countColumn, moneyColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";
import { cohortsCaption, cohortsTitle, youngCohortsSentence } from "./value-sentences.js";

/** What a client brings in its first years, by the year it was won; the latest cohort with two whole years stands out. A sentence where there is no curve yet. */
export function cohortChart(value: ValuePage, report: Report): HTMLElement {
  const f = formatter(report);
  const { cohorts } = value;
  const rows = cohorts.flatMap(({ cohort, clients, points }) =>
    points.map((point) => ({ cohort, clients, ...point })),
  );
  if (cohorts.every(({ points }) => points.length < 2))
    return element`<p class="bw-note">${youngCohortsSentence(cohorts, report)}</p>`;
  const most = Math.max(1, ...rows.map(({ years }) => years));
  const step = Math.ceil(most / 8);
  const latest = cohorts.filter(({ points }) => points.some(({ years }) => years >= 2)).at(-1)?.cohort;
  const ends = cohorts.flatMap(({ cohort, points }) =>
    points.slice(-1).map((point) => ({ cohort, ...point })),
  );
  const ink = (row: { cohort: string }) => (row.cohort === latest ? colour.accent : colour.context);
  return chartFigure({
    title: cohortsTitle(value, report),
    subtitle: `${sentenceCase(report.moneyIs)} of a client added up, on average, by the year it was won`,
    caption: cohortsCaption(value, report),
    summary: ends
      .map(
        (row) =>
          `Won in ${row.cohort}: ${f.moneyShort(row.meanCumulativeMargin)} after ${plural(f.number(row.years), "year")}.`,
      )
      .join(" "),
    data: {
      columns: [
        { key: "cohort", label: "Won in" },
        countColumn("clients", "Clients", report),
        { key: "years", label: "Years as a client" },
        moneyColumn("meanCumulativeMargin", `Mean ${report.moneyIs} so far`, report),
      ],
      rows,
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: 300,
        marginLeft: 52,
        marginRight: 44,
        marginBottom: 44,
        x: {
          label: "Years as a client",
          labelAnchor: "left",
          labelArrow: "none",
          ticks: Array.from({ length: Math.ceil(most / step) }, (_, index) => 1 + step * index),
          tickFormat: (years: number) => f.number(years),
        },
        y: {
          label: null,
          grid: true,
          ticks: 5,
          tickFormat: (amount: number) => f.moneyShort(amount),
          zero: true,
        },
        marks: [
          Plot.line(rows, {
            x: "years",
            y: "meanCumulativeMargin",
            z: "cohort",
            stroke: ink,
            strokeWidth: (row: { cohort: string }) => (row.cohort === latest ? 3 : 1.5),
          }),
          Plot.dot(ends, { x: "years", y: "meanCumulativeMargin", r: 3, fill: ink }),
          Plot.text(ends, {
            x: "years",
            y: "meanCumulativeMargin",
            text: "cohort",
            textAnchor: "start",
            dx: 7,
            fill: (row: { cohort: string }) => (row.cohort === latest ? colour.accent : colour.muted),
            stroke: colour.paper,
            strokeWidth: 4,
          }),
        ],
      }),
  });
}
