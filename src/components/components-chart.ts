import * as Plot from "@observablehq/plot";
import { chartFigure } from "./chart-figure.js";
import { element } from "./element.js";
import { formatter } from "./format.js";
import { colour, componentColour } from "./palette.js";
import type { ReportFacts } from "./report-facts.js";
import type { ValueData } from "./value-data.js";
import { componentName, componentsTitle } from "./value-sentences.js";

/** Total value by component: what was earned and what is expected. */
export function componentsChart(value: ValueData, report: ReportFacts): HTMLElement {
  const f = formatter(report);
  const parts = value.components.flatMap(({ component, historic, residual }) => [
    { component, part: "Earned", amount: historic },
    { component, part: "Expected", amount: residual },
  ]);
  const { historic, residual } = value.totals;
  const largest = Math.max(historic, residual.value);
  const key = value.components.map(
    ({ component }) =>
      element`<li><span class="bw-swatch" style=${{ background: componentColour(component) }}></span>${componentName(component)}</li>`,
  );
  const figure = chartFigure({
    title: componentsTitle(value, report),
    subtitle: `Earned up to ${f.date(report.asOf)}, and expected over the next ${f.count(report.horizonMonths)} months`,
    caption: `${f.count(value.clients)} clients, ${report.moneyIs}. Expected: ${f.moneyInterval(residual)}, 80% interval.`,
    summary: value.components
      .map(
        (row) =>
          `${componentName(row.component)}: earned ${f.moneyShort(row.historic)}, expected ${f.moneyShort(row.residual)}.`,
      )
      .join(" "),
    data: {
      columns: [
        { key: "component", label: "Component" },
        { key: "historic", label: "Earned" },
        { key: "residual", label: "Expected" },
      ],
      rows: value.components,
    },
    chart: (width) =>
      Plot.plot({
        width,
        height: 292,
        marginLeft: 18,
        marginRight: 8,
        marginTop: 10,
        marginBottom: 44,
        x: {
          label: `Value, ${report.currency}`,
          labelAnchor: "left",
          labelArrow: "none",
          tickFormat: (amount: number) => f.moneyShort(amount),
          ticks: Math.max(3, Math.floor(width / 110)),
        },
        y: { domain: ["Earned", "Expected"], axis: null, padding: 0.6 },
        marks: [
          Plot.barX(
            parts,
            Plot.stackX({
              x: "amount",
              y: "part",
              fill: (part: (typeof parts)[number]) => componentColour(part.component),
              insetLeft: 0.5,
              insetRight: 0.5,
            }),
          ),
          Plot.text(["Earned", "Expected"], {
            x: 0,
            y: (part: string) => part,
            text: (part: string) =>
              `${part} ${f.moneyShort(part === "Earned" ? historic : residual.value, 3)}`,
            textAnchor: "start",
            dy: -32,
            fontSize: 14,
            fontWeight: 600,
            fill: colour.ink,
          }),
          Plot.text(
            parts.filter(({ amount }) => (amount / largest) * width > 52),
            Plot.stackX({
              x: "amount",
              y: "part",
              text: (part: (typeof parts)[number]) =>
                f.percent(part.amount / (part.part === "Earned" ? historic : residual.value)),
              fill: colour.ink,
              dy: 30,
            }),
          ),
        ],
      }),
  });
  figure.querySelector(".bw-chart")?.before(element`<ul class="bw-key">${key}</ul>`);
  return figure;
}
