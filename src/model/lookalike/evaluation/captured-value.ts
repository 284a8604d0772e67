import { bisectLeft } from "d3";

/** Accounts in the order of a score, equal scores together. */
export interface ScoreOrder {
  readonly rows: Int32Array;
  /** End (exclusive) of each run of equal scores within `rows`. */
  readonly runEnds: readonly number[];
}

/** Orders accounts by score, highest first. */
export function orderByScore(scores: ArrayLike<number>): ScoreOrder {
  const rows = Int32Array.from({ length: scores.length }, (_, row) => row);
  rows.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const runEnds: number[] = [];
  for (let at = 1; at <= rows.length; at++) {
    if (at === rows.length || scores[rows[at] ?? 0] !== scores[rows[at - 1] ?? 0]) runEnds.push(at);
  }
  return { rows, runEnds };
}

/**
 * Share of the total value that the first accounts of an order hold, at each list length (share of all accounts, 0…1).
 * Equal scores are taken in proportion, as a random order among them gives on average. `counts` is how often each
 * account occurs (bootstrap). NaN when the total is not positive.
 */
export function capturedShares(
  order: ScoreOrder,
  values: ArrayLike<number>,
  lengths: readonly number[],
  counts?: ArrayLike<number>,
): readonly number[] {
  const { rows, runEnds } = order;
  const listed = new Float64Array(runEnds.length);
  const held = new Float64Array(runEnds.length);
  let accounts = 0;
  let value = 0;
  let at = 0;
  for (let run = 0; run < runEnds.length; run++) {
    for (const end = runEnds[run] ?? 0; at < end; at++) {
      const row = rows[at] ?? 0;
      const count = counts === undefined ? 1 : (counts[row] ?? 1);
      accounts += count;
      value += count * (values[row] ?? 0);
    }
    listed[run] = accounts;
    held[run] = value;
  }
  return lengths.map((length) => {
    if (!(value > 0)) return Number.NaN;
    const target = length * accounts;
    const run = bisectLeft(listed, target);
    if (run === listed.length) return 1;
    const before = listed[run - 1] ?? 0;
    const from = held[run - 1] ?? 0;
    const size = (listed[run] ?? 0) - before;
    const share = size > 0 ? (target - before) / size : 0;
    return (from + share * ((held[run] ?? 0) - from)) / value;
  });
}
