/** Money to the cent, as the books have it: −0 is 0. NaN throws: it must not be written as nothing. */
export function toCents(amount: number): number {
  return finite(Math.round(amount * 100) / 100);
}

/** A share, index or score to four decimals: more would be noise in a file that people read. */
export function toFourDecimals(value: number): number {
  return finite(Math.round(value * 10_000) / 10_000);
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`a figure to be written is ${value}`);
  return value + 0;
}

/** Parts to the cent that add up to `total`: what rounding leaves over goes to the largest part. */
export function partsInCents(parts: readonly number[], total: number): number[] {
  const cents = parts.map((part) => Math.round(part * 100));
  const leftOver = Math.round(total * 100) - cents.reduce((sum, part) => sum + part, 0);
  const largest = cents.reduce(
    (best, part, at) => (Math.abs(part) > Math.abs(cents[best] ?? 0) ? at : best),
    0,
  );
  return cents.map((part, at) => finite((part + (at === largest ? leftOver : 0)) / 100));
}
