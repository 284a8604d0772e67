import { mean } from "d3";

/**
 * How regular buyers are, from each one's last two gaps between purchases: M = last / (last + the one before) is
 * Beta(k, k) where gaps are Erlang-k, so k = (1 − 4 Var M) / (8 Var M), with the mean of M known to be ½. 1 is at random, more is more regular, less
 * is in bursts (Wheat & Morrison 1990).
 *
 * `gaps` are those of each client in order; clients with fewer than two do not count. Null where
 * there is none, or where all gaps are alike.
 */
export function wheatMorrisonRegularity(gaps: readonly (readonly number[])[]): number | null {
  const shares = gaps.flatMap((of) => {
    const [before, last] = of.slice(-2);
    return before === undefined || last === undefined ? [] : [last / (before + last)];
  });
  const spread = mean(shares, (share) => (share - 0.5) ** 2);
  return spread === undefined || !(spread > 0) ? null : (1 - 4 * spread) / (8 * spread);
}
