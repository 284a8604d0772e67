import type { QualityPage, RejectedRow } from "../../data/published/quality.js";
import type { Report } from "../../data/published/report.js";
import { element } from "../page/element.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";
import { controlsSentence, shortFile, unlistedRejectsSentence } from "./quality-sentences.js";

type Control = QualityPage["controls"][number];

/** The rows that were rejected: where, what stood there, why; `load` reads all that are listed. */
export function rejectsTable(
  quality: QualityPage,
  report: Report,
  load: () => Promise<readonly RejectedRow[]>,
): HTMLElement {
  const f = formatter(report);
  const { rejects, rejectsListed, rejectsTotal } = quality;
  if (rejectsTotal === 0) return element`<p>No row was rejected.</p>`;
  const cut = unlistedRejectsSentence(quality, report);
  const note = cut === null ? null : element`<p class="bw-note">${cut}</p>`;
  if (rejectsListed === 0) return element`<div>${note}</div>`;
  const table = dataTable({
    rows: rejects,
    columns: [
      { key: "file", label: "File", render: ({ file }) => shortFile(file) },
      { key: "line", label: "Line", format: (line) => f.count(Number(line)) },
      { key: "column", label: "Column" },
      {
        key: "value",
        label: "Value",
        sortable: false,
        render: ({ value }) => (value === "" ? "–" : element`<code class="bw-value">${value}</code>`),
      },
      { key: "reason", label: "Why it was rejected" },
      { key: "money", label: "Money", align: "right", format: (amount) => f.money(Number(amount)) },
    ],
    caption: "Rejected rows",
    search: ["file", "column", "value", "reason"],
    sort: { key: "file", descending: false },
    complete: { total: rejectsListed, sort: { key: "file", descending: false }, load },
    download: { filename: "rejected-rows.csv" },
    locale: report.locale,
  });
  return element`<div>${reasonsTable(quality, report)}${table}${note}</div>`;
}

/** Why rows were rejected, most rows first; null where the rows themselves say it as shortly. */
function reasonsTable(quality: QualityPage, report: Report): HTMLElement | null {
  const f = formatter(report);
  const { rejectReasons, rejectsListed } = quality;
  if (rejectsListed < Math.max(5, 2 * rejectReasons.length)) return null;
  return dataTable({
    rows: rejectReasons,
    columns: [
      { key: "reason", label: "Why rows were rejected" },
      { key: "file", label: "File", render: ({ file }) => shortFile(file) },
      { key: "column", label: "Column" },
      { key: "rows", label: "Rows", format: (rows) => f.count(Number(rows)) },
      { key: "money", label: "Money", format: (amount) => f.money(Number(amount)) },
    ],
    caption: "Rejected rows by reason",
    pageSize: 8,
    locale: report.locale,
  });
}

/** What was left out on purpose, and its money. */
export function exclusionsTable(quality: QualityPage, report: Report): HTMLElement {
  const f = formatter(report);
  const rows = quality.files.flatMap(({ file, exclusions }) =>
    exclusions.map((exclusion) => ({ file, ...exclusion })),
  );
  if (rows.length === 0) return element`<p>No row was excluded.</p>`;
  return dataTable({
    rows,
    columns: [
      { key: "file", label: "File", render: ({ file }) => shortFile(file) },
      { key: "reason", label: "Why it was excluded" },
      { key: "rows", label: "Rows", format: (count) => f.count(Number(count)) },
      { key: "money", label: "Money", align: "right", format: (amount) => f.money(Number(amount)) },
    ],
    caption: "Excluded rows by reason",
    download: { filename: "excluded-rows.csv" },
    locale: report.locale,
  });
}

/** Finance's totals beside the books, and what a difference may be. */
export function controlsTable(quality: QualityPage, report: Report): HTMLElement {
  const f = formatter(report);
  const amount = (value: unknown, measure: string) =>
    measure === "revenue" ? f.money(Number(value)) : f.count(Number(value));
  const hint = ({ asMuchAs }: Control) =>
    asMuchAs === null ? null : `line ${f.count(asMuchAs.line)} of ${shortFile(asMuchAs.file)}, rejected`;
  const explained = quality.controls.some(({ asMuchAs }) => asMuchAs !== null);
  const table = dataTable({
    rows: quality.controls,
    columns: [
      { key: "period", label: "Period" },
      { key: "measure", label: "Measure" },
      { key: "finance", label: "Finance", format: (value, row) => amount(value, row.measure) },
      { key: "books", label: "Books", format: (value, row) => amount(value, row.measure) },
      {
        key: "difference",
        label: "Difference",
        format: (value, row) => (value === 0 ? "none" : amount(value, row.measure)),
      },
      {
        key: "met",
        label: "Met",
        render: ({ met }) => (met ? "✓ yes" : element`<strong class="bw-alert">✗ no</strong>`),
      },
      ...(explained ? [{ key: "asMuchAs", label: "As much as", value: hint }] : []),
    ],
    caption: "Finance’s totals beside the books",
    pageSize: 30,
    download: { filename: "controls.csv" },
    locale: report.locale,
  });
  return element`<div><p>${controlsSentence(quality, report)}</p>${table}</div>`;
}

/** The tables that are not there, and what each would open up. */
export function absentTables(quality: QualityPage): HTMLElement {
  if (quality.tablesAbsent.length === 0) return element`<p>Every table of the input contract is there.</p>`;
  const items = quality.tablesAbsent.map(
    ({ table, unlocks }) =>
      element`<div class="bw-confidence-item"><dt><code>${table}</code></dt><dd>${unlocks}</dd></div>`,
  );
  return element`<dl class="bw-confidence">${items}</dl>`;
}
