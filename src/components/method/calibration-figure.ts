import * as Plot from "@observablehq/plot";
import type { LookalikeValidation } from "../../data/published/method.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { formatter } from "../words/format.js";
import { decileFacts } from "./decile-facts.js";
import { calibrationTitle, coverageSentence } from "./score-sentences.js";

/** What was predicted against what came, by tenth of the list. */
export function calibrationFigure(validation: LookalikeValidation, report: Report): HTMLElement {
  const f = formatter(report);
  const rows = validation.calibration;
  const top = Math.max(1, ...rows.flatMap(({ predicted, actual }) => [predicted, actual]));
  const short = (amount: number) => f.moneyShort(amount);
  return chartFigure({
    title: calibrationTitle(validation, report),
    subtitle: "Mean lifetime value by tenth of the list: predicted across, as now estimated up",
    caption: `${f.count(validation.clients)} clients in tenths of the predicted value. On the line both are alike. As now estimated: earned, and still expected where a client’s first ${f.count(report.horizonMonths)} months are not over. ${coverageSentence(validation, report)}`,
    ...decileFacts(rows, short, "now estimated"),
    chart: (width) =>
      Plot.plot({
        width,
        height: Math.min(320, Math.max(240, width * 0.7)),
        marginLeft: 56,
        marginRight: 20,
        marginBottom: 44,
        x: {
          domain: [0, top],
          label: `Predicted, ${report.currency}`,
          labelAnchor: "left",
          labelArrow: "none",
          tickFormat: short,
          ticks: Math.max(3, Math.floor(width / 110)),
        },
        y: {
          domain: [0, top],
          label: `Now estimated, ${report.currency}`,
          labelArrow: "none",
          tickFormat: short,
          grid: true,
          ticks: 5,
        },
        marks: [
          Plot.line(
            [
              [0, 0],
              [top, top],
            ],
            { stroke: colour.everyone, strokeDasharray: "3,3" },
          ),
          Plot.dot(rows, {
            x: "predicted",
            y: "actual",
            r: 6,
            fill: colour.accent,
            fillOpacity: 0.85,
            stroke: colour.paper,
          }),
        ],
      }),
  });
}
