import { addMonths, epochDayOf, isoDateOf } from "../../numerics/calendar.js";
import { DEVIATIONS_OF_80 } from "../../numerics/interval-80.js";
import type { CommonShock } from "../uncertainty/common-shock.js";

export interface DayRevenue {
  /** ISO date. */
  readonly date: string;
  readonly revenue: number;
}

/** Revenue of all clients from an origin to the end of a month, as it was expected at the origin. */
export interface ExpectedToDate {
  readonly expected: number;
  /** Standard deviation of the sum were the clients to fare independently. */
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
 * The interval of the expected E with the clients' own deviation S is E·exp(±√(h² + (z·S/E)²)), h half the width of
 * the common shock as origins before this one show it; without one (null) it is E ± z·S, which is too narrow.
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
    const own = DEVIATIONS_OF_80 * deviation;
    const half = shock === null || !(expected > 0) ? null : Math.hypot(shock.halfWidth80, own / expected);
    return {
      until,
      expected,
      low: half === null ? expected - own : expected * Math.exp(-half),
      high: half === null ? expected + own : expected * Math.exp(half),
      actual: revenue.reduce((sum, day) => sum + (day.date <= until ? day.revenue : 0), 0),
    };
  });
}
