import type { FileRow, QualityPage, Tally } from "../../data/published/quality.js";
import type { Report } from "../../data/published/report.js";
import { element } from "../page/element.js";
import type { Column } from "../tables/column.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";
import { reconciles, shortFile, unknownMoneySentence } from "./quality-sentences.js";

type Part = "read" | "accepted" | "rejected" | "excluded";

/** Rows and money of each file: read = accepted + rejected + excluded. */
export function fileTable(quality: QualityPage, report: Report): HTMLElement {
  const f = formatter(report);
  const tally = (part: Part, label: string): Column<FileRow>[] => [
    { key: part, label, value: (file) => file[part].rows, render: (file) => cell(file[part]) },
    { key: `${part}Money`, label: `${label}, money`, value: (file) => file[part].money, only: "file" },
  ];
  const cell = ({ rows, money }: Tally) =>
    element`<span>${f.count(rows)}<span class="bw-id">${money === null ? " " : f.money(money)}</span></span>`;
  const unknown = unknownMoneySentence(quality, report);
  const table = dataTable({
    rows: quality.files,
    columns: [
      {
        key: "file",
        label: "File",
        render: ({ file, table }) =>
          file === `${table}.csv`
            ? element`<span>${file}</span>`
            : element`<span>${shortFile(file)}<span class="bw-id">${table}</span></span>`,
      },
      { key: "table", label: "Table", only: "file" },
      ...tally("read", "Read"),
      ...tally("accepted", "Accepted"),
      ...tally("rejected", "Rejected"),
      ...tally("excluded", "Excluded"),
      {
        key: "reconciles",
        label: "Sums agree",
        align: "left",
        value: (file) => reconciles(file),
        render: (file) =>
          reconciles(file) ? element`<span>✓ yes</span>` : element`<strong class="bw-alert">✗ no</strong>`,
      },
      { key: "rowsWithoutAmount", label: "Rows without amount", only: "file" },
    ],
    caption: "Rows and money of each file: read, accepted, rejected, excluded",
    pageSize: 50,
    download: { filename: "input-files.csv" },
    locale: report.locale,
  });
  return element`<div>${table}${unknown === null ? null : element`<p class="bw-note">${unknown}</p>`}</div>`;
}

/** How each file was read, and how fresh it is. */
export function freshnessTable(quality: QualityPage, report: Report): HTMLElement {
  const f = formatter(report);
  const size = (bytes: number) =>
    bytes < 1e6
      ? `${f.count(Math.max(1, Math.round(bytes / 1e3)))} kB`
      : `${f.number(Math.round(bytes / 1e5) / 10)} MB`;
  return dataTable({
    rows: quality.files,
    columns: [
      { key: "file", label: "File", render: ({ file }) => shortFile(file) },
      { key: "firstDate", label: "First date" },
      { key: "lastDate", label: "Last date" },
      ...(quality.files.some(({ bytes }) => bytes !== null)
        ? [{ key: "bytes", label: "Size", format: (bytes: unknown) => size(Number(bytes)) }]
        : []),
      { key: "delimiter", label: "Delimiter" },
      { key: "dateOrder", label: "Dates read as" },
      { key: "decimalMark", label: "Decimal mark" },
      {
        key: "unusedColumns",
        label: "Columns not used",
        value: ({ unusedColumns }) => unusedColumns.join(", "),
      },
    ],
    caption: "How each file was read, and its first and last date",
    pageSize: 50,
    download: { filename: "input-freshness.csv" },
    locale: report.locale,
  });
}
