import type { ProspectsPage } from "../../data/published/prospects.js";
import { decodeState, encodeState, type StateValue } from "../page/url-state.js";
import type { SortState } from "../tables/table-order.js";
import { ownFacets, type ProspectQuery } from "./prospect-query.js";

/** All that the page of prospects keeps in its address. */
export interface ProspectState extends ProspectQuery {
  /** Accounts on the list. */
  readonly length: number;
  /** The fields that tell how we sold count for nothing. */
  readonly without: boolean;
  readonly sort: SortState;
  /** The prospect that is open, "" for none. */
  readonly id: string;
}

type Flat = Record<string, StateValue>;

/** The list as long as the team can work, in ranked order, with the first prospect open. */
export function defaultState(page: ProspectsPage): ProspectState {
  const length = Math.max(1, Math.min(page.ranked, page.capacity > 0 ? page.capacity : 100));
  return {
    length,
    without: false,
    within: true,
    text: "",
    chosen: Object.fromEntries(facetsOf(page).map((facet) => [facet, []])),
    sort: { key: "rank", descending: false },
    id: page.top[0]?.prospectId ?? "",
  };
}

/** The state that a query string asks for; what it does not name, or names wrongly, is as by default. */
export function stateFrom(query: string, page: ProspectsPage): ProspectState {
  const fallback = defaultState(page);
  const flat = decodeState(query, flatten(fallback));
  const length = Number(flat.n);
  return {
    length: Number.isInteger(length) && length >= 1 && length <= page.ranked ? length : fallback.length,
    without: flat.without === true && page.howWeSold !== null,
    within: flat.within !== false,
    text: String(flat.q),
    chosen: Object.fromEntries(
      facetsOf(page).map((facet) => {
        const values = flat[keyOf(facet)];
        return [facet, Array.isArray(values) ? values.map(String) : []];
      }),
    ),
    sort: { key: String(flat.sort), descending: flat.descending === true },
    id: String(flat.id),
  };
}

/** The query string of a state; only what differs from the default stands in it. */
export function stateToQuery(state: ProspectState, page: ProspectsPage, query = ""): string {
  return encodeState(flatten(state), flatten(defaultState(page)), query);
}

function facetsOf(page: ProspectsPage): readonly string[] {
  return [...new Set([...ownFacets, ...page.facets.map(({ field }) => field)])];
}

/** A field of the data must not shadow a key of the page. */
function keyOf(facet: string): string {
  return ownFacets.some((own) => own === facet) ? facet : `is-${facet}`;
}

function flatten(state: ProspectState): Flat {
  const chosen = Object.entries(state.chosen).map(([facet, values]) => [keyOf(facet), values]);
  return {
    n: state.length,
    without: state.without,
    within: state.within,
    q: state.text,
    sort: state.sort.key,
    descending: state.sort.descending,
    id: state.id,
    ...Object.fromEntries(chosen),
  };
}
