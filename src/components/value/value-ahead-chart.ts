import * as Plot from "@observablehq/plot";
import type { Report } from "../../data/published/report.js";
import type { ClientRow, ValuePage } from "../../data/published/value.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { moneyColumn } from "../tables/figure-columns.js";
import { formatter, type MoneyFacts } from "../words/format.js";

/** What each of the clients worth most has brought against what is expected of it. */
export function valueAheadChart(value: ValuePage, report: Report): HTMLElement {
  const f = formatter(report);
  const rows = value.topClients;
  const top = Math.max(
    1,
    ...rows.flatMap(({ historicValue, residualValue }) => [historicValue, residualValue]),
  );
  const ahead = (row: ClientRow) => row.residualValue > row.historicValue;
  const short = (amount: number) => f.moneyShort(amount);
  return chartFigure({
    title: valueAheadTitle(value, report),
    subtitle: `Earned up to ${f.date(report.asOf)} across, expected over the next ${f.count(report.horizonMonths)} months up`,
    caption: `The ${f.count(rows.length)} clients with the highest lifetime value. In colour: more is expected than was earned. At the bottom: clients that most likely left. Scale compressed (square root).`,
    summary: valueAheadTitle(value, report),
    data: {
      columns: [
        { key: "name", label: "Client" },
        moneyColumn("historicValue", "Earned", report),
        moneyColumn("residualValue", "Expected", report),
      ],
      rows,
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: 300,
        marginTop: 34,
        marginLeft: 56,
        marginRight: 20,
        marginBottom: 44,
        x: {
          type: "sqrt",
          domain: [0, top],
          label: `Earned, ${report.currency}`,
          labelAnchor: "left",
          labelArrow: "none",
          tickFormat: short,
          ticks: Math.max(3, Math.floor(width / 130)),
        },
        y: {
          type: "sqrt",
          domain: [0, top],
          label: `Expected, ${report.currency}`,
          labelArrow: "none",
          tickFormat: short,
          grid: true,
          ticks: 4,
        },
        marks: [
          Plot.line(
            [
              [0, 0],
              [top, top],
            ],
            { stroke: colour.everyone, strokeDasharray: "3,3" },
          ),
          Plot.text([[top, top]], {
            text: () => "expected = earned",
            textAnchor: "end",
            dx: -18,
            dy: 3,
            fill: colour.muted,
            stroke: colour.paper,
            strokeWidth: 4,
          }),
          Plot.dot(rows, {
            x: (row: ClientRow) => Math.max(0, row.historicValue),
            y: (row: ClientRow) => Math.max(0, row.residualValue),
            r: 4,
            fill: (row: ClientRow) => (ahead(row) ? colour.accent : colour.context),
            fillOpacity: 0.8,
            stroke: colour.paper,
            strokeWidth: 0.75,
          }),
        ],
      }),
  });
}

/** How many of the clients worth most have more ahead of them than behind. */
function valueAheadTitle({ topClients }: Pick<ValuePage, "topClients">, report: MoneyFacts): string {
  const f = formatter(report);
  const ahead = topClients.filter(({ historicValue, residualValue }) => residualValue > historicValue).length;
  const which = `Of the ${f.count(topClients.length)} clients worth most`;
  if (ahead === 0) return `${which}, none is expected to bring more than it has brought`;
  return `${which}, ${f.count(ahead)} ${ahead === 1 ? "is" : "are"} expected to bring more than ${ahead === 1 ? "it has" : "they have"} brought`;
}
