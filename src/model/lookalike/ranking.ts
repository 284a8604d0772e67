import { descendingOrder } from "../numerics/descending-order.js";

export type Tier = "A" | "B" | "C" | "D";

/** The rows 0 ≤ row < count that pass, in order. */
export function rowsWhere(count: number, passes: (row: number) => boolean): Int32Array {
  const rows = new Int32Array(count);
  let found = 0;
  for (let row = 0; row < count; row++) if (passes(row)) rows[found++] = row;
  return rows.slice(0, found);
}

/** Rank (1 is best) and percentile of every ranked row; 0 and NaN for rows that are not ranked. */
export interface Ranking {
  /** Rows in ranked order. */
  readonly order: Int32Array;
  readonly ranks: Int32Array;
  /** 100 · (rows below + half of the equal others)/(other rows); 50 where all are equal. */
  readonly percentiles: Float64Array;
}

/** Ranks rows by value, highest first; equal values share a percentile and stand in order of row. */
export function rankRows(values: Float64Array, isRanked: (row: number) => boolean): Ranking {
  const ranked = rowsWhere(values.length, isRanked);
  const rows = descendingOrder(Float64Array.from(ranked, (row) => values[row] ?? 0)).map(
    (place) => ranked[place] ?? 0,
  );
  const ranks = new Int32Array(values.length);
  const percentiles = new Float64Array(values.length).fill(Number.NaN);
  const others = rows.length - 1;
  for (let start = 0; start < rows.length; ) {
    let end = start + 1;
    while (end < rows.length && values[rows[end] ?? 0] === values[rows[start] ?? 0]) end++;
    const below = rows.length - end;
    const percentile = others === 0 ? 50 : (100 * (below + (end - start - 1) / 2)) / others;
    for (let at = start; at < end; at++) {
      ranks[rows[at] ?? 0] = at + 1;
      percentiles[rows[at] ?? 0] = percentile;
    }
    start = end;
  }
  return { order: rows, ranks, percentiles };
}

/**
 * Tier by what a team can work: A the first `capacity` accounts, B the next as many, C the two capacities after
 * those, D the rest. Rank from 1.
 */
export function tierOf(rank: number, capacity: number): Tier {
  if (rank <= capacity) return "A";
  if (rank <= 2 * capacity) return "B";
  return rank <= 4 * capacity ? "C" : "D";
}
