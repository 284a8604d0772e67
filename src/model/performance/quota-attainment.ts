import { group } from "d3";
import { type Quota, type QuotaPeriods, quotaPeriods } from "./quota-periods.js";

/** New business that an owner closed on a day. */
export interface Booking {
  readonly owner: string;
  readonly on: string;
  readonly amount: number;
}

/** What an owner sold beside what it was asked to, over the periods with a quota that are over. */
export interface Attainment {
  readonly owner: string;
  readonly periods: number;
  /** Periods in which bookings reached the quota. */
  readonly met: number;
  readonly quota: number;
  readonly booked: number;
  /** Met in half of the periods or more. */
  readonly hitsQuota: boolean;
}

export interface Attainments extends Omit<QuotaPeriods, "over"> {
  readonly owners: readonly Attainment[];
}

/** Bookings against the quotas that count, by owner in the order of their names. */
export function quotaAttainment(
  quotas: readonly Quota[],
  bookings: readonly Booking[],
  asOf: string,
): Attainments {
  const { over, ...leftOut } = quotaPeriods(quotas, asOf);
  const bookingsOf = group(bookings, ({ owner }) => owner);
  const owners = [...group(over, ({ owner }) => owner)].map(([owner, periods]) => {
    const booked = periods.map(({ from, to }) => bookedWithin(bookingsOf.get(owner) ?? [], from, to));
    const met = periods.filter(({ quota }, at) => (booked[at] ?? 0) >= quota).length;
    return {
      owner,
      periods: periods.length,
      met,
      quota: periods.reduce((sum, { quota }) => sum + quota, 0),
      booked: booked.reduce((sum, amount) => sum + amount, 0),
      hitsQuota: 2 * met >= periods.length,
    };
  });
  return { owners: owners.sort((a, b) => (a.owner < b.owner ? -1 : 1)), ...leftOut };
}

/** What was booked from one month to another (YYYY-MM), both counted in. */
export function bookedWithin(bookings: readonly Booking[], from: string, to: string): number {
  return bookings
    .filter(({ on }) => on.slice(0, 7) >= from && on.slice(0, 7) <= to)
    .reduce((sum, { amount }) => sum + amount, 0);
}
