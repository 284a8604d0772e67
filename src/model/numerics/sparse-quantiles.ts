/**
 * Quantiles of values many of which are 0, by linear interpolation between order statistics (type 7, as R,
 * NumPy and d3): only the others are sorted. Reorders `values`; the probabilities lie in [0, 1]; NaN without
 * values.
 */
export function sparseQuantiles(values: Float64Array, probabilities: readonly number[]): number[] {
  let filled = 0;
  let negative = 0;
  for (const value of values) {
    if (value === 0) continue;
    values[filled] = value;
    filled += 1;
    if (value < 0) negative += 1;
  }
  const zeros = values.length - filled;
  const sorted = values.subarray(0, filled).sort();
  const at = (rank: number): number => {
    if (rank < negative) return sorted[rank] ?? Number.NaN;
    return rank < negative + zeros ? 0 : (sorted[rank - zeros] ?? Number.NaN);
  };
  return probabilities.map((probability) => {
    const rank = probability * (values.length - 1);
    const below = Math.floor(rank);
    return rank > below ? at(below) + (rank - below) * (at(below + 1) - at(below)) : at(below);
  });
}
