import { element } from "../page/element.js";
import { type TableBodyOptions, tableRow } from "../tables/table-body.js";

/** Rows in order, of which some may still have to be read. */
export interface RowList<Row> {
  readonly count: number;
  /** A row that is at hand; undefined while it is not. */
  at(index: number): Row | undefined;
  /** Brings the rows from ≤ i < to to hand. */
  load(from: number, to: number): Promise<void>;
}

/** A list whose rows are all at hand. */
export function rowsAtHand<Row>(rows: readonly Row[]): RowList<Row> {
  return { count: rows.length, at: (index) => rows[index], load: () => Promise.resolve() };
}

export interface VirtualRows<Row> {
  /** Shows a list from its first row on. */
  show(list: RowList<Row>): void;
}

export interface VirtualRowsOptions<Row extends object> extends TableBodyOptions<Row> {
  readonly table: HTMLElement;
  /** The box of limited height in which the table is scrolled. */
  readonly scroller: HTMLElement;
  readonly onError: (error: unknown) => void;
}

/** Drawn beyond each edge of the box, so that the next row can be reached by the keyboard. */
const ROWS_BEYOND = 8;
/** Drawn where nothing has a height yet, and on paper. */
const FEWEST_ROWS = 25;
const USUAL_HEIGHT = 56;

/**
 * A table of any length of which the page holds only the rows in sight: the rest is room above and below. The place of
 * each row in the whole is told by `aria-rowindex`, and the length by `aria-rowcount`. A row that is scrolled away
 * while it has the focus hands it to the box. Heights are measured as rows are drawn, so rows may differ.
 */
export function virtualRows<Row extends object>(options: VirtualRowsOptions<Row>): VirtualRows<Row> {
  const { table, scroller, columns, rowId, onSelect, onError } = options;
  const body = document.createElement("tbody");
  const above = roomOf(columns.length);
  const below = roomOf(columns.length);
  const drawn = new Map<number, HTMLElement[]>();
  let list: RowList<Row> = rowsAtHand([]);
  let heights = new Float32Array(0);
  let usualHeight = USUAL_HEIGHT;
  let selected = options.selected ?? null;
  let openIndex = -1;

  function show(next: RowList<Row>): void {
    list = next;
    heights = new Float32Array(next.count);
    drawn.clear();
    openIndex = -1;
    body.replaceChildren();
    if (body.parentNode !== table) table.append(body);
    scroller.scrollTop = 0;
    draw();
  }

  function draw(): void {
    const { first, last, top, bottom } = inSight();
    for (const [index, nodes] of drawn) {
      if (index >= first && index < last) continue;
      if (nodes.some((node) => node.contains(document.activeElement)))
        scroller.focus({ preventScroll: true });
      for (const node of nodes) node.remove();
      drawn.delete(index);
    }
    let after = below.node.parentNode === body ? below.node : null;
    let missing = false;
    for (let index = last - 1; index >= first; index--) {
      const held = drawn.get(index);
      const nodes = held ?? nodesAt(index);
      missing ||= list.at(index) === undefined;
      if (!held) {
        drawn.set(index, nodes);
        for (const node of nodes) body.insertBefore(node, after);
      }
      after = nodes[0] ?? after;
    }
    above.setHeight(top);
    if (top > 0) body.prepend(above.node);
    else above.node.remove();
    below.setHeight(bottom);
    if (bottom > 0) body.append(below.node);
    else below.node.remove();
    number();
    measure();
    if (missing) fetchRows(first, last);
  }

  /** The rows to draw, and the heights of what lies above and below them. */
  function inSight(): { first: number; last: number; top: number; bottom: number } {
    const from = scroller.scrollTop;
    const to = from + scroller.clientHeight;
    const heightAt = (index: number) => heights[index] || usualHeight;
    let y = 0;
    let seen = 0;
    while (seen < list.count && y + heightAt(seen) < from) y += heightAt(seen++);
    const first = Math.max(0, Math.min(seen, list.count) - ROWS_BEYOND);
    while (seen < list.count && y < to) y += heightAt(seen++);
    const last = Math.min(list.count, Math.max(seen + ROWS_BEYOND, first + FEWEST_ROWS));
    let top = 0;
    for (let index = 0; index < first; index++) top += heightAt(index);
    let bottom = 0;
    for (let index = last; index < list.count; index++) bottom += heightAt(index);
    return { first, last, top, bottom };
  }

  function nodesAt(index: number): HTMLElement[] {
    const row = list.at(index);
    if (row === undefined) {
      return [
        element`<tr class="bw-unread"><td colspan=${columns.length} style=${{ height: `${usualHeight}px` }}>…</td></tr>`,
      ];
    }
    if (rowId?.(row) === selected) openIndex = index;
    return tableRow(options, row, selected, (own, id) => toggle(index, own, id));
  }

  function toggle(index: number, row: Row, id: string): void {
    const closed = openIndex;
    selected = selected === id ? null : id;
    openIndex = -1;
    for (const changed of [closed, index]) {
      for (const node of drawn.get(changed) ?? []) node.remove();
      drawn.delete(changed);
      heights[changed] = 0;
    }
    draw();
    drawn.get(index)?.[0]?.querySelector<HTMLElement>("button[data-row]")?.focus({ preventScroll: true });
    onSelect?.(selected === null ? null : row);
  }

  /** The head is row 1; what is open below a row is a row too. */
  function number(): void {
    const open = drawn.has(openIndex) ? openIndex : list.count;
    table.setAttribute("aria-rowcount", String(list.count + 1 + (open < list.count ? 1 : 0)));
    table.querySelector("thead tr")?.setAttribute("aria-rowindex", "1");
    for (const [index, nodes] of drawn) {
      for (const [at, node] of nodes.entries()) {
        node.setAttribute("aria-rowindex", String(index + 2 + at + (index > open ? 1 : 0)));
      }
    }
  }

  function measure(): void {
    let sum = 0;
    let closed = 0;
    for (const [index, nodes] of drawn) {
      const height = nodes.reduce((total, node) => total + node.offsetHeight, 0);
      heights[index] = height;
      if (index === openIndex || list.at(index) === undefined) continue;
      sum += height;
      closed++;
    }
    if (usualHeight === USUAL_HEIGHT && sum > 0) {
      usualHeight = sum / closed;
      below.setHeight(inSight().bottom);
    }
  }

  function fetchRows(first: number, last: number): void {
    const asked = list;
    asked.load(first, last).then(() => {
      if (asked !== list) return;
      for (const [index, nodes] of drawn) {
        if (nodes[0]?.className !== "bw-unread" || list.at(index) === undefined) continue;
        for (const node of nodes) node.remove();
        drawn.delete(index);
      }
      draw();
    }, onError);
  }

  // What is open may be filled later, and a narrower page wraps more.
  if (typeof ResizeObserver !== "undefined") {
    new ResizeObserver(() => requestAnimationFrame(draw)).observe(body);
  }
  scroller.addEventListener("scroll", () => draw(), { passive: true });
  return { show };
}

function roomOf(columns: number): { node: HTMLElement; setHeight: (height: number) => void } {
  const cell = element`<td colspan=${columns} style="padding: 0; border: 0"></td>`;
  const node = element`<tr aria-hidden="true" class="bw-room">${cell}</tr>`;
  return {
    node,
    setHeight: (height) => {
      cell.style.height = `${height}px`;
    },
  };
}
