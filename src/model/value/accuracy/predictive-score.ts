import { type Accuracy, accuracy } from "./accuracy.js";

/** How well simulated futures told what came. */
export interface PredictiveScore {
  readonly clients: number;
  /**
   * Share of clients whose randomised probability integral transform lies in the central 50, 80 and 90 %, expected
   * over its randomisation: as many where the futures are right, also where most of them are nothing.
   */
  readonly coverage: readonly {
    readonly nominal: number;
    readonly measured: number;
    readonly meanWidth: number;
  }[];
  /** Mean continuous ranked probability score, in the unit of what is predicted: mean absolute error of a point. */
  readonly crps: number;
  /**
   * Of the middles (medians) of clients' futures: the points that absolute error asks for, as the mean is the one that
   * bias and squared error ask for (Gneiting 2011). They do not add up to what is expected of all.
   */
  readonly middle: Accuracy;
}

const LEVELS = [0.5, 0.8, 0.9] as const;

/**
 * Scores each client's simulated futures against what came.
 *
 * The transform is uniform between P(Y < y) and P(Y ≤ y), P by the futures, one added to their number for what came;
 * it is not drawn: each client counts by the part of that range that lies where it is looked for (Czado, Gneiting and
 * Held 2009). CRPS = E|Y − y| − ½E|Y − Y′| (Gneiting and Raftery 2007). `futuresOf` gives one client's
 * futures, which are reordered; widths are those of the futures' own quantiles. Null without clients.
 */
export function predictiveScore(
  actual: readonly number[],
  futuresOf: (index: number) => Float64Array,
): PredictiveScore | null {
  if (actual.length === 0) return null;
  const inside = LEVELS.map(() => 0);
  const widths = LEVELS.map(() => 0);
  let crps = 0;
  const middles = actual.map((came, index) => {
    const futures = futuresOf(index).sort();
    const range = transformRange(futures, came);
    LEVELS.forEach((level, at) => {
      inside[at] = (inside[at] ?? 0) + partWithin(range, (1 - level) / 2, (1 + level) / 2);
      widths[at] =
        (widths[at] ?? 0) + quantile(futures, (1 + level) / 2) - quantile(futures, (1 - level) / 2);
    });
    crps += rankedProbabilityScore(futures, came);
    return quantile(futures, 0.5);
  });
  return {
    clients: actual.length,
    coverage: LEVELS.map((nominal, at) => ({
      nominal,
      measured: (inside[at] ?? 0) / actual.length,
      meanWidth: (widths[at] ?? 0) / actual.length,
    })),
    crps: crps / actual.length,
    middle: accuracy(middles, actual),
  };
}

/** Where a randomised probability integral transform lies, uniformly: from P(Y < y) to P(Y ≤ y). */
export function transformRange(sorted: Float64Array, came: number): readonly [number, number] {
  let [below, equal] = [0, 0];
  for (const future of sorted) {
    if (future < came) below += 1;
    else if (future === came) equal += 1;
    else break;
  }
  return [below / (sorted.length + 1), (below + equal + 1) / (sorted.length + 1)];
}

/** The part of a range that lies between two ends. */
export function partWithin([from, to]: readonly [number, number], low: number, high: number): number {
  return Math.max(0, Math.min(to, high) - Math.max(from, low)) / (to - from);
}

function rankedProbabilityScore(sorted: Float64Array, came: number): number {
  const count = sorted.length;
  let [distance, spread] = [0, 0];
  sorted.forEach((future, rank) => {
    distance += Math.abs(future - came);
    spread += future * (2 * rank + 1 - count);
  });
  return count === 0 ? Math.abs(came) : distance / count - spread / count ** 2;
}

function quantile(sorted: Float64Array, probability: number): number {
  const rank = probability * (sorted.length - 1);
  const below = Math.floor(rank);
  const low = sorted[below] ?? 0;
  return low + (rank - below) * ((sorted[below + 1] ?? low) - low);
}
