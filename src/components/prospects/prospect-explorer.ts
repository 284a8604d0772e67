import type { ProspectsPage } from "../../data/published/prospects.js";
import { element } from "../page/element.js";
import { exportLink } from "../page/export-link.js";
import { toCsv } from "../tables/csv.js";
import { downloadText } from "../tables/download.js";
import { tableHead } from "../tables/table-head.js";
import { type SortState, sortRows } from "../tables/table-order.js";
import type { Formatter } from "../words/format.js";
import { columnsOnScreen, prospectColumns, prospectFileColumns } from "./prospect-columns.js";
import { prospectFilters } from "./prospect-filters.js";
import { prospectPanel } from "./prospect-panel.js";
import type { ProspectSummary } from "./prospect-parse.js";
import { filterProspects, isFiltered } from "./prospect-query.js";
import { listStatus } from "./prospect-sentences.js";
import type { ProspectSource } from "./prospect-source.js";
import type { ProspectState } from "./prospect-state.js";
import { sourceWithout } from "./prospect-without.js";
import type { SegmentCast } from "./segment-cast.js";
import { type RowList, rowsAtHand, virtualRows } from "./virtual-rows.js";

/** Rows of the list among which a prospect that a link opens is in sight. */
const inSight = 25;

/** The list: filtered, sorted, opened row by row, downloaded as shown. `setLength` follows the slider. */
export function prospectExplorer(options: {
  readonly page: ProspectsPage;
  readonly source: ProspectSource;
  readonly f: Formatter;
  readonly cast: SegmentCast;
  readonly state: ProspectState;
  readonly onState: (state: ProspectState) => void;
}): HTMLElement & { setLength: (length: number) => void } {
  const { page, f, cast } = options;
  const sources = { asSold: options.source, without: sourceWithout(options.source, page) };
  let state = options.state;
  let source = options.state.without ? sources.without : sources.asSold;
  /** The rows that match; in the ranked order some may still have to be read. */
  let found: RowList<ProspectSummary> = rowsAtHand([]);
  let asked = 0;

  const columns = prospectColumns(page, f, cast);
  const narrow = matchMedia("(max-width: 640px)").matches;
  const onScreen = columnsOnScreen(columns, narrow);
  const right = new Set(["rank", "winIndex", "pWin", "expectedValue", "similarity"]);
  const table = element`<table class="bw-table"><caption class="bw-hidden">Prospects in ranked order</caption></table>`;
  const status = element`<p class="bw-table-status" role="status"></p>`;
  const effect = element`<p class="bw-note" role="status" style="margin: 0 0 0.5rem"></p>`;
  const pinned = element`<div></div>`;
  const wider = element`<button type="button" class="bw-button">Look in all ${f.count(page.ranked)} ranked</button>`;
  const clear = element`<button type="button" class="bw-button">Clear the filters</button>`;
  const file = element`<button type="button" class="bw-button">Download as shown (CSV)</button>`;
  const filters = prospectFilters(page, cast, f, state, () =>
    change({ ...filters.query(), without: filters.without() }),
  );
  const scroller = element`<div class="bw-table-scroll bw-table-tall" tabindex="0" role="region" aria-label="Prospects in ranked order">${table}</div>`;
  const rows = virtualRows<ProspectSummary>({
    table,
    scroller,
    onError: failed,
    columns: onScreen,
    rightAligned: right,
    rowId: ({ prospectId }) => prospectId,
    selected: state.id,
    detail: (row) => detailOf(row),
    onSelect: (row) => {
      state = { ...state, id: row?.prospectId ?? "" };
      pinned.replaceChildren();
      options.onState(state);
    },
  });

  function change(next: Partial<ProspectState>): void {
    state = { ...state, ...next };
    source = state.without ? sources.without : sources.asSold;
    options.onState(state);
    void refresh();
  }

  /** The rows that the state asks for; as ranked, those that are not published at once are read when they are in sight. */
  async function matching(): Promise<RowList<ProspectSummary>> {
    const isRankedOrder = state.sort.key === "rank" && !state.sort.descending;
    if (isRankedOrder && !isFiltered(state)) {
      return readAsRanked(source, state.within ? state.length : page.ranked);
    }
    return rowsAtHand(await matchingRows());
  }

  async function matchingRows(): Promise<readonly ProspectSummary[]> {
    const pool = await (state.within ? source.first(state.length) : source.all());
    return sortRows(filterProspects(pool, state, state.length), columns, state.sort);
  }

  async function refresh(): Promise<void> {
    const turn = ++asked;
    const slow = setTimeout(() => {
      status.textContent = "Reading the prospects…";
    }, 150);
    try {
      const matches = await matching();
      if (turn !== asked) return;
      found = matches;
      draw();
      pin();
    } catch (error) {
      if (turn === asked) failed(error);
    } finally {
      clearTimeout(slow);
    }
  }

  function failed(error: unknown): void {
    status.textContent = `The prospects could not be read: ${messageOf(error)}`;
  }

  function draw(): void {
    const key = document.activeElement?.getAttribute("data-key");
    const held = table.contains(document.activeElement) ? key : null;
    const head = tableHead(onScreen, right, state.sort, (sort) =>
      change({ sort: firstSort(sort, state.sort) }),
    );
    table.querySelector("thead")?.remove();
    table.querySelector("caption")?.after(head);
    rows.show(found);
    if (held) table.querySelector<HTMLElement>(`button[data-key="${CSS.escape(held)}"]`)?.focus();
    const counts = { found: found.count, length: state.length, ranked: page.ranked };
    status.textContent = listStatus(counts, { within: state.within, filtered: isFiltered(state) }, f);
    effect.textContent = state.without ? `${page.howWeSold?.sentence ?? ""} This is the list without.` : "";
    wider.hidden = !state.within || state.length >= page.ranked;
    clear.hidden = !isFiltered(state);
  }

  /** A prospect that a link opens stands above the list when the list does not show it. */
  function pin(): void {
    pinned.replaceChildren();
    const { id } = state;
    const isIt = (row: ProspectSummary) => row.prospectId === id;
    const first = Array.from({ length: Math.min(inSight, found.count) }, (_, place) => found.at(place));
    if (id === "" || id === source.top[0]?.prospectId || first.some((row) => row && isIt(row))) return;
    const show = (row: ProspectSummary | undefined) => {
      if (row && row.prospectId === state.id)
        pinned.replaceChildren(
          element`<div style="margin: 1rem 0; padding: 1rem 0; border-block: 1px solid var(--bw-hairline)"><h3 style="margin-top: 0">${row.name}</h3>${detailOf(row)}</div>`,
        );
    };
    const here = source.top.find(isIt);
    if (here) show(here);
    else
      source.all().then(
        (all) => show(all.find(isIt)),
        (error: unknown) => pinned.replaceChildren(messageOf(error)),
      );
  }

  function detailOf(row: ProspectSummary): Node {
    const known = source.top[row.rank - 1];
    if (known?.prospectId === row.prospectId) return prospectPanel(known, page, f, cast);
    const place = element`<div><p class="bw-note">Reading why…</p></div>`;
    source.whole(row).then(
      (whole) => place.replaceChildren(prospectPanel(whole, page, f, cast)),
      (error: unknown) => place.replaceChildren(`The reasons could not be read: ${messageOf(error)}`),
    );
    return place;
  }

  wider.addEventListener("click", filters.widen);
  clear.addEventListener("click", filters.clear);
  file.addEventListener("click", async () => {
    try {
      const whole = await source.wholes(await matchingRows());
      downloadText("prospects.csv", toCsv(whole, prospectFileColumns(page, f, cast)));
    } catch (error) {
      failed(error);
    }
  });
  void refresh();

  const node = element`<div class="bw-table-block">${filters.node}${effect}${pinned}<div class="bw-table-tools">${status}${clear}</div>${scroller}<div class="bw-table-actions">${wider}${file}${exportLink("prospects.csv", "All prospects, unranked ones too (CSV)")}</div></div>`;
  const setLength = (length: number) => {
    if (length !== state.length) change({ length });
  };
  return Object.assign(node, { setLength });
}

/** The ranked order, its first rows at hand. */
function readAsRanked(source: ProspectSource, count: number): RowList<ProspectSummary> {
  const read = new Map<number, ProspectSummary>();
  return {
    count,
    at: (index) => source.top[index] ?? read.get(index),
    async load(from, to) {
      for (const [at, row] of (await source.range(from, to)).entries()) read.set(from + at, row);
    },
  };
}

/** A column's first order is the one wanted most: value from the largest down, rank from the first on. */
function firstSort(next: SortState, now: SortState): SortState {
  if (next.key === now.key) return next;
  return {
    key: next.key,
    descending: next.key === "expectedClv" || (next.descending && next.key !== "rank"),
  };
}

function messageOf(error: unknown): string {
  return `${error instanceof Error ? error.message : "unknown error"} Reload the page to try again.`;
}
