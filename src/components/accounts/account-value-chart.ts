import * as Plot from "@observablehq/plot";
import type { AccountPage } from "../../data/published/account.js";
import type { Report } from "../../data/published/report.js";
import { addMonths, epochDayOf, isoDateOf } from "../../model/numerics/calendar.js";
import { quarterNumber, quarterStart } from "../../model/numerics/quarter.js";
import { chartFigure } from "../charts/chart-figure.js";
import { moneyAxis } from "../charts/money-axis.js";
import { colour } from "../charts/palette.js";
import { formatter } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";

/** What the account has brought, quarter by quarter, and what it will have brought: the middle and four of five cases. */
export function accountValueChart(account: AccountPage, report: Report): HTMLElement {
  const f = formatter(report);
  const { history, fan, historicValue, residual } = account;
  const date = (iso: string) => new Date(`${iso}T00:00:00Z`);
  const quarters = history.map(({ quarter, cumulative }) => {
    const nextQuarter = quarterStart(quarterNumber(quarter) + 1);
    const until = Math.min(date(nextQuarter).getTime(), date(report.asOf).getTime());
    return { on: new Date(until), cumulative };
  });
  const [first] = history;
  const past = first
    ? [
        { on: date(quarterStart(quarterNumber(first.quarter))), cumulative: first.cumulative - first.margin },
        ...quarters,
      ]
    : [];
  const served = (past.at(-1)?.cumulative ?? historicValue) - historicValue;
  const ahead = [{ months: 0, low: 0, median: 0, high: 0 }, ...fan].map(({ months, low, median, high }) => ({
    on: date(isoDateOf(addMonths(epochDayOf(report.asOf), months))),
    months,
    low: historicValue + served + low,
    middle: historicValue + served + median,
    high: historicValue + served + high,
  }));
  const years = (months: number) => `${f.number(months / 12)} ${months === 12 ? "year" : "years"}`;
  return chartFigure({
    rank: "lead",
    title: `${f.moneyShort(historicValue)} so far, ${f.moneyShort(residual.low)} to ${f.moneyShort(residual.high)} still to come in ${years(report.horizonMonths)}, in four of five cases`,
    subtitle: `${sentenceCase(report.moneyIs)}, added up over its life`,
    caption: `Line: what it brought, by quarter. Band: 80 % of its simulated futures from ${f.date(report.asOf)} on, discounted to that day, on top of what it brought; the dots are the middle cases after ${fan.map(({ months }) => f.number(months / 12)).join(", ")} years.${Math.abs(served) >= 1 ? ` Before ${f.moneyShort(served)} of cost to serve.` : ""}`,
    summary: `It has brought ${f.moneyShort(historicValue)}. ${fan
      .map(
        ({ months, low, median, high }) =>
          `In ${years(months)}: ${f.moneyShort(low)} to ${f.moneyShort(high)} more, in the middle ${f.moneyShort(median)}.`,
      )
      .join(" ")}`,
    data: {
      columns: [
        { key: "quarter", label: "Quarter" },
        { key: "margin", label: "Brought", format: (value) => f.moneyShort(Number(value)) },
        { key: "cumulative", label: "In all", format: (value) => f.moneyShort(Number(value)) },
      ],
      rows: history,
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: Math.min(340, Math.max(240, width * 0.4)),
        marginLeft: 56,
        marginRight: 64,
        marginTop: 24,
        marginBottom: 32,
        x: { type: "utc", label: null, ticks: width < 480 ? 4 : 8 },
        y: moneyAxis(f),
        marks: [
          Plot.areaY(ahead, { x: "on", y1: "low", y2: "high", fill: colour.accent, fillOpacity: 0.22 }),
          Plot.lineY(ahead, { x: "on", y: "middle", stroke: colour.accent, strokeWidth: 2.5 }),
          Plot.dot(ahead.slice(1), { x: "on", y: "middle", r: 3.5, fill: colour.accent }),
          Plot.lineY(past, {
            x: "on",
            y: "cumulative",
            stroke: colour.ink,
            strokeWidth: 2.5,
          }),
          Plot.ruleX([date(report.asOf)], { stroke: colour.hairline }),
          Plot.text(ahead.slice(-1), {
            x: "on",
            y: "middle",
            text: ({ middle }: { middle: number }) => f.moneyShort(middle),
            textAnchor: "start",
            dx: 8,
            fontWeight: 600,
            fill: colour.accent,
          }),
        ],
      }),
  });
}
