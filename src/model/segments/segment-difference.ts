import { type AccountGroups, dealFolds, valueShuffler } from "../icp/account-groups.js";
import { clusterPoints, nearestCentre } from "./cluster-points.js";

/** Whether segments tell clients apart by worth, judged on clients that did not form them. */
export interface SegmentDifference {
  readonly status: "worth differs" | "description only";
  readonly reason: string;
  /** Share of the variance of CLV ranks between segments, out of sample. */
  readonly varianceShare: number;
  /** Of shuffles of CLV within folds that reach that share. */
  readonly p: number;
}

const FOLDS = 5;
const SIGNIFICANCE = 0.05;

/**
 * Forms the segments anew from the high-value clients of four folds, assigns the clients of the fifth, and measures
 * η² = Σ n·(mean rank of segment − mean rank of fold)² / Σ (rank − mean rank of fold)² over the five, with p from shuffles
 * of CLV within folds. Ranks, so that one giant client cannot make a difference. Groups are never split: in shuffles
 * whole groups of one size change places.
 */
export function segmentDifference(
  points: readonly (readonly number[])[],
  clv: readonly number[],
  highValue: readonly boolean[],
  groups: AccountGroups,
  options: { readonly count: number; readonly starts: number; readonly shuffles: number },
  random: () => number,
): SegmentDifference {
  const foldOf = dealFolds(groups, FOLDS, random);
  const ranks = Float64Array.from(averageRanks(clv));
  const folds = Array.from({ length: FOLDS }, (_, fold) => {
    const rows = points.map((_, row) => row).filter((row) => foldOf[row] === fold);
    const training = points.filter((_, row) => highValue[row] && foldOf[row] !== fold);
    const clustering = clusterPoints(training, options.count, options.starts, random);
    const segmentOf = rows.map((row) => nearestCentre(points[row] ?? [], clustering?.centres ?? []));
    const own = groups.filter(([first = 0]) => foldOf[first] === fold);
    return { rows, segmentOf, ranks, shuffled: valueShuffler(own, ranks, random) };
  });
  const varianceShare = etaSquared(folds);
  let asLarge = 0;
  for (let draw = 0; draw < options.shuffles; draw++) {
    const shuffled = folds.map((fold) => ({ ...fold, ranks: fold.shuffled() }));
    if (etaSquared(shuffled) >= varianceShare - 1e-12) asLarge++;
  }
  const p = (1 + asLarge) / (1 + options.shuffles);
  const differs = p <= SIGNIFICANCE;
  const shown = `segments explain ${Math.round(100 * varianceShare)}% of who is worth more among clients that did not form them`;
  return {
    status: differs ? "worth differs" : "description only",
    reason: differs
      ? shown
      : `${shown}, no more than chance would: they describe clients, they do not tell their worth`,
    varianceShare,
    p,
  };
}

interface FoldRanks {
  /** Rows of the fold, and the segment of each. */
  readonly rows: readonly number[];
  readonly segmentOf: readonly number[];
  /** Of all rows. */
  readonly ranks: Float64Array;
}

function etaSquared(folds: readonly FoldRanks[]): number {
  let between = 0;
  let all = 0;
  for (const { rows, segmentOf, ranks } of folds) {
    const mean = rows.reduce((sum, row) => sum + (ranks[row] ?? 0), 0) / Math.max(1, rows.length);
    const bySegment = new Map<number, { count: number; sum: number }>();
    rows.forEach((row, place) => {
      const rank = ranks[row] ?? 0;
      const segment = segmentOf[place] ?? 0;
      const entry = bySegment.get(segment) ?? { count: 0, sum: 0 };
      bySegment.set(segment, { count: entry.count + 1, sum: entry.sum + rank - mean });
      all += (rank - mean) ** 2;
    });
    for (const { count, sum } of bySegment.values()) between += sum ** 2 / count;
  }
  return all > 0 ? between / all : 0;
}

/** Ranks from 0; equal values share the mean of theirs. */
function averageRanks(values: readonly number[]): number[] {
  const order = values.map((_, row) => row).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = values.map(() => 0);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end + 1 < order.length && values[order[end + 1] ?? 0] === values[order[start] ?? 0]) end++;
    for (let place = start; place <= end; place++) ranks[order[place] ?? 0] = (start + end) / 2;
    start = end + 1;
  }
  return ranks;
}
