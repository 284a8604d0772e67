/** What a curve is fitted to. */
export interface ScoredOutcome {
  readonly score: number;
  readonly won: boolean;
}

/** Outcomes, half won, that every step is taken to hold besides its own, so that none claims 0 or 1. */
const PRIOR_OUTCOMES = 1;

/**
 * Probability that never falls as the score rises, closest to the outcomes: pool adjacent violators, then a line
 * between the middles of the pools; flat beyond the first and the last. Each pool is smoothed by one outcome, half won.
 * Source: Zadrozny and Elkan, KDD 2002. Needs at least one outcome.
 */
export function isotonicFit(outcomes: readonly ScoredOutcome[]): (score: number) => number {
  const sorted = [...outcomes].sort((a, b) => a.score - b.score);
  const pools: { won: number; count: number; scores: number }[] = [];
  let lastScore = Number.NaN;
  for (const { score, won } of sorted) {
    const last = pools.at(-1);
    if (last !== undefined && score === lastScore) {
      last.won += Number(won);
      last.count += 1;
      last.scores += score;
    } else {
      pools.push({ won: Number(won), count: 1, scores: score });
    }
    lastScore = score;
  }
  const merged: typeof pools = [];
  for (const pool of pools) {
    let current = pool;
    for (let before = merged.at(-1); before && rate(before) >= rate(current); before = merged.at(-1)) {
      merged.pop();
      current = {
        won: before.won + current.won,
        count: before.count + current.count,
        scores: before.scores + current.scores,
      };
    }
    merged.push(current);
  }
  const steps = monotone(
    merged.map((pool) => ({
      at: pool.scores / pool.count,
      p: (pool.won + PRIOR_OUTCOMES / 2) / (pool.count + PRIOR_OUTCOMES),
    })),
  );
  return (score) => {
    const next = steps.findIndex(({ at }) => at >= score);
    const above = next === -1 ? steps.at(-1) : steps[next];
    const below = next > 0 ? steps[next - 1] : above;
    if (above === undefined || below === undefined) throw new RangeError("no outcome to fit to");
    const width = above.at - below.at;
    return width > 0 ? below.p + ((above.p - below.p) * (score - below.at)) / width : above.p;
  };
}

function rate({ won, count }: { readonly won: number; readonly count: number }): number {
  return won / count;
}

/** Smoothing may tip small pools over; none may fall below the one before. */
function monotone(steps: readonly { readonly at: number; readonly p: number }[]) {
  let highest = 0;
  return steps.map(({ at, p }) => {
    highest = Math.max(highest, p);
    return { at, p: highest };
  });
}
