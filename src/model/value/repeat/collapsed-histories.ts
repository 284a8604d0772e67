import type { RepeatHistory } from "./repeat-history.js";

/** Histories ordered by count, then times, identical ones collapsed to one with a weight. */
export interface CollapsedHistories {
  /** Distinct counts x, ascending. */
  readonly counts: readonly number[];
  /** Histories of `counts[i]` are those from `starts[i]` to before `starts[i + 1]`. */
  readonly starts: readonly number[];
  /** Clients by count. */
  readonly clients: readonly number[];
  readonly recency: Float64Array;
  readonly age: Float64Array;
  readonly weight: Float64Array;
}

/** What a likelihood over histories needs of them; the result does not depend on their order. */
export function collapseHistories(histories: readonly RepeatHistory[]): CollapsedHistories {
  const column = (pick: (history: RepeatHistory) => number): Float64Array =>
    Float64Array.from(histories, pick);
  const [x, tx, t] = [column((one) => one.repeats), column((one) => one.recency), column((one) => one.age)];
  const at = (values: Float64Array, index: number): number => values[index] ?? 0;
  const order = Uint32Array.from(histories.keys()).sort(
    (one, other) => at(x, one) - at(x, other) || at(tx, one) - at(tx, other) || at(t, one) - at(t, other),
  );
  const counts: number[] = [];
  const starts: number[] = [];
  const clients: number[] = [];
  const recency = new Float64Array(order.length);
  const age = new Float64Array(order.length);
  const weight = new Float64Array(order.length);
  let rows = 0;
  let before = -1;
  for (const index of order) {
    const newCount = before < 0 || at(x, index) !== at(x, before);
    if (newCount) {
      counts.push(at(x, index));
      starts.push(rows);
      clients.push(0);
    }
    if (newCount || at(tx, index) !== at(tx, before) || at(t, index) !== at(t, before)) {
      recency[rows] = at(tx, index);
      age[rows] = at(t, index);
      rows += 1;
    }
    weight[rows - 1] = at(weight, rows - 1) + 1;
    clients[clients.length - 1] = (clients.at(-1) ?? 0) + 1;
    before = index;
  }
  starts.push(rows);
  return {
    counts,
    starts,
    clients,
    recency: recency.slice(0, rows),
    age: age.slice(0, rows),
    weight: weight.slice(0, rows),
  };
}

/** Every n-th client, in the order of the histories, so that about `clients` are left. */
export function thinnedHistories(histories: CollapsedHistories, clients: number): CollapsedHistories {
  const every = histories.weight.reduce((sum, weight) => sum + weight, 0) / clients;
  const kept = { recency: [] as number[], age: [] as number[], weight: [] as number[] };
  const [counts, starts, ofCount]: [number[], number[], number[]] = [[], [], []];
  let passed = 0;
  histories.counts.forEach((count, block) => {
    const rowsBefore = kept.weight.length;
    const passedBefore = Math.floor(passed / every);
    for (let row = histories.starts[block] ?? 0; row < (histories.starts[block + 1] ?? 0); row += 1) {
      const before = Math.floor(passed / every);
      passed += histories.weight[row] ?? 0;
      const taken = Math.floor(passed / every) - before;
      if (taken === 0) continue;
      kept.recency.push(histories.recency[row] ?? 0);
      kept.age.push(histories.age[row] ?? 0);
      kept.weight.push(taken);
    }
    if (kept.weight.length === rowsBefore) return;
    counts.push(count);
    starts.push(rowsBefore);
    ofCount.push(Math.floor(passed / every) - passedBefore);
  });
  starts.push(kept.weight.length);
  return {
    counts,
    starts,
    clients: ofCount,
    recency: Float64Array.from(kept.recency),
    age: Float64Array.from(kept.age),
    weight: Float64Array.from(kept.weight),
  };
}
