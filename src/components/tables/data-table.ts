import { searchControl } from "../page/controls.js";
import { element } from "../page/element.js";
import { type Column, cellOf } from "./column.js";
import { toCsv } from "./csv.js";
import { csvFileName } from "./csv-file-name.js";
import { downloadText } from "./download.js";
import { tableBody } from "./table-body.js";
import { tableHead } from "./table-head.js";
import { type SortState, searchRows, sortRows } from "./table-order.js";
import { keepTableState, type TableState, tableStateAt } from "./table-state.js";

/** From so many rows on a table without keys to search in can be searched in all of its words. */
const ROWS_TO_SEARCH = 12;

export interface DataTableOptions<Row extends object> {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  /** What the table holds, in words; read out before it. */
  readonly caption: string;
  /** Keys to search in; the columns of words of a table of a dozen rows or more unless told. */
  readonly search?: readonly string[];
  readonly query?: string;
  readonly sort?: SortState;
  /** Rows shown at first and added by "Show more"; 25 unless told. */
  readonly pageSize?: number;
  /** The file that it is saved as; one named for the caption unless told. */
  readonly download?: { readonly filename: string };
  /** The name under which search and order stand in the page's address, that of its file unless told; null: they do not. */
  readonly address?: string | null;
  /** Where `rows` are only the first of `total`, in the order `sort`: the rest is read when it is asked for. */
  readonly complete?: {
    readonly total: number;
    readonly sort: SortState;
    readonly load: () => Promise<readonly Row[]>;
  };
  readonly locale?: string;
  readonly rowId?: (row: Row) => string;
  /** The id of the row that is open at first. */
  readonly selected?: string;
  /** What opens below a row. */
  readonly detail?: (row: Row) => Node;
  /** Told of the row that the reader opens, null when it is closed. */
  readonly onSelect?: (row: Row | null) => void;
  /** Told of every search and sort, to keep them in the address in a way of its own. */
  readonly onState?: (state: TableState) => void;
}

/** A table that can be searched, sorted by the keyboard, and downloaded as it is shown. */
export function dataTable<Row extends object>(options: DataTableOptions<Row>): HTMLElement {
  const { columns, caption, complete, pageSize = 25 } = options;
  const { filename } = options.download ?? { filename: csvFileName(caption) };
  const onScreen = columns.filter((column) => column.only !== "file");
  const count = new Intl.NumberFormat(options.locale ?? "en-GB");
  let { rows } = options;
  const given = { query: options.query ?? "", sort: options.sort };
  const address =
    options.onState || options.address === null ? null : (options.address ?? filename.replace(/\.csv$/, ""));
  let { query, sort } = address === null ? given : tableStateAt(address, given);
  let limit = pageSize;
  let reading: Promise<readonly Row[]> | undefined;
  let allRead = complete === undefined || rows.length >= complete.total;

  const table = element`<table class="bw-table"><caption class="bw-hidden">${caption}</caption></table>`;
  const status = element`<p class="bw-table-status" role="status"></p>`;
  const more = element`<button type="button" class="bw-button" onclick=${showMore}>Show more</button>`;
  const file = element`<button type="button" class="bw-button" onclick=${save}>Download as shown (CSV)</button>`;
  const searched = options.search ?? (rows.length < ROWS_TO_SEARCH ? [] : wordColumns(rows, onScreen));
  const searchedColumns = searched.map(
    (key) => columns.find((column) => column.key === key) ?? { key, label: key },
  );
  const search = searched.length > 0 ? searchControl({ label: "Search", value: query }) : null;
  search?.addEventListener("input", () => change({ query: search.value, sort }));

  const body = tableBody({
    columns: onScreen,
    ...(options.rowId && { rowId: options.rowId }),
    ...(options.selected !== undefined && { selected: options.selected }),
    ...(options.detail && { detail: options.detail }),
    ...(options.onSelect && { onSelect: options.onSelect }),
    rightAligned: new Set(onScreen.filter((column) => standsRight(rows, column)).map(({ key }) => key)),
  });

  function matching(): readonly Row[] {
    return sortRows(searchRows(rows, searchedColumns, query), columns, sort);
  }

  function show(): void {
    const found = matching();
    const total = allRead ? rows.length : (complete?.total ?? rows.length);
    const shown = Math.min(limit, found.length);
    const head = tableHead(onScreen, body.rightAligned, sort, (next) => change({ query, sort: next }));
    const focused = table.contains(document.activeElement)
      ? document.activeElement?.getAttribute("data-key")
      : null;
    table.querySelector("thead")?.remove();
    table.querySelector("tbody")?.remove();
    table.append(head, body.render(found.slice(0, limit)));
    if (focused) table.querySelector<HTMLElement>(`button[data-key="${CSS.escape(focused)}"]`)?.focus();
    const of = query === "" ? total : found.length;
    status.textContent =
      found.length === 0
        ? total === 0
          ? "No rows."
          : "No row matches."
        : `${count.format(shown)} of ${count.format(of)}${query === "" ? "" : ` that match, ${count.format(total)} in all`}`;
    status.hidden = !search && allRead && found.length > 0 && shown === of;
    more.hidden = shown >= of;
  }

  async function withAllRows(then: () => void): Promise<void> {
    if (allRead || !complete) return then();
    status.textContent = `Reading all ${count.format(complete.total)} rows…`;
    try {
      reading ??= complete.load();
      rows = await reading;
      allRead = true;
      then();
    } catch (error) {
      reading = undefined;
      status.textContent = `The whole list could not be read (${error instanceof Error ? error.message : "unknown error"}). Reload the page to try again.`;
    }
  }

  function change(next: TableState): Promise<void> {
    ({ query, sort } = next);
    limit = pageSize;
    if (address !== null) keepTableState(address, next, given);
    options.onState?.(next);
    return withAllRows(show);
  }

  function showMore(): Promise<void> {
    limit += Math.max(pageSize, 100);
    return limit > rows.length ? withAllRows(show) : Promise.resolve(show());
  }

  function save(): Promise<void> {
    return withAllRows(() => {
      show();
      downloadText(filename, toCsv(matching(), columns));
    });
  }

  show();
  const asGiven = sort?.key === complete?.sort.key && sort?.descending === complete?.sort.descending;
  if (complete && (query !== "" || !asGiven)) withAllRows(show);
  return element`<div class="bw-table-block"><div class="bw-table-tools">${search}${status}</div><div class="bw-table-scroll" tabindex="0" role="region" aria-label=${caption}>${table}</div><div class="bw-table-actions">${more}${options.rows.length > 0 ? file : null}</div></div>`;
}

/** Keys of the columns that show words. */
function wordColumns<Row extends object>(rows: readonly Row[], columns: readonly Column<Row>[]): string[] {
  return columns
    .filter((column) => rows.some((row) => typeof cellOf(row, column) === "string"))
    .map(({ key }) => key);
}

function standsRight<Row extends object>(rows: readonly Row[], column: Column<Row>): boolean {
  if (column.align) return column.align === "right";
  const first = rows.map((row) => cellOf(row, column)).find((value) => value !== null && value !== undefined);
  return typeof first === "number";
}
