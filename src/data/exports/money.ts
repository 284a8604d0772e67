/** Money to the cent, as the books have it: −0 is 0. */
export function toCents(amount: number): number {
  return Math.round(amount * 100) / 100 || 0;
}

/** A share, index or score to four decimals: more would be noise in a file that people read. */
export function toFourDecimals(value: number): number {
  return Math.round(value * 10_000) / 10_000 || 0;
}

/** Parts to the cent that add up to `total`: what rounding leaves over goes to the largest part. */
export function partsInCents(parts: readonly number[], total: number): number[] {
  const cents = parts.map((part) => Math.round(part * 100));
  const leftOver = Math.round(total * 100) - cents.reduce((sum, part) => sum + part, 0);
  const largest = cents.reduce(
    (best, part, at) => (Math.abs(part) > Math.abs(cents[best] ?? 0) ? at : best),
    0,
  );
  return cents.map((part, at) => (part + (at === largest ? leftOver : 0)) / 100 || 0);
}
