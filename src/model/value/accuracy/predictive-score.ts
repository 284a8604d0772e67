/** How well simulated futures told what came. */
export interface PredictiveScore {
  readonly clients: number;
  /**
   * Share of clients whose randomised probability integral transform lies in the central 50, 80 and 90 %: as many
   * where the futures are right, also where most of them are nothing.
   */
  readonly coverage: readonly {
    readonly nominal: number;
    readonly measured: number;
    readonly meanWidth: number;
  }[];
  /** Clients by tenth of the transform; level where the futures are right. */
  readonly histogram: readonly number[];
  /** Mean continuous ranked probability score, in the unit of what is predicted: mean absolute error of a point. */
  readonly crps: number;
}

const LEVELS = [0.5, 0.8, 0.9] as const;
const TENTHS = 10;

/**
 * Scores each client's simulated futures against what came.
 *
 * Transform: u = P(Y < y) + v·P(Y = y), v uniform (Czado, Gneiting and Held 2009), P by the futures, one added to
 * their number for what came. CRPS = E|Y − y| − ½E|Y − Y′| (Gneiting and Raftery 2007). `futuresOf` gives one client's
 * futures, which are reordered; widths are those of the futures' own quantiles. Null without clients.
 */
export function predictiveScore(
  actual: readonly number[],
  futuresOf: (index: number) => Float64Array,
  random: () => number,
): PredictiveScore | null {
  if (actual.length === 0) return null;
  const inside = LEVELS.map(() => 0);
  const widths = LEVELS.map(() => 0);
  const histogram = new Array<number>(TENTHS).fill(0);
  let crps = 0;
  actual.forEach((came, index) => {
    const futures = futuresOf(index).sort();
    const transform = randomisedTransform(futures, came, random());
    const tenth = Math.min(TENTHS - 1, Math.floor(transform * TENTHS));
    histogram[tenth] = (histogram[tenth] ?? 0) + 1;
    LEVELS.forEach((level, at) => {
      if (Math.abs(transform - 0.5) <= level / 2) inside[at] = (inside[at] ?? 0) + 1;
      widths[at] =
        (widths[at] ?? 0) + quantile(futures, (1 + level) / 2) - quantile(futures, (1 - level) / 2);
    });
    crps += rankedProbabilityScore(futures, came);
  });
  return {
    clients: actual.length,
    coverage: LEVELS.map((nominal, at) => ({
      nominal,
      measured: (inside[at] ?? 0) / actual.length,
      meanWidth: (widths[at] ?? 0) / actual.length,
    })),
    histogram,
    crps: crps / actual.length,
  };
}

function randomisedTransform(sorted: Float64Array, came: number, uniform: number): number {
  let [below, equal] = [0, 0];
  for (const future of sorted) {
    if (future < came) below += 1;
    else if (future === came) equal += 1;
    else break;
  }
  return (below + uniform * (equal + 1)) / (sorted.length + 1);
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
