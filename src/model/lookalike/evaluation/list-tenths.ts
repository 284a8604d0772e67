import type { ScoreOrder } from "./captured-value.js";

/** A tenth of a list: its part of all that the list foretold and of all CLV won since. */
export interface ListTenth {
  readonly decile: number;
  readonly accounts: number;
  readonly won: number;
  readonly predicted: number;
  readonly actual: number;
}

/**
 * Divides a list of accounts, each standing for `counts` of them, into tenths, highest first; fewer parts for fewer
 * than ten accounts. The first `won` rows are those won since; parts are of the totals of `scored` and `values`.
 */
export function listTenths(
  { rows }: ScoreOrder,
  scored: Float64Array,
  values: Float64Array,
  counts: Float64Array,
  won: number,
): readonly ListTenth[] {
  const tenths = Math.min(10, rows.length);
  const total = (of: Float64Array): number => of.reduce((sum, one, row) => sum + one * (counts[row] ?? 1), 0);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const placed: number[][] = Array.from({ length: tenths }, () => []);
  const ends = new Float64Array(tenths);
  let passed = 0;
  for (const row of rows) {
    const count = counts[row] ?? 1;
    const tenth = Math.min(tenths - 1, Math.floor((tenths * (passed + count / 2)) / all));
    passed += count;
    placed[tenth]?.push(row);
    ends[tenth] = passed;
  }
  const [foretold, actual] = [total(scored), total(values)];
  return placed.map((own, at) => {
    const part = (of: Float64Array, whole: number): number =>
      own.reduce((sum, row) => sum + (of[row] ?? 0) * (counts[row] ?? 1), 0) / whole;
    return {
      decile: at + 1,
      accounts: Math.round(ends[at] ?? 0) - Math.round(ends[at - 1] ?? 0),
      won: own.filter((row) => row < won).length,
      predicted: part(scored, foretold),
      actual: part(values, actual),
    };
  });
}
