import { addMonths, epochDayOf, isoDateOf } from "../../numerics/calendar.js";
import { logInterval } from "../portfolio/portfolio-interval.js";
import type { CommonShock } from "../uncertainty/common-shock.js";
import { shockOver } from "../uncertainty/shock-growth.js";

export interface DayRevenue {
  /** ISO date. */
  readonly date: string;
  readonly revenue: number;
}

/** Revenue of all clients from an origin to the end of a month, as it was expected at the origin. */
export interface ExpectedToDate {
  readonly expected: number;
  /** Standard deviation of the sum without a common shock. */
  readonly deviation: number;
}

/** Revenue from an origin to the end of a month after it: expected with its 80 % interval, and as it came. */
export interface TrackedMonth {
  /** ISO date. */
  readonly until: string;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  readonly actual: number;
}

/**
 * Expected against actual revenue, month after month and added up. Months end on the origin's day of the month.
 *
 * The interval is `logInterval`'s of the expected total, its deviation and the common shock as origins
 * before this one show it; without one (null) it is too narrow.
 * `revenue` holds the days after the origin; what comes after the last of the months does not count.
 */
export function trackRevenue(
  origin: string,
  months: readonly ExpectedToDate[],
  revenue: readonly DayRevenue[],
  shock: CommonShock | null,
): TrackedMonth[] {
  const originDay = epochDayOf(origin);
  return months.map(({ expected, deviation }, month) => {
    const until = isoDateOf(addMonths(originDay, month + 1));
    return {
      until,
      expected,
      ...logInterval(expected, shockOver(shock, month + 1), deviation),
      actual: revenue.reduce((sum, day) => sum + (day.date <= until ? day.revenue : 0), 0),
    };
  });
}
