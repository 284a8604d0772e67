import { type Middle, middleOf } from "./middle.js";

/** How often clients buy; null where nobody bought twice. */
export interface BuyingRhythm {
  readonly clients: number;
  /** Clients that bought on more than one day. */
  readonly repeating: number;
  /** Days between orders: each repeating client by the median of its gaps. */
  readonly daysBetween: Middle | null;
  /** Days from the first order to the second. */
  readonly daysToSecond: Middle | null;
}

/** Buying rhythm from each client's order days (day numbers in any order; repeated days count once). */
export function buyingRhythm(orderDays: readonly (readonly number[])[]): BuyingRhythm {
  const gaps = orderDays.map((days) => {
    const sorted = [...new Set(days)].sort((a, b) => a - b);
    return sorted.slice(1).map((day, index) => day - (sorted[index] ?? day));
  });
  const repeating = gaps.filter((own) => own.length > 0);
  return {
    clients: orderDays.length,
    repeating: repeating.length,
    daysBetween: middleOf(repeating.flatMap((own) => middleOf(own)?.median ?? [])),
    daysToSecond: middleOf(repeating.flatMap(([first]) => first ?? [])),
  };
}
