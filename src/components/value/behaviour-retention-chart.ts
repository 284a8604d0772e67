import * as Plot from "@observablehq/plot";
import type { Report } from "../../data/published/report.js";
import type { ValuePage } from "../../data/published/value.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { countColumn, shareColumn } from "../tables/figure-columns.js";
import { formatter, type MoneyFacts } from "../words/format.js";

type Retention = ValuePage["behaviour"]["retention"];

/** Of the clients that began with each product, how many are with us year by year; the best kept stands out. */
export function behaviourRetentionChart(retention: Retention, report: Report): HTMLElement {
  const f = formatter(report);
  const rows = retention.flatMap(({ product, years }) => [
    { product, year: 1, clients: years[0]?.clients ?? 0, value: 1, low: 1, high: 1 },
    ...years.map(({ year, clients, active }) => ({ product, year, clients, ...active })),
  ]);
  const third = (product: Retention[number]) =>
    product.years.find(({ year }) => year === 3)?.active.value ?? -1;
  const best = [...retention].sort((a, b) => third(b) - third(a))[0]?.product;
  const ends = retention.flatMap(({ product }) => rows.filter((row) => row.product === product).slice(-1));
  const ink = ({ product }: { product: string }) => (product === best ? colour.accent : colour.context);
  const labelInk = ({ product }: { product: string }) => (product === best ? colour.accent : colour.muted);
  const labelled = apart(ends);
  return chartFigure({
    title: retentionByProductTitle(retention, report),
    subtitle: "Share of clients with business in each year, by the product that they bought first",
    caption: `${retention.map(({ product, clients }) => `${product}: ${f.count(clients)}`).join("; ")} clients. Bands: 80% interval of the product in colour. Clients whose year is not over are not in it, so a curve may rise.`,
    summary: ends.map((row) => `${row.product}: ${f.percent(row.value)} in year ${row.year}.`).join(" "),
    data: {
      columns: [
        { key: "product", label: "First product" },
        { key: "year", label: "Year" },
        countColumn("clients", "Clients", report),
        shareColumn("value", "With business", report),
        shareColumn("low", "From", report),
        shareColumn("high", "To", report),
      ],
      rows,
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: 300,
        marginLeft: 44,
        marginRight: Math.min(
          width * 0.35,
          16 + 7.5 * Math.max(0, ...ends.map(({ product }) => product.length)),
        ),
        marginBottom: 44,
        x: {
          label: "Year as a client",
          labelAnchor: "left",
          labelArrow: "none",
          ticks: [1, 2, 3, 4, 5, 6],
          tickFormat: (year: number) => f.number(year),
        },
        y: {
          domain: [0, 1],
          label: null,
          grid: true,
          ticks: 5,
          tickFormat: (share: number) => f.percent(share),
        },
        marks: [
          Plot.areaY(
            rows.filter(({ product }) => product === best),
            { x: "year", y1: "low", y2: "high", fill: colour.accent, fillOpacity: 0.18 },
          ),
          Plot.line(rows, {
            x: "year",
            y: "value",
            z: "product",
            stroke: ink,
            strokeWidth: (row: { product: string }) => (row.product === best ? 3 : 1.75),
          }),
          Plot.dot(ends, { x: "year", y: "value", r: 3, fill: ink }),
          Plot.text(labelled, {
            x: "year",
            y: "at",
            text: "product",
            textAnchor: "start",
            dx: 8,
            fill: labelInk,
          }),
        ],
      }),
  });
}

/** The finding: the product whose first buyers were kept best into their third year, against the worst. */
function retentionByProductTitle(retention: Retention, report: MoneyFacts): string {
  const f = formatter(report);
  const third = retention.flatMap(({ product, years }) => {
    const year = years.find((one) => one.year === 3);
    return year ? [{ product, share: year.active.value }] : [];
  });
  const sorted = third.sort((a, b) => b.share - a.share);
  const best = sorted[0];
  const worst = sorted.at(-1);
  if (!best || !worst || best === worst) return "How clients stayed, by the product they bought first";
  return `${f.percent(best.share)} of those who began with ${best.product} had business in year 3, ${f.percent(worst.share)} of those with ${worst.product}`;
}

/** Labels at the ends of curves, moved apart so that none covers another. */
function apart<Row extends { readonly value: number; readonly year: number }>(
  rows: readonly Row[],
): (Row & { at: number })[] {
  const gap = 0.065;
  let above = Number.POSITIVE_INFINITY;
  return [...rows]
    .sort((a, b) => b.value - a.value)
    .map((row) => {
      above = Math.min(row.value, above - gap);
      return { ...row, at: above };
    });
}
