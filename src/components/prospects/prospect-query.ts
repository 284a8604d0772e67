import { searchRows } from "../tables/table-order.js";
import type { ProspectSummary } from "./prospect-parse.js";

/** What the reader asks of the list; every part is kept in the page's address. */
export interface ProspectQuery {
  /** Only the list, that is ranks up to its length. */
  readonly within: boolean;
  readonly text: string;
  /** Chosen values by facet; a facet without any lets all through. */
  readonly chosen: Readonly<Record<string, readonly string[]>>;
}

const SEARCHED = [
  { key: "name", label: "Name" },
  { key: "prospectId", label: "Id" },
];

/** Facets that every prospect has, beside its firmographics. */
export const ownFacets = ["tier", "segment", "icp", "avoid", "confidence"] as const;

/** A prospect's value in a facet, in the words of the filter. */
export function facetValue(prospect: ProspectSummary, facet: string): string {
  switch (facet) {
    case "tier":
      return prospect.tier;
    case "segment":
      return prospect.segment ?? "none";
    case "icp":
      return prospect.icpMatch === null ? "no profile" : prospect.icpMatch ? "yes" : "no";
    case "avoid":
      return prospect.avoid ? "yes" : "no";
    case "confidence":
      return prospect.confidence;
    default:
      return prospect.firmographics[facet] || "unknown";
  }
}

/** True when the query holds anything back, the length of the list apart. */
export function isFiltered(query: ProspectQuery): boolean {
  return query.text.trim() !== "" || Object.values(query.chosen).some((values) => values.length > 0);
}

/** The prospects that a query asks for, in the order given: every facet must hold, one of its chosen values is enough. */
export function filterProspects<Row extends ProspectSummary>(
  prospects: readonly Row[],
  query: ProspectQuery,
  length: number,
): readonly Row[] {
  const facets = Object.entries(query.chosen)
    .filter(([, values]) => values.length > 0)
    .map(([facet, values]) => ({ facet, values: new Set(values) }));
  const found = prospects.filter(
    (prospect) =>
      (!query.within || prospect.rank <= length) &&
      facets.every(({ facet, values }) => values.has(facetValue(prospect, facet))),
  );
  return searchRows(found, SEARCHED, query.text);
}
