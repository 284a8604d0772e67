import { bin, extent, range, thresholdFreedmanDiaconis, tickIncrement } from "d3";

/** How many clients lie from `from` up to, but without, `to` (the last bin holds its end too). */
export interface ValueBin {
  readonly from: number;
  readonly to: number;
  readonly clients: number;
  /** Sum of the values in the bin. */
  readonly total: number;
}

const FEWEST_BINS = 8;
const MOST_BINS = 40;

function roundEdges(least: number, most: number, count: number): number[] {
  if (!(least < most)) return [least, most];
  const increment = tickIncrement(least, most, count);
  // Below 1 d3 gives the step's negative inverse: dividing by it is exact where multiplying is not.
  const edge = (index: number): number => (increment > 0 ? index * increment : index / -increment);
  const indexOf = (value: number): number => (increment > 0 ? value / increment : value * -increment);
  return range(Math.floor(indexOf(least)), Math.ceil(indexOf(most)) + 1).map(edge);
}

/**
 * Bins of money with round edges (multiples of 1, 2 or 5 times a power of ten) that hold all values; their
 * number follows Freedman and Diaconis, from about 8 to about 40. Empty without values.
 */
export function valueHistogram(values: readonly number[]): ValueBin[] {
  const [least, most] = extent(values);
  if (least === undefined || most === undefined) return [];
  const wanted = thresholdFreedmanDiaconis(values, least, most);
  const count = Math.min(MOST_BINS, Math.max(FEWEST_BINS, Number.isFinite(wanted) ? wanted : FEWEST_BINS));
  const edges = roundEdges(least, most, count);
  const bins = bin<number, number>()
    .domain([edges[0] ?? least, edges.at(-1) ?? most])
    .thresholds(edges.slice(1, -1));
  return bins([...values]).map((members) => ({
    from: members.x0 ?? least,
    to: members.x1 ?? most,
    clients: members.length,
    total: members.reduce((sum, value) => sum + value, 0),
  }));
}
