import { dataTable } from "./data-table.js";
import { formatter } from "./format.js";
import type { ValueBacktest } from "./method-data.js";
import type { ReportFacts } from "./report-facts.js";

/** Client value fitted on what was known at an earlier date, against what then came. */
export function backtestTable(backtest: ValueBacktest, report: ReportFacts): HTMLElement {
  const f = formatter(report);
  const number = (value: unknown) => Number(value).toFixed(2);
  const signed = (share: number) => `${share > 0 ? "+" : share < 0 ? "−" : ""}${f.percent(Math.abs(share))}`;
  return dataTable({
    rows: backtest.rows,
    columns: [
      { key: "method", label: "Method" },
      {
        key: "predictedRevenue",
        label: "Predicted revenue",
        format: (value) => f.moneyShort(Number(value), 3),
      },
      { key: "biasShare", label: "Off by", format: (value) => signed(Number(value)) },
      { key: "rmse", label: "Error of a client (RMSE)", format: (value) => f.moneyShort(Number(value)) },
      { key: "spearman", label: "Rank correlation", format: number },
      { key: "gini", label: "Gini", format: number },
      { key: "topDecileShare", label: "Held by its top tenth", format: (value) => f.percent(Number(value)) },
      { key: "topQuintileShare", label: "Its top fifth", format: (value) => f.percent(Number(value)) },
    ],
    caption: `Predicted and actual revenue from ${f.date(backtest.origin)} to ${f.date(backtest.until)}`,
    download: { filename: "value-backtest.csv" },
    locale: report.locale,
  });
}

/** What was tested: how many clients, when, and what came. */
export function backtestCaption(backtest: ValueBacktest, report: ReportFacts): string {
  const f = formatter(report);
  return `${f.count(backtest.clients)} clients, known up to ${f.date(backtest.origin)}; they then brought ${f.moneyShort(backtest.actualRevenue, 3)} of revenue up to ${f.date(backtest.until)}.`;
}
