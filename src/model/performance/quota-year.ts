import { group, least, sum } from "d3";
import { type Booking, bookedWithin } from "./quota-attainment.js";
import { isMonthOver, type Quota, type QuotaOfPeriod, quotaPeriods } from "./quota-periods.js";

/** What an owner was asked for and sold in the year, over the months that it had a quota for. */
export interface OwnerYear {
  readonly owner: string;
  readonly periods: number;
  readonly met: number;
  readonly quota: number;
  readonly booked: number;
  /** In the same months a year earlier; null where bookings do not go back so far. */
  readonly bookedBefore: number | null;
}

/** The last year that quotas can be judged by. */
export interface QuotaYear {
  readonly year: string;
  /** False: the year is not over yet, and only its periods that are count. */
  readonly isOver: boolean;
  /** Who was asked for most first. */
  readonly owners: readonly OwnerYear[];
}

/**
 * Quotas and bookings of the last calendar year that is over and has quotas, else of the last one with a period that is.
 *
 * Where periods of an owner overlap, as a year and its quarters, the longest counts. Null without a quota that counts.
 */
export function quotaYear(
  quotas: readonly Quota[],
  bookings: readonly Booking[],
  asOf: string,
): QuotaYear | null {
  const byYear = group(quotaPeriods(quotas, asOf).over, ({ from }) => from.slice(0, 4));
  const years = [...byYear.keys()].sort();
  const isOver = (year: string) => isMonthOver(`${year}-12`, asOf);
  const year = years.findLast(isOver) ?? years.at(-1);
  if (year === undefined) return null;
  const bookingsOf = group(bookings, ({ owner }) => owner);
  const firstMonth = least(bookings, ({ on }) => on)?.on.slice(0, 7) ?? asOf.slice(0, 7);
  const owners = [...group(byYear.get(year) ?? [], ({ owner }) => owner)].map(([owner, all]): OwnerYear => {
    const periods = withoutOverlap(all).map((period) => ({
      ...period,
      booked: bookedWithin(bookingsOf.get(owner) ?? [], period.from, period.to),
      before: bookedWithin(bookingsOf.get(owner) ?? [], yearBefore(period.from), yearBefore(period.to)),
    }));
    return {
      owner,
      periods: periods.length,
      met: periods.filter(({ booked, quota }) => booked >= quota).length,
      quota: sum(periods, ({ quota }) => quota),
      booked: sum(periods, ({ booked }) => booked),
      bookedBefore: periods.every(({ from }) => yearBefore(from) >= firstMonth)
        ? sum(periods, ({ before }) => before)
        : null,
    };
  });
  return {
    year,
    isOver: isOver(year),
    owners: owners.sort((a, b) => b.quota - a.quota || (a.owner < b.owner ? -1 : 1)),
  };
}

function withoutOverlap(periods: readonly QuotaOfPeriod[]): readonly QuotaOfPeriod[] {
  const months = ({ from, to }: QuotaOfPeriod) => Number(to.slice(5)) - Number(from.slice(5));
  const kept: QuotaOfPeriod[] = [];
  for (const period of [...periods].sort((a, b) => months(b) - months(a) || (a.from < b.from ? -1 : 1))) {
    if (!kept.some(({ from, to }) => from <= period.to && period.from <= to)) kept.push(period);
  }
  return kept;
}

function yearBefore(month: string): string {
  return `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;
}
