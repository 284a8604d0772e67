import { DAYS_A_YEAR } from "../numerics/calendar.js";
import type { ForecastCalendar } from "./forecast-calendar.js";
import type { SimulatedPeriod } from "./simulated-period.js";

/** When money is billed: on one day after the as-of date, or evenly from one to the last. */
export interface BillingDays {
  readonly firstDay: number;
  readonly lastDay: number;
}

/**
 * What a unit of money counts in a period: the share of it that is billed within the period, or, discounted,
 * ∫ (1 + d)^(−t / 365.25) dt / days over those of its days that are, in days after the as-of date. Money billed on one
 * day is discounted from it.
 */
export function billedWithin(
  { firstDay, lastDay }: BillingDays,
  { afterDay, lastDay: until, discounted }: SimulatedPeriod,
  { dayDiscounts, discountRateAnnual }: Pick<ForecastCalendar, "dayDiscounts" | "discountRateAnnual">,
): number {
  if (firstDay === lastDay) {
    if (!(firstDay > afterDay && firstDay <= until)) return 0;
    return discounted ? (dayDiscounts[firstDay] ?? 0) : 1;
  }
  const from = Math.max(firstDay - 1, afterDay);
  const days = Math.min(lastDay, until) - from;
  if (!(days > 0)) return 0;
  const force = discounted ? Math.log1p(discountRateAnnual) / DAYS_A_YEAR : 0;
  const counted = force === 0 ? days : (Math.exp(-force * from) * -Math.expm1(-force * days)) / force;
  return counted / (lastDay - firstDay + 1);
}

/** The months of a forecast, by index, in which money is billed. */
export function billedMonths(
  { firstDay, lastDay }: BillingDays,
  { monthEnds }: Pick<ForecastCalendar, "monthEnds">,
): number[] {
  return monthEnds.flatMap((end, month) =>
    firstDay <= end && lastDay > (monthEnds[month - 1] ?? 0) ? [month] : [],
  );
}

/** A month of a forecast up to some day, as a period. */
export function monthPeriod(
  { monthEnds }: Pick<ForecastCalendar, "monthEnds">,
  month: number,
  discounted: boolean,
  until = Number.POSITIVE_INFINITY,
): SimulatedPeriod {
  const [start, end] = [monthEnds[month - 1] ?? 0, monthEnds[month] ?? 0];
  return { afterDay: start, lastDay: Math.min(end, until), discounted };
}
