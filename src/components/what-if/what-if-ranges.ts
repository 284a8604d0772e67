import type { WhatIfPage } from "../../data/published/what-if.js";
import { dataTable } from "../tables/data-table.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";
import { leverLabel, rangeInWords } from "./what-if-words.js";

/** Each input with its range, where that comes from, and its shares of what is not known of all that is ahead. */
export function whatIfRanges(page: WhatIfPage, report: MoneyFacts): HTMLElement {
  const f = formatter(report);
  const indexOf = new Map(page.indices.ahead.map((index) => [index.lever, index]));
  const rows = page.ranges.map((range) => ({
    input: leverLabel(range.lever),
    range: rangeInWords(range, f),
    source: `${range.isAssumption ? "Assumed, " : ""}${range.isAssumption ? range.source : sentenceCase(range.source)}`,
    alone: indexOf.get(range.lever)?.first ?? 0,
    together: indexOf.get(range.lever)?.total ?? 0,
  }));
  const share = (value: unknown) => f.percent(Math.min(1, Number(value)), 0);
  return dataTable({
    rows,
    columns: [
      { key: "input", label: "Input" },
      { key: "range", label: "10th to 90th percentile", sortable: false },
      { key: "alone", label: "Share, on its own", format: share },
      { key: "together", label: "Share, with others", format: share },
      { key: "source", label: "Where the range comes from", sortable: false, wide: true },
    ],
    caption:
      "Inputs with their ranges, and what share of the uncertainty of all that is ahead goes back to each",
    sort: { key: "together", descending: true },
    locale: report.locale,
    download: { filename: "what-if-ranges.csv" },
  });
}
