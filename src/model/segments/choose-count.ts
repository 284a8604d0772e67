import { deviation, greatest, mean } from "d3";
import { clusterStability } from "./cluster-stability.js";
import { nullPoints, type PointBlock } from "./null-points.js";

/** How stable k clusters are, beside k clusters of data without any. */
export interface CountStability {
  readonly count: number;
  /** Mean bootstrap Jaccard over clusters, weighted by size. */
  readonly stability: number;
  /** Of the least stable cluster. */
  readonly leastStable: number;
  /** Clients of the smallest cluster. */
  readonly smallest: number;
  /** Mean stability on data without clusters. */
  readonly nullStability: number;
  /** How far the stability lies above that of data without clusters, in standard deviations of −log(1 − overlap). */
  readonly excess: number;
}

export interface CountChoice {
  /** Null: the data neither show clusters nor can be divided steadily. */
  readonly count: number | null;
  /** True when the clusters are steadier than those of data without any; false when they only divide the points. */
  readonly natural: boolean;
  readonly reason: string;
  /** Probability that data without clusters look as stable at their best count as these do at their best eligible one. */
  readonly p: number | null;
  readonly tried: readonly CountStability[];
}

/** Rounds of the choice; fewer are quicker and less certain. */
export interface CountEffort {
  readonly resamples: number;
  readonly nulls: number;
  readonly nullResamples: number;
  readonly starts: number;
}

const COUNTS = [2, 3, 4, 5, 6, 7, 8] as const;
const MIN_POINTS = 15;
const MIN_LEAST = 0.6;
const MIN_MEAN = 0.7;
const SIGNIFICANCE = 0.05;

/**
 * Chooses how many clusters the points show, from 2 to 8, or none.
 *
 * For each k the bootstrap stability is compared with that of `nulls` data sets without clusters (`nullPoints`), in
 * standard deviations of −log(1 − overlap) of the latter. Eligible are k whose mean overlap is at least 0.7 and least
 * 0.6, with no cluster under 5 or 5 % of the points; the one of largest excess wins, if p ≤ 0.05, which compares its
 * excess with the largest over all k of each null set. Otherwise the most eligible clusters divide the points without being natural.
 */
export function chooseCount(
  points: readonly (readonly number[])[],
  blocks: readonly PointBlock[],
  effort: CountEffort,
  random: () => number,
): CountChoice {
  if (points.length < MIN_POINTS) {
    const reason = `${points.length} high-value clients are too few to split; ${MIN_POINTS} are needed`;
    return { count: null, natural: false, reason, p: null, tried: [] };
  }
  const { resamples, nullResamples, nulls, starts } = effort;
  const minimum = Math.max(5, 0.05 * points.length);
  const counts = COUNTS.filter((count) => count * minimum <= points.length);
  const observed = counts.map((count) => clusterStability(points, count, { resamples, starts }, random));
  const nullStabilities = Array.from({ length: nulls }, () => {
    const without = nullPoints(points, blocks, random);
    return counts.map(
      (count) => clusterStability(without, count, { resamples: nullResamples, starts }, random)?.mean ?? 0,
    );
  });
  const tried = counts.flatMap((count, index) => {
    const stability = observed[index];
    if (!stability) return [];
    const without = nullStabilities.map((values) => values[index] ?? 0);
    return [{ index, ...countStability(count, stability, without) }];
  });
  if (tried.length === 0) {
    return {
      count: null,
      natural: false,
      reason: "the high-value clients are all alike in what is known of them",
      p: null,
      tried,
    };
  }
  const eligible = tried.filter(
    (entry) => entry.stability >= MIN_MEAN && entry.leastStable >= MIN_LEAST && entry.smallest >= minimum,
  );
  const nullLargest = nullStabilities.map((values) =>
    Math.max(
      ...tried.map((entry) =>
        excessOf(
          values[entry.index] ?? 0,
          nullStabilities.map((v) => v[entry.index] ?? 0),
        ),
      ),
    ),
  );
  const largest = Math.max(...eligible.map((entry) => entry.excess));
  const p = (1 + nullLargest.filter((excess) => excess >= largest).length) / (1 + nulls);
  return { ...decide(eligible, p), p, tried: tried.map(({ index: _, ...entry }) => entry) };
}

function countStability(
  count: number,
  { mean: stability, least, smallest }: { mean: number; least: number; smallest: number },
  without: readonly number[],
): CountStability {
  const nullStability = mean(without) ?? 0;
  return {
    count,
    stability,
    leastStable: least,
    smallest,
    nullStability,
    excess: excessOf(stability, without),
  };
}

/** On the scale of −log(1 − overlap): from 0.95 to 1 is as far as from 0.5 to 0.95, not a tenth of it. */
function excessOf(stability: number, without: readonly number[]): number {
  const steadiness = (overlap: number) => -Math.log(1 - overlap + 0.02);
  const steadinesses = without.map(steadiness);
  return (steadiness(stability) - (mean(steadinesses) ?? 0)) / Math.max(0.05, deviation(steadinesses) ?? 0);
}

function decide(eligible: readonly CountStability[], p: number): Omit<CountChoice, "p" | "tried"> {
  const finest = greatest(eligible, (entry) => entry.count);
  if (finest === undefined) {
    return {
      count: null,
      natural: false,
      reason: "no split of the high-value clients comes back when clients are drawn anew",
    };
  }
  if (!(p <= SIGNIFICANCE)) {
    return {
      count: finest.count,
      natural: false,
      reason: `the high-value clients form no natural groups (data without any groups splits as steadily); the ${finest.count} kinds are a steady way to describe them, not a discovery`,
    };
  }
  const best = greatest(eligible, (entry) => entry.excess) ?? finest;
  return {
    count: best.count,
    natural: true,
    reason: `${best.count} segments come back with an overlap of ${Math.round(100 * best.stability)}% when clients are drawn anew; without any groups it would be ${Math.round(100 * best.nullStability)}%`,
  };
}
