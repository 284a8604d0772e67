import type { ProspectsPage } from "../../data/published/prospects.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { type Control, controlRow, searchControl, toggleControl } from "../page/controls.js";
import { element } from "../page/element.js";
import type { Formatter } from "../words/format.js";
import { fieldInWords, sentenceCase } from "../words/wording.js";
import { facetControl } from "./prospect-facet.js";
import type { ProspectQuery } from "./prospect-query.js";
import type { SegmentCast } from "./segment-cast.js";

interface ProspectFilters {
  readonly node: HTMLElement;
  readonly query: () => ProspectQuery;
  /** Whether the fields that tell how we sold are switched off. */
  readonly without: () => boolean;
  readonly clear: () => void;
  /** Looks in the whole ranking, not only on the list. */
  readonly widen: () => void;
}

/** Search, list or whole ranking, and a choice of values for every facet; `onInput` after every change. */
export function prospectFilters(
  page: ProspectsPage,
  cast: SegmentCast,
  f: Formatter,
  query: ProspectQuery & { readonly without: boolean },
  onInput: () => void,
): ProspectFilters {
  const search = searchControl({ label: "Search by name or id", value: query.text });
  const within = toggleControl({ label: "Only the list", value: query.within });
  const sold = listInWords(page.howWeSold?.fields ?? []);
  const without = toggleControl({ label: `Switch off how we sold (${sold})`, value: query.without });
  const facets = new Map<string, Control<readonly string[]>>();
  for (const { facet, label, options } of facetList(page, cast, f)) {
    const value = query.chosen[facet] ?? [];
    facets.set(facet, facetControl({ label, options: withAsked(options, value), value }));
  }
  const clear = () => {
    search.value = "";
    for (const control of facets.values()) control.value = [];
    onInput();
  };
  const node = element`<div role="search" aria-label="Filter the prospects">${controlRow(search, within, ...(page.howWeSold === null ? [] : [without]))}<div class="bw-controls" style="margin-top: -0.5rem">${[...facets.values()]}</div></div>`;
  node.addEventListener("input", onInput);
  return {
    node,
    query: () => ({
      within: within.value,
      text: search.value,
      chosen: Object.fromEntries([...facets].map(([facet, control]) => [facet, control.value])),
    }),
    without: () => without.value,
    clear,
    widen: () => {
      within.value = false;
      onInput();
    },
  };
}

/** A value that a link asks for is shown even where the list of values leaves it out. */
function withAsked(
  options: readonly { readonly value: string; readonly label: string }[],
  asked: readonly string[],
) {
  const listed = new Set(options.map(({ value }) => value));
  return [
    ...options,
    ...asked.filter((value) => !listed.has(value)).map((value) => ({ value, label: value })),
  ];
}

function facetList(page: ProspectsPage, cast: SegmentCast, f: Formatter) {
  const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  return [
    ...page.facets.map(({ field, values }) => ({
      facet: field,
      label: sentenceCase(fieldInWords(field)),
      options: [
        ...values.map(({ value, prospects }) => ({ value, label: `${value} (${f.count(prospects)})` })),
        ...(values.some(({ value }) => value === "unknown") ? [] : plain(["unknown"])),
      ],
    })),
    { facet: "tier", label: "Tier", options: plain(page.tiers.map(({ tier }) => tier)) },
    ...(cast.names.length > 0
      ? [{ facet: "segment", label: "Segment", options: plain([...cast.names, "none"]) }]
      : []),
    { facet: "icp", label: "In the ICP", options: plain(["yes", "no"]) },
    ...(page.avoided === null
      ? []
      : [{ facet: "avoid", label: "Kind to avoid", options: plain(["yes", "no"]) }]),
    { facet: "confidence", label: "Confidence", options: plain(["high", "medium", "low"]) },
  ];
}
