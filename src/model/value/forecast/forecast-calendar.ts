import { addMonths, epochDayOf } from "../../numerics/calendar.js";
import { discountFactor } from "../discounting.js";
import type { ValueOptions } from "../value-options.js";

/** The months after the as-of date that forecasts are made for; days are counted from the as-of date. */
export interface ForecastCalendar {
  readonly asOfDay: number;
  readonly horizonMonths: number;
  readonly discountRateAnnual: number;
  /** Last day of month 1, 2, …: the horizon's, or 12 months where the horizon is shorter. */
  readonly monthEnds: readonly number[];
  /** Discount factor to the as-of date of the middle of each month. */
  readonly monthDiscounts: readonly number[];
  /** Discount factor to the as-of date of each day of the forecast, from day 0 on. */
  readonly dayDiscounts: Float64Array;
  /** Last day of the horizon. */
  readonly horizonEnd: number;
  /** Last day of the next 12 months. */
  readonly yearEnd: number;
}

/** Real calendar months after the as-of date; month k ends on the as-of day of the month, k months later. */
export function forecastCalendar({
  asOf,
  horizonMonths,
  discountRateAnnual,
}: Pick<ValueOptions, "asOf" | "horizonMonths" | "discountRateAnnual">): ForecastCalendar {
  const asOfDay = epochDayOf(asOf);
  const endOf = (month: number): number => addMonths(asOfDay, month) - asOfDay;
  const monthEnds = Array.from({ length: Math.max(12, horizonMonths) }, (_, index) => endOf(index + 1));
  const dayDiscounts = new Float64Array((monthEnds.at(-1) ?? 0) + 1);
  dayDiscounts.forEach((_, day) => {
    dayDiscounts[day] = discountFactor(day, discountRateAnnual);
  });
  return {
    asOfDay,
    horizonMonths,
    discountRateAnnual,
    monthEnds,
    monthDiscounts: monthEnds.map((end, index) =>
      discountFactor(((monthEnds[index - 1] ?? 0) + end) / 2, discountRateAnnual),
    ),
    dayDiscounts,
    horizonEnd: endOf(horizonMonths),
    yearEnd: endOf(12),
  };
}

/**
 * Days after the as-of date of the last day of a client's first `horizonMonths`; 0 or less when they are over.
 */
export function firstHorizonEnd(calendar: ForecastCalendar, firstOn: string): number {
  return addMonths(epochDayOf(firstOn), calendar.horizonMonths) - 1 - calendar.asOfDay;
}
