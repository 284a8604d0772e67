/** Positive and negative amounts of a total, counted and summed apart. */
export interface GainsAndLosses {
  readonly gainers: number;
  /** Σ of the positive amounts. */
  readonly gains: number;
  readonly losers: number;
  /** Σ of the negative amounts without their sign. */
  readonly losses: number;
}

/** Up to here a part of the total is at most 1/(1 − 0.05) = 105 % of it, and reads as a share. */
const MOST_LOST = 0.05;

/** Sums what is positive and what is negative; amounts of 0 count as neither. */
export function gainsAndLosses(amounts: ArrayLike<number>): GainsAndLosses {
  const positive = Array.from(amounts).filter((amount) => amount > 0);
  const negative = Array.from(amounts).filter((amount) => amount < 0);
  const sum = (some: readonly number[]): number => some.reduce((all, amount) => all + amount, 0);
  return {
    gainers: positive.length,
    gains: sum(positive),
    losers: negative.length,
    losses: 0 - sum(negative),
  };
}

/**
 * Whether shares of the amounts' total mean anything: something is gained, and what is lost is at most 5 % of it. Where
 * losses eat the gains, a part holds several times the total and another less than nothing of it.
 */
export function hasMeaningfulShares(amounts: ArrayLike<number>): boolean {
  const { gains, losses } = gainsAndLosses(amounts);
  return gains > 0 && losses <= MOST_LOST * gains;
}
