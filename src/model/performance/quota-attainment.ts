import { group } from "d3";
import { epochDayOf, isoDateOf } from "../numerics/calendar.js";

/** What an owner was asked to sell in a year, quarter or month. */
export interface Quota {
  readonly owner: string;
  /** 2024, 2024-Q1 or 2024-03. */
  readonly period: string;
  readonly quota: number;
}

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

export interface Attainments {
  readonly owners: readonly Attainment[];
  /** Quotas of zero or less: nothing was asked, so nothing is divided by them. */
  readonly withoutTarget: number;
  /** Quotas of periods that end after the as-of date. */
  readonly notOver: number;
  /** Quotas whose period is no year, quarter or month. */
  readonly unreadable: number;
}

/**
 * Bookings against quotas, by owner in the order of their names.
 *
 * A period counts once it is over on the as-of date and its quota is above zero; what does not count is counted.
 */
export function quotaAttainment(
  quotas: readonly Quota[],
  bookings: readonly Booking[],
  asOf: string,
): Attainments {
  const read = quotas.map((quota) => ({ ...quota, months: monthsOf(quota.period) }));
  const lastMonth = asOf.slice(0, 7);
  const asOfEndsMonth = endsMonth(asOf);
  const isOver = (to: string) => to < lastMonth || (to === lastMonth && asOfEndsMonth);
  const readable = read.flatMap(({ months, ...quota }) => (months ? [{ ...quota, ...months }] : []));
  const targets = readable.filter(({ quota }) => quota > 0);
  const over = targets.filter(({ to }) => isOver(to));
  const bookingsOf = group(bookings, ({ owner }) => owner);
  const owners = [...group(over, ({ owner }) => owner)].map(([owner, periods]) => {
    const booked = periods.map(({ from, to }) =>
      (bookingsOf.get(owner) ?? [])
        .filter(({ on }) => on.slice(0, 7) >= from && on.slice(0, 7) <= to)
        .reduce((sum, { amount }) => sum + amount, 0),
    );
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
  return {
    owners: owners.sort((a, b) => (a.owner < b.owner ? -1 : 1)),
    withoutTarget: readable.length - targets.length,
    notOver: targets.length - over.length,
    unreadable: quotas.length - readable.length,
  };
}

/** First and last month of a period as YYYY-MM; null when it is none. */
function monthsOf(period: string): { readonly from: string; readonly to: string } | null {
  const [, year, quarter, month] = /^(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(period) ?? [];
  if (year === undefined) return null;
  if (month !== undefined) return { from: period, to: period };
  const first = quarter === undefined ? 1 : 3 * Number(quarter) - 2;
  const last = quarter === undefined ? 12 : 3 * Number(quarter);
  const written = (number: number) => `${year}-${String(number).padStart(2, "0")}`;
  return { from: written(first), to: written(last) };
}

function endsMonth(isoDate: string): boolean {
  return isoDateOf(epochDayOf(isoDate) + 1).endsWith("-01");
}
