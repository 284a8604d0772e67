/** Money to the cent, as the books have it: −0 is 0. */
export function toCents(amount: number): number {
  return Math.round(amount * 100) / 100 || 0;
}

/** A share, index or score to four decimals: more would be noise in a file that people read. */
export function toFourDecimals(value: number): number {
  return Math.round(value * 10_000) / 10_000 || 0;
}
