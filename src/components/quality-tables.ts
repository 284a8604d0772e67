import { dataTable } from "./data-table.js";
import { element } from "./element.js";
import { formatter } from "./format.js";
import type { QualityData } from "./quality-data.js";
import type { ReportFacts } from "./report-facts.js";
import { plural } from "./wording.js";

/** The rows that were rejected: where, what stood there, why. */
export function rejectsTable(quality: QualityData, report: ReportFacts): HTMLElement {
  const f = formatter(report);
  const { rejects, rejectsTotal } = quality;
  if (rejectsTotal === 0) return element`<p>No row was rejected.</p>`;
  const unseen = rejectsTotal - rejects.length;
  const note =
    unseen > 0
      ? element`<p class="bw-note">${plural(f.count(unseen), "more rejected row")} not listed here; all of them are counted above, and listed in <code>exports/quality.json</code>.</p>`
      : null;
  if (rejects.length === 0) return element`<div>${note}</div>`;
  const table = dataTable({
    rows: rejects,
    columns: [
      { key: "file", label: "File" },
      { key: "line", label: "Line", format: (line) => f.count(Number(line)) },
      { key: "column", label: "Column" },
      {
        key: "value",
        label: "Value",
        sortable: false,
        render: ({ value }) => element`<code class="bw-value">${value}</code>`,
      },
      { key: "reason", label: "Why it was rejected" },
      { key: "money", label: "Money", format: (amount) => f.money(Number(amount)) },
    ],
    caption: "Rejected rows",
    search: ["file", "column", "value", "reason"],
    download: { filename: "rejected-rows.csv" },
    locale: report.locale,
  });
  return element`<div>${table}${note}</div>`;
}

/** What was left out on purpose, and its money. */
export function exclusionsTable(quality: QualityData, report: ReportFacts): HTMLElement {
  const f = formatter(report);
  const rows = quality.files.flatMap(({ file, exclusions }) =>
    exclusions.map((exclusion) => ({ file, ...exclusion })),
  );
  if (rows.length === 0) return element`<p>No row was excluded.</p>`;
  return dataTable({
    rows,
    columns: [
      { key: "file", label: "File" },
      { key: "reason", label: "Why it was excluded" },
      { key: "rows", label: "Rows", format: (count) => f.count(Number(count)) },
      { key: "money", label: "Money", align: "right", format: (amount) => f.money(Number(amount)) },
    ],
    caption: "Excluded rows by reason",
    download: { filename: "excluded-rows.csv" },
    locale: report.locale,
  });
}

/** Finance's totals beside the books. */
export function controlsTable(quality: QualityData, report: ReportFacts): HTMLElement {
  const f = formatter(report);
  const amount = (value: unknown, measure: string) =>
    measure === "revenue" ? f.money(Number(value)) : f.count(Number(value));
  return dataTable({
    rows: quality.controls,
    columns: [
      { key: "period", label: "Period" },
      { key: "measure", label: "Measure" },
      { key: "finance", label: "Finance", format: (value, row) => amount(value, row.measure) },
      { key: "books", label: "Books", format: (value, row) => amount(value, row.measure) },
      { key: "difference", label: "Difference", format: (value, row) => amount(value, row.measure) },
      {
        key: "met",
        label: "Met",
        render: ({ met }) => (met ? "✓ yes" : element`<strong class="bw-alert">✗ no</strong>`),
      },
    ],
    caption: "Finance’s totals beside the books",
    download: { filename: "controls.csv" },
    locale: report.locale,
  });
}

/** The tables that are not there, and what each would open up. */
export function absentTables(quality: QualityData): HTMLElement {
  if (quality.tablesAbsent.length === 0) return element`<p>Every table of the input contract is there.</p>`;
  const items = quality.tablesAbsent.map(
    ({ table, unlocks }) =>
      element`<div class="bw-confidence-item"><dt><code>${table}</code></dt><dd>${unlocks}</dd></div>`,
  );
  return element`<dl class="bw-confidence">${items}</dl>`;
}
