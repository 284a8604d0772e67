import type { MarketPage } from "../../data/published/market.js";
import type { Report } from "../../data/published/report.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";
import { fieldInWords, sentenceCase } from "../words/wording.js";
import { monthInWords } from "./market-sentences.js";

type Stability = MarketPage["drift"]["clients"][number];

/** How far the clients won since differ from those before, and the prospects from the clients, field by field. */
export function marketDriftTable(market: MarketPage, report: Report): HTMLElement {
  const f = formatter(report);
  const inWords = ({ index, byChance }: Stability): string =>
    index < 0.1 || index < 2 * byChance ? "little" : index > 0.25 ? "much" : "some";
  const rows = [
    ...market.drift.clients.map((one) => ({
      compared: `Clients before → since ${monthInWords(market.drift.from, report)}`,
      ...one,
    })),
    ...market.drift.prospects.map((one) => ({ compared: "Clients → prospects", ...one })),
  ];
  return dataTable({
    rows,
    columns: [
      { key: "compared", label: "Compared", wide: true },
      { key: "field", label: "Field", format: (field) => sentenceCase(fieldInWords(String(field))) },
      { key: "difference", label: "Differ", value: inWords },
      { key: "index", label: "Stability index", format: (index) => Number(index).toFixed(2) },
      { key: "byChance", label: "By chance alone", format: (index) => Number(index).toFixed(2) },
      {
        key: "most",
        label: "Differs most",
        value: (row) => row.most.level,
        format: (_, { most }) => `${most.level}: ${f.percent(most.before)} → ${f.percent(most.after)}`,
      },
    ],
    caption: "How far lists of accounts differ, by field",
    pageSize: 14,
    download: { filename: "market-drift.csv" },
    locale: report.locale,
  });
}
