import * as Plot from "@observablehq/plot";
import type { MarketPage } from "../../data/published/market.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { formatter } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";
import { liftAxes, liftColumns } from "./market-lift-parts.js";
import { liftsAreMultiples, liftTitle } from "./market-sentences.js";

/** Lift of today's and the proposed profile among the clients won in each year, everyone at the same age. */
export function marketLiftChart(market: MarketPage, report: Report): HTMLElement {
  const f = formatter(report);
  const asMultiples = liftsAreMultiples(market);
  const inWords = asMultiples ? f.multipleInterval : f.moneyInterval;
  const rules = [
    { profile: "Proposed", ink: colour.proposed, shift: -5, rule: market.proposed },
    { profile: "Today’s", ink: colour.current, shift: 5, rule: market.current },
  ];
  const rows = rules.flatMap(({ profile, ink, shift, rule }) =>
    (rule?.years ?? []).flatMap(({ cohort, clients, matching, lift, difference }) => {
      const against = asMultiples ? lift : difference;
      return against === null ? [] : [{ profile, ink, shift, cohort, clients, matching, ...against }];
    }),
  );
  return chartFigure({
    title: liftTitle(market, report),
    subtitle: `${sentenceCase(report.moneyIs)} of the first five quarters, clients of the profile ${asMultiples ? "over" : "less the mean of"} all won in the same year`,
    caption: `Lines: 80% intervals. All clients at the same age; years with fewer than 20 followed are left out. The proposed profile was chosen on clients of all years, which flatters it.`,
    summary: rows.map((row) => `${row.profile}, ${row.cohort}: ${inWords(row)}`).join("; "),
    data: {
      rows,
      columns: [
        { key: "profile", label: "Profile" },
        ...liftColumns<(typeof rows)[number]>("Of the profile", asMultiples, report),
      ],
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: 280,
        marginBottom: 40,
        ...liftAxes(asMultiples, 5, report),
        marks: [
          Plot.ruleY([asMultiples ? 1 : 0], { stroke: colour.ink, strokeDasharray: "2,3" }),
          ...rules.flatMap(({ profile, ink, shift }) => {
            const own = rows.filter((row) => row.profile === profile);
            return [
              Plot.ruleX(own, {
                x: "cohort",
                y1: "low",
                y2: "high",
                dx: shift,
                stroke: ink,
                strokeWidth: 4,
                strokeOpacity: 0.4,
              }),
              Plot.dot(own, { x: "cohort", y: "value", dx: shift, r: 5, fill: ink, stroke: colour.paper }),
              Plot.text(own.slice(-1), {
                x: "cohort",
                y: "value",
                text: "profile",
                dx: 18,
                textAnchor: "start",
                fill: ink,
                stroke: colour.paper,
                strokeWidth: 4,
              }),
            ];
          }),
        ],
        marginRight: 70,
      }),
  });
}
