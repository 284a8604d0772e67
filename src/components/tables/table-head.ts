import { element } from "../page/element.js";
import { type Column, headerOf } from "./column.js";
import type { SortState } from "./table-order.js";

/** The head of a table: a button in every sortable heading, its state told by `aria-sort`. */
export function tableHead<Row extends object>(
  columns: readonly Column<Row>[],
  rightAligned: ReadonlySet<string>,
  sort: SortState | undefined,
  onSort: (sort: SortState) => void,
): HTMLElement {
  const headings = columns.map((column) => {
    const side = rightAligned.has(column.key) ? "bw-right" : "bw-left";
    if (column.sortable === false) return element`<th scope="col" class=${side}>${headerOf(column)}</th>`;
    const sorted = sort?.key === column.key ? (sort.descending ? "descending" : "ascending") : null;
    // Numbers are most often wanted from the largest down, words from A on.
    const next = {
      key: column.key,
      descending: sorted ? sorted === "ascending" : rightAligned.has(column.key),
    };
    const mark = sorted === "descending" ? "▼" : sorted === "ascending" ? "▲" : "";
    return element`<th scope="col" class=${side} aria-sort=${sorted}><button type="button" data-key=${column.key} onclick=${() => onSort(next)}>${headerOf(column)}<span class="bw-sort" aria-hidden="true">${mark}</span></button></th>`;
  });
  return element`<thead><tr>${headings}</tr></thead>`;
}
