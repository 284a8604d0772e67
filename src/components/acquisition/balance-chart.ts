import * as Plot from "@observablehq/plot";
import type { AcquisitionPage, BalanceChannel } from "../../data/published/acquisition.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";
import { balanceTitle } from "./balance-sentences.js";
import { NEXT_UNIT, silenceOf } from "./spend-answer-words.js";

const DOUBTS: Readonly<Partial<Record<BalanceChannel["status"], string>>> = {
  flat: " The curve is the best fit, and no better than chance.",
  "growth or spend":
    " The curve is the best fit; others, that give more or less of the growth to spend, fit as well and say the opposite.",
};

/** What the next unit of money brings over the monthly spend of a channel, with what is spent now and what was ever spent. */
export function balanceChart(
  channel: BalanceChannel,
  arrivals: "deals" | "clients",
  report: Report,
): HTMLElement {
  const f = formatter(report);
  const { points, seen, spendNow, marginal } = channel;
  const one = f.money(1);
  const top = Math.max(
    1.5,
    2 * (marginal?.value ?? 0),
    Math.min(1.2 * (marginal?.high ?? 0), 3 * (marginal?.value ?? 0)),
  );
  const outside = [
    { from: points[0]?.spend ?? 0, to: seen.low },
    { from: seen.high, to: points.at(-1)?.spend ?? 0 },
  ].filter(({ from, to }) => to > from);
  return chartFigure({
    title: balanceTitle(channel, report),
    subtitle: `Lifetime value that the next ${one} brings, by what is spent a month`,
    caption: `${f.count(channel.months)} months, ${f.number(channel.arrivals)} ${arrivals === "deals" ? "deals opened" : "clients won"}; band: 80% interval.${channel.carryOver > 0 ? ` ${f.percent(channel.carryOver)} of a month’s effect is left the month after.` : ""} Grey ground: never spent in a month, so the curve is a guess there.${DOUBTS[channel.status] ?? ""}`,
    summary: `${balanceTitle(channel, report)}. Between ${f.moneyShort(seen.low)} and ${f.moneyShort(seen.high)} were spent a month, ${f.moneyShort(spendNow)} lately.`,
    data: {
      columns: [
        { key: "spend", label: "Spent a month", format: (value) => f.moneyShort(Number(value)) },
        { key: "value", label: `The next ${one} brings`, format: (value) => f.moneyShort(Number(value)) },
        { key: "low", label: "Low", format: (value) => f.moneyShort(Number(value)) },
        { key: "high", label: "High", format: (value) => f.moneyShort(Number(value)) },
      ],
      rows: points,
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: 300,
        marginTop: 28,
        marginLeft: 56,
        marginRight: 24,
        marginBottom: 44,
        x: {
          label: "Spent a month",
          labelAnchor: "left",
          labelArrow: "none",
          labelOffset: 38,
          ticks: Math.max(3, Math.floor(width / 120)),
          tickFormat: (amount: number) => f.moneyShort(amount),
        },
        y: {
          domain: [0, top],
          label: null,
          grid: true,
          ticks: 5,
          tickFormat: (amount: number) => f.moneyShort(amount),
        },
        marks: [
          Plot.rectX(outside, { x1: "from", x2: "to", fill: colour.hairline, fillOpacity: 0.45 }),
          Plot.areaY(points, {
            x: "spend",
            y1: "low",
            y2: "high",
            fill: colour.accent,
            fillOpacity: 0.18,
            clip: true,
          }),
          Plot.lineY(points, {
            x: "spend",
            y: "value",
            stroke: colour.accent,
            strokeWidth: 2.5,
            clip: true,
            ...(DOUBTS[channel.status] === undefined ? {} : { strokeDasharray: "5,4" }),
          }),
          Plot.ruleY([1], { stroke: colour.ink, strokeDasharray: "2,3" }),
          Plot.text([1], {
            y: (at: number) => at,
            text: () => "brings itself",
            frameAnchor: "left",
            dx: 6,
            dy: -8,
            fill: colour.ink,
          }),
          Plot.ruleX([spendNow], { stroke: colour.ink }),
          Plot.text([spendNow], {
            x: (at: number) => at,
            text: () => "now",
            frameAnchor: "top",
            dy: -16,
            fill: colour.ink,
          }),
        ],
      }),
  });
}

/** What the next unit of money brings in every channel, and whether that can be told. */
export function balanceTable(
  { channels, arrivals }: NonNullable<AcquisitionPage["balance"]>,
  report: Report,
): HTMLElement {
  const f = formatter(report);
  return dataTable({
    caption: "What more spend would bring, by channel",
    rows: channels,
    locale: report.locale,
    columns: [
      { key: "channel", label: "Channel" },
      { key: "spendNow", label: "Spent a month", format: (value) => f.moneyShort(Number(value)) },
      {
        key: "marginal",
        label: `The next ${f.money(1)} brings`,
        align: "right",
        value: ({ marginal }) => marginal?.value ?? null,
        format: (_, { marginal, status }) =>
          marginal === null || status !== "responds" ? "unknown" : f.moneyInterval(marginal),
      },
      {
        key: "balance",
        label: "Brings itself up to",
        align: "right",
        value: ({ balance, status }) => (status === "responds" ? (balance?.value ?? null) : null),
        format: (_, { balance, seen }) =>
          balance === null
            ? "–"
            : `${f.moneyShort(balance.value)}${balance.value > seen.high ? " (beyond what was ever spent)" : ""}`,
      },
      {
        key: "verdict",
        wide: true,
        label: `The next ${f.money(1)}`,
        format: (_, { verdict, status }) =>
          status === "responds" ? NEXT_UNIT[verdict] : `unknown: ${silenceOf(status, arrivals)}`,
      },
    ],
  });
}
