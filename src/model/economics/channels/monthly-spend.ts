import { max, mean, min, sum } from "d3";
import type { Interval } from "../../numerics/interval.js";

/** A line's spend a month, from what was spent in each. */
export interface MonthlySpend {
  /** Mean of the last 12 months. */
  readonly today: number;
  /** Least and most of the months with spend. */
  readonly seen: Interval;
  /** How many those are. */
  readonly months: number;
}

const LATELY = 12;

/** What months, oldest first, say of a line's spend; a month that ends as a credit counts as 0. All 0 without spend. */
export function monthlySpend(amounts: readonly number[]): MonthlySpend {
  const spends = amounts.map((amount) => Math.max(0, amount));
  const spent = spends.filter((spend) => spend > 0);
  return {
    today: mean(spends.slice(-LATELY)) ?? 0,
    seen: { low: min(spent) ?? 0, high: max(spent) ?? 0 },
    months: spent.length,
  };
}

/** What share of the money of some rows is people's, 0 to 1; credits do not count. 0 without spend. */
export function peopleShare(
  rows: readonly { readonly kind: string | null; readonly amount: number }[],
): number {
  const all = sum(rows, ({ amount }) => Math.max(0, amount));
  const people = sum(rows, ({ kind, amount }) => (kind === "people" ? Math.max(0, amount) : 0));
  return all > 0 ? people / all : 0;
}
