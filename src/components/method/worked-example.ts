import type { MethodPage } from "../../data/published/method.js";
import type { Report } from "../../data/published/report.js";
import { element } from "../page/element.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";
import { inReadersWords } from "./method-words.js";

type WorkedExample = NonNullable<MethodPage["workedExample"]>;

/** One client's value worked through: what it paid, then each step to its CLV. */
export function workedExample(example: WorkedExample, report: Report): HTMLElement {
  const f = formatter(report);
  const inUnit = (value: number, unit: string) => {
    if (unit === "money" || unit === report.currency) return f.money(value);
    if (unit === "share") return f.percent(value, 1);
    return unit === "count" ? f.number(value) : `${f.number(value)} ${unit}`;
  };
  const ledger = dataTable({
    rows: example.ledger,
    columns: [
      { key: "date", label: "Date", format: (day) => f.date(String(day)) },
      { key: "kind", label: "Kind" },
      { key: "product", label: "Product" },
      { key: "amount", label: "Amount", format: (amount) => f.money(Number(amount)) },
      ...(report.marginSet
        ? [{ key: "margin", label: "Margin", format: (amount: unknown) => f.money(Number(amount)) }]
        : []),
    ],
    caption: `What ${example.name} was charged`,
    pageSize: 12,
    download: { filename: "worked-example-ledger.csv" },
    locale: report.locale,
  });
  const steps = example.steps.map(
    (step) =>
      element`<tr class=${step.label === "CLV" ? "bw-sum" : null}><th scope="row" class="bw-left">${inReadersWords(step.label, f)}</th><td><code>${step.formula}</code></td><td class="bw-right">${inUnit(step.value, step.unit)}</td></tr>`,
  );
  const total = element`<div class="bw-table-scroll" tabindex="0" role="region" aria-label="The steps to its value"><table class="bw-table"><caption class="bw-hidden">The steps to the value of ${example.name}</caption><thead><tr><th scope="col" class="bw-left">Step</th><th scope="col" class="bw-left">How</th><th scope="col" class="bw-right">Result</th></tr></thead><tbody>${steps}</tbody></table></div>`;
  return element`<section><p>${example.name} (${example.clientId}), from the first invoice to its row in <code>exports/clients.csv</code>. Letters in the steps, if any, are parameters of the models below; figures are rounded.</p><h3>What it was charged</h3>${ledger}<h3>From there to its value</h3>${total}</section>`;
}
