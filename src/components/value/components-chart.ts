import * as Plot from "@observablehq/plot";
import type { Report } from "../../data/published/report.js";
import type { ValuePage } from "../../data/published/value.js";
import { hasMeaningfulShares } from "../../model/value/portfolio/gains-and-losses.js";
import { plural } from "../../model/words/plural.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour, componentColour } from "../charts/palette.js";
import { element } from "../page/element.js";
import { moneyColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";
import { componentName, componentsTitle } from "./value-sentences.js";

/** Total value by component: what was earned and what is expected. */
export function componentsChart(value: ValuePage, report: Report): HTMLElement {
  const f = formatter(report);
  const shown = value.components.filter(({ historic, residual }) => historic !== 0 || residual !== 0);
  const sums = shown.map(({ historic, residual }) => historic + residual);
  const total = sums.reduce((all, sum) => all + sum, 0);
  const hasShares = hasMeaningfulShares(sums);
  const parts = shown.flatMap(({ component, historic, residual }) => [
    { component, part: "Earned", amount: historic },
    { component, part: "Expected", amount: residual },
  ]);
  const { historic, residual } = value.totals;
  const totalOf = (part: string) => (part === "Earned" ? historic : residual.value);
  const largest = Math.max(historic, residual.value);
  const hasSharesOf = (part: string) =>
    hasMeaningfulShares(parts.filter((row) => row.part === part).map(({ amount }) => amount));
  const key = shown.map(
    ({ component, historic, residual }) =>
      element`<li><span class="bw-swatch" style=${{ background: componentColour(component) }}></span>${componentName(component, value)}${hasShares ? ` ${f.percent((historic + residual) / total)}` : ` ${f.moneyTotal(historic + residual)}`}</li>`,
  );
  const figure = chartFigure({
    title: componentsTitle(value, report),
    subtitle: `Earned up to ${f.date(report.asOf)}, and expected over the next ${f.count(report.horizonMonths)} months`,
    caption: `${plural(f.count(value.clients), "client")}; ${hasShares ? "shares" : "amounts"} of the key are of both bars together. Expected: ${f.moneyTotal(residual.value)} (${f.moneyTotal(residual.low)} to ${f.moneyTotal(residual.high)}), 80% interval.`,
    summary: shown
      .map(
        (row) =>
          `${componentName(row.component, value)}: earned ${f.moneyTotal(row.historic)}, expected ${f.moneyTotal(row.residual)}.`,
      )
      .join(" "),
    data: {
      columns: [
        { key: "component", label: "Component", value: ({ component }) => componentName(component, value) },
        moneyColumn("historic", "Earned", report),
        moneyColumn("residual", "Expected", report),
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
          label: `${sentenceCase(report.moneyIs)}, ${report.currency}`,
          labelAnchor: "left",
          labelArrow: "none",
          tickFormat: (amount: number) => f.moneyShort(amount),
          ticks: Math.max(3, Math.floor(width / 110)),
        },
        y: { domain: ["Earned", "Expected"], axis: null, padding: 0.6 },
        marks: [
          hasShares ? null : Plot.ruleX([0], { stroke: colour.ink }),
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
            frameAnchor: "left",
            y: (part: string) => part,
            text: (part: string) => `${part} ${f.moneyTotal(totalOf(part))}`,
            textAnchor: "start",
            dy: -32,
            fontSize: 14,
            fontWeight: 600,
            fill: colour.ink,
            stroke: colour.paper,
            strokeWidth: 4,
          }),
          Plot.text(
            parts.filter(({ part, amount }) => hasSharesOf(part) && (amount / largest) * width > 52),
            Plot.stackX({
              x: "amount",
              y: "part",
              text: (part: (typeof parts)[number]) => f.percent(part.amount / totalOf(part.part)),
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
