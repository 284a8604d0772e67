import type { PublishedBacktest } from "../../data/published/method.js";
import type { Report } from "../../data/published/report.js";
import { plural } from "../../model/words/plural.js";
import { element } from "../page/element.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";
import { signedShare } from "../words/signed-share.js";
import { twoDecimals } from "../words/two-decimals.js";
import { sentenceCase } from "../words/wording.js";
import { ruleInWords } from "./method-words.js";

/** Client value fitted on what was known at an earlier date, against what then came. */
export function backtestTable(backtest: PublishedBacktest, report: Report): HTMLElement {
  const f = formatter(report);
  return dataTable({
    rows: backtest.rows,
    columns: [
      {
        key: "method",
        label: "Way of predicting",
        render: ({ method }) =>
          element`<span class="bw-client">${method === "model" ? "Our model" : sentenceCase(method)}<span class="bw-id">${ruleInWords(method)}</span></span>`,
      },
      {
        key: "predictedRevenue",
        label: "Predicted revenue",
        format: (value) => f.moneyShort(Number(value), 3),
      },
      { key: "biasShare", label: "Off by", format: (value) => signedShare(Number(value), f) },
      { key: "rmse", label: "Error of a client (RMSE)", format: (value) => f.moneyShort(Number(value)) },
      { key: "spearman", label: "Rank correlation", format: twoDecimals },
      { key: "gini", label: "Gini", format: twoDecimals },
      { key: "topDecileShare", label: "Held by its top tenth", format: (value) => f.percent(Number(value)) },
      { key: "topQuintileShare", label: "Its top fifth", format: (value) => f.percent(Number(value)) },
    ],
    caption: `Predicted and actual revenue from ${f.date(backtest.origin)} to ${f.date(backtest.until)}`,
    download: { filename: "value-backtest.csv" },
    locale: report.locale,
  });
}

/** What was tested: how many clients, when, and what came. */
export function backtestCaption(backtest: PublishedBacktest, report: Report): string {
  const f = formatter(report);
  return `${plural(f.count(backtest.clients), "client")} known on ${f.date(backtest.origin)} then brought ${f.moneyShort(backtest.actualRevenue, 3)} of revenue up to ${f.date(backtest.until)}.`;
}
