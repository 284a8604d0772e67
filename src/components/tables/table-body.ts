import { element } from "../page/element.js";
import { type Column, cellText } from "./column.js";

export interface TableBodyOptions<Row extends object> {
  readonly columns: readonly Column<Row>[];
  /** Keys of the columns whose cells stand right. */
  readonly rightAligned: ReadonlySet<string>;
  readonly rowId?: (row: Row) => string;
  readonly selected?: string;
  readonly detail?: (row: Row) => Node;
  readonly onSelect?: (row: Row | null) => void;
}

export interface TableBody<Row extends object> {
  readonly rightAligned: ReadonlySet<string>;
  readonly render: (rows: readonly Row[]) => HTMLElement;
}

/** The rows of a table; where rows open, the first cell is the button that opens them, one at a time. */
export function tableBody<Row extends object>(options: TableBodyOptions<Row>): TableBody<Row> {
  const { rightAligned, onSelect } = options;
  let selected = options.selected ?? null;

  function render(rows: readonly Row[]): HTMLElement {
    const body = document.createElement("tbody");
    const draw = () =>
      body.replaceChildren(...rows.flatMap((row) => tableRow(options, row, selected, toggle)));
    const toggle = (row: Row, id: string) => {
      selected = selected === id ? null : id;
      draw();
      for (const button of body.querySelectorAll<HTMLElement>("button[data-row]")) {
        if (button.dataset.row === id) button.focus();
      }
      onSelect?.(selected === null ? null : row);
    };
    draw();
    return body;
  }

  return { rightAligned, render };
}

/** The nodes of one row: its line, and what opens below it where it is open. */
export function tableRow<Row extends object>(
  { columns, rightAligned, rowId, detail, onSelect }: TableBodyOptions<Row>,
  row: Row,
  selected: string | null,
  toggle: (row: Row, id: string) => void,
): HTMLElement[] {
  const id = rowId?.(row) ?? "";
  const opens = rowId !== undefined && (detail !== undefined || onSelect !== undefined);
  const open = opens && id === selected;
  const cells = columns.map((column, index) => {
    const content = column.render ? column.render(row) : cellText(row, column);
    const side = `${rightAligned.has(column.key) ? "bw-right" : "bw-left"}${column.wide ? " bw-wide" : ""}`;
    if (index > 0) return element`<td class=${side}>${content}</td>`;
    const first = opens ? opener(content, id, open, () => toggle(row, id)) : content;
    return element`<th scope="row" class=${side}>${first}</th>`;
  });
  const line = element`<tr class=${open ? "bw-open" : null}>${cells}</tr>`;
  if (!open || !detail) return [line];
  return [line, element`<tr class="bw-detail"><td colspan=${columns.length}>${detail(row)}</td></tr>`];
}

function opener(content: Node | string, id: string, open: boolean, onclick: () => void): HTMLElement {
  return element`<button type="button" class="bw-opener" data-row=${id} aria-expanded=${String(open)} onclick=${onclick}><span class="bw-opener-mark" aria-hidden="true">${open ? "−" : "+"}</span>${content}</button>`;
}
