import type { AnswerPage } from "../../data/published/answer.js";
import type { Report } from "../../data/published/report.js";
import { intervalBar } from "../charts/interval-bar.js";
import { colour } from "../charts/palette.js";
import { element } from "../page/element.js";
import type { Column } from "../tables/column.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";
import { callNextTitle, reasonsInWords } from "./answer-sentences.js";

type CallNextRow = AnswerPage["callNext"][number];

/** Whom to call next: the first of the list, what they would be worth, and why. */
export function callNextTable(answer: AnswerPage, report: Report): HTMLElement {
  const f = formatter(report);
  const rows = answer.callNext;
  const max = Math.max(...rows.map((row) => row.expectedClvHigh), answer.meanClv);
  const range = (row: CallNextRow) =>
    `${f.moneyShort(row.expectedClvLow)} to ${f.moneyShort(row.expectedClvHigh)}`;
  const segmentName = ({ segment }: CallNextRow) =>
    answer.segments.find(({ segmentId }) => segmentId === segment)?.name ?? segment ?? "no segment";
  const columns: Column<CallNextRow>[] = [
    { key: "rank", label: "Rank", only: "file" },
    { key: "prospectId", label: "Id", only: "file" },
    {
      key: "name",
      label: "Prospect",
      render: (row) =>
        element`<span class="bw-ranked"><span>${f.count(row.rank)}</span><span>${row.name}<span class="bw-id">${segmentName(row)}</span></span></span>`,
    },
    { key: "expectedClv", label: "CLV if won", render: (row) => f.moneyShort(row.expectedClv) },
    {
      key: "range",
      label: "80% interval",
      only: "screen",
      sortable: false,
      align: "left",
      render: (row) =>
        intervalBar(
          { value: row.expectedClv, low: row.expectedClvLow, high: row.expectedClvHigh },
          { max, label: range(row), colour: colour.accent },
        ),
    },
    { key: "expectedClvLow", label: "80% from", only: "file" },
    { key: "expectedClvHigh", label: "80% to", only: "file" },
    { key: "confidence", label: "Confidence", align: "left" },
    {
      key: "reasons",
      label: "Why",
      value: (row) => reasonsInWords(row.reasons, report),
      render: (row) => element`<span class="bw-sentence">${reasonsInWords(row.reasons, report)}</span>`,
      sortable: false,
    },
  ];
  const table = dataTable({
    rows,
    columns,
    caption: "Whom to call next: the first prospects of the list",
    locale: report.locale,
    download: { filename: "call-next.csv" },
  });
  return element`<section><h3>${callNextTitle(answer, report)}</h3>${table}</section>`;
}
