import { readState, writeState } from "../page/url-state.js";
import type { SortState } from "./table-order.js";

/** What a reader asked of a table. */
export interface TableState {
  readonly query: string;
  readonly sort: SortState | undefined;
}

/** The search and order of a table that stand in the page's address, under a name of its own; those given where it has none. */
export function tableStateAt(name: string, given: TableState): TableState {
  const defaults = asText(name, given);
  const state = readState(defaults);
  const order = state[`${name}-sort`] ?? "";
  return { query: state[`${name}-search`] ?? "", sort: order === "" ? undefined : sortOf(order) };
}

/** Puts them there, as far as they differ from those given. */
export function keepTableState(name: string, state: TableState, given: TableState): void {
  writeState(asText(name, state), asText(name, given));
}

function asText(name: string, { query, sort }: TableState): Readonly<Record<string, string>> {
  const order = sort === undefined ? "" : `${sort.descending ? "-" : ""}${sort.key}`;
  return { [`${name}-search`]: query, [`${name}-sort`]: order };
}

function sortOf(order: string): SortState {
  return order.startsWith("-")
    ? { key: order.slice(1), descending: true }
    : { key: order, descending: false };
}
