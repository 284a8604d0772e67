/** Deviations that a standard normal number exceeds in 5 of 100 cases. */
const DEVIATIONS_OF_5 = 1.645;

/**
 * Whether more pairs of items stand in the same order by both figures than chance would put so in 5 of 100 cases:
 * Kendall's test, one-sided. S = Σ sign(Δx·Δy) over pairs has a variance of n(n−1)(2n+5)/18 where the orders have nothing
 * to do with each other; normal, with a correction for continuity. So it is from 33 of 45 pairs of ten items on, and
 * never of fewer than four.
 */
export function isOrderedAlike(items: readonly { readonly x: number; readonly y: number }[]): boolean {
  const n = items.length;
  const signs = items.flatMap((a, index) =>
    items.slice(index + 1).map((b) => Math.sign((a.x - b.x) * (a.y - b.y))),
  );
  const balance = signs.reduce((sum, sign) => sum + sign, 0);
  return balance - 1 > DEVIATIONS_OF_5 * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
}
