import * as Plot from "@observablehq/plot";
import type { Report } from "../../data/published/report.js";
import type { ClientRow } from "../../data/published/value.js";
import { chartFigure } from "../charts/chart-figure.js";
import { moneyAxis } from "../charts/money-axis.js";
import { colour } from "../charts/palette.js";
import { element } from "../page/element.js";
import { countColumn, moneyColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";

/** What a client may still bring, year by year: the middle case and four of five cases; a sentence where that is nothing. */
export function clientFan(client: ClientRow, report: Report): HTMLElement {
  const f = formatter(report);
  const last = client.fan.at(-1);
  if (last === undefined) {
    return element`<p class="bw-note">Futures are drawn for the clients worth most only; what is expected of this one over ${f.count(report.horizonMonths)} months is ${f.moneyInterval({ value: client.residualValue, low: client.residualLow, high: client.residualHigh })}.</p>`;
  }
  const soFar = f.moneyShort(Math.abs(client.historicValue));
  const brought =
    client.historicValue < 0
      ? `Credit notes or costs took ${soFar} more than it brought.`
      : `It has brought ${soFar}.`;
  if (last.high < 1 && last.low > -1) {
    const more =
      Math.abs(client.residualValue) < 1
        ? `Nothing more is expected from ${client.name}`
        : `In at least nine of ten cases nothing more comes from ${client.name}; on average ${f.moneyShort(client.residualValue)} does`;
    return element`<p class="bw-note">${more}. ${brought}</p>`;
  }
  const rows = [{ months: 0, low: 0, median: 0, high: 0 }, ...client.fan];
  const inYears = (months: number) => `${f.number(months / 12)} ${months === 12 ? "year" : "years"}`;
  const between = `${f.moneyShort(last.low)} to ${f.moneyShort(last.high)}`;
  return chartFigure({
    title: `${client.name}: ${between} still to come in ${inYears(last.months)}, in four of five cases`,
    subtitle: `${sentenceCase(report.moneyIs)}, added up from ${f.date(report.asOf)} on, discounted to that day`,
    caption: `Band: 80% of its simulated futures; line: the middle one. On average ${f.moneyShort(client.residualValue)} is still to come. ${brought} The CLV of its row, ${f.moneyShort(client.clv)}, is another count: its first ${f.count(report.horizonMonths)} months alone, past and to come, discounted to its first day.`,
    summary: client.fan
      .map(
        (row) =>
          `After ${inYears(row.months)}: ${f.moneyShort(row.low)} to ${f.moneyShort(row.high)}, in the middle ${f.moneyShort(row.median)}.`,
      )
      .join(" "),
    data: {
      columns: [
        countColumn("months", "Months ahead", report),
        moneyColumn("low", "From", report),
        moneyColumn("median", "Middle", report),
        moneyColumn("high", "To", report),
      ],
      rows: client.fan,
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: 240,
        marginLeft: 56,
        marginRight: 64,
        marginBottom: 44,
        x: {
          label: "Years from now",
          labelAnchor: "left",
          labelArrow: "none",
          ticks: Array.from({ length: Math.floor(last.months / 12) + 1 }, (_, year) => 12 * year),
          tickFormat: (months: number) => f.number(months / 12),
        },
        y: moneyAxis(f),
        marks: [
          Plot.areaY(rows, { x: "months", y1: "low", y2: "high", fill: colour.accent, fillOpacity: 0.22 }),
          Plot.lineY(rows, { x: "months", y: "median", stroke: colour.accent, strokeWidth: 2.5 }),
          Plot.dot(client.fan, { x: "months", y: "median", r: 3.5, fill: colour.accent }),
          Plot.text([last], {
            x: "months",
            y: "median",
            text: () => f.moneyShort(last.median),
            textAnchor: "start",
            dx: 8,
            fontWeight: 600,
            fill: colour.accent,
          }),
        ],
      }),
  });
}
