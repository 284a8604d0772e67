/** What a reader can turn: factors on today's figures, and the discount rate as it is. */
export interface Levers {
  /** On the probability that a client stays for a year, which ends at 1. */
  readonly retention: number;
  /** On the probability that a client leaves within a year, after that. */
  readonly leaving: number;
  /** On the size of deals, orders and renewals, costs growing with them. */
  readonly dealSize: number;
  /** On prices, costs staying as they are. */
  readonly price: number;
  /** On how often clients order. */
  readonly frequency: number;
  /** On the share of revenue that is margin, which ends at 1. */
  readonly margin: number;
  /** A year: 0.1 is 10 %. */
  readonly discountRateAnnual: number;
  /** On the probability of winning a prospect, which ends at 1. */
  readonly winRate: number;
  /** On what is spent to win a client. */
  readonly acquisitionCost: number;
  /** On what a new client is worth. */
  readonly newClientValue: number;
  /** On all that is still expected of clients, today's and new ones: how far forecasts miss together. */
  readonly unforeseen: number;
}

export type LeverName = keyof Levers;

/** Everything as the report has it. */
export function unchanged(discountRateAnnual: number): Levers {
  return {
    retention: 1,
    leaving: 1,
    dealSize: 1,
    price: 1,
    frequency: 1,
    margin: 1,
    discountRateAnnual,
    winRate: 1,
    acquisitionCost: 1,
    newClientValue: 1,
    unforeseen: 1,
  };
}

/** Throws a RangeError that names the first lever that cannot be. */
export function checkLevers(levers: Levers): void {
  for (const [name, value] of Object.entries(levers)) {
    const legal = name === "discountRateAnnual" ? value > -1 : value >= 0;
    if (!(legal && Number.isFinite(value))) {
      throw new RangeError(
        `${name} is ${value}; it must be ${name === "discountRateAnnual" ? "a rate a year above −1" : "a factor of 0 or more"}`,
      );
    }
  }
}
