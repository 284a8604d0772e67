/** The best tenth must hold so much more than a random one: less is rounding, or the order of the ids. */
const LEAST_ADVANTAGE = 0.05;

/**
 * Whether a score tells prospects apart: whether the best tenth of `values` is on average worth at least 5 % more than
 * all are, |mean| as the measure. False where there are none, where all are alike, and where a value is no number.
 */
export function tellsApart(values: Float64Array): boolean {
  if (values.length === 0) return false;
  const descending = Float64Array.from(values).sort().reverse();
  const mean = meanOf(descending);
  const best = descending.subarray(0, Math.ceil(descending.length / 10));
  const advantage = meanOf(best) - mean;
  return advantage > 0 && advantage >= LEAST_ADVANTAGE * Math.abs(mean);
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
