import type { ClientForecast } from "./client-forecast.js";
import { discountFactor } from "./discounting.js";
import type { ForecastCalendar } from "./forecast-calendar.js";
import { lastPart } from "./last-part.js";
import { cumulativeRenewals, renewedRevenue } from "./renewals/renewal-schedule.js";

/** Expected orders or renewal revenue, added up over the periods that values are made of. */
export interface ExpectedFlow {
  /** Of the next 12 months, undiscounted. */
  readonly nextYear: number;
  /** Of the horizon from the as-of date, discounted to it. */
  readonly residual: number;
  /** Of what is left of the client's first horizon, discounted to the as-of date. */
  readonly firstHorizon: number;
}

/** Orders expected, each month's discounted from its middle. */
export function orderFlow(
  { ordersByMonth, ordersInLastPart }: ClientForecast,
  { monthEnds, monthDiscounts, horizonMonths, discountRateAnnual }: ForecastCalendar,
  firstHorizonLastDay: number,
): ExpectedFlow {
  const discounted = (months: number): number => {
    let sum = 0;
    for (let month = 0; month < months; month += 1) {
      sum += (ordersByMonth[month] ?? 0) * (monthDiscounts[month] ?? 0);
    }
    return sum;
  };
  let nextYear = 0;
  for (let month = 0; month < 12; month += 1) nextYear += ordersByMonth[month] ?? 0;
  const { month: whole, middle } = lastPart(monthEnds, firstHorizonLastDay);
  return {
    nextYear,
    residual: discounted(horizonMonths),
    firstHorizon:
      ordersInLastPart > 0
        ? discounted(whole) + ordersInLastPart * discountFactor(middle, discountRateAnnual)
        : discounted(whole),
  };
}

/** Renewal revenue expected, each renewal discounted from its own day. */
export function renewalFlow(
  { renewals }: ClientForecast,
  { horizonEnd, yearEnd, dayDiscounts }: ForecastCalendar,
  firstHorizonLastDay: number,
): ExpectedFlow {
  let [nextYear, residual, firstHorizon] = [0, 0, 0];
  for (const schedule of renewals) {
    const revenues = renewedRevenue(schedule);
    cumulativeRenewals(schedule).forEach((reached, index) => {
      const day = schedule.days[index] ?? 0;
      const expected = reached * (revenues[index] ?? 0);
      const discounted = expected * (dayDiscounts[day] ?? 0);
      if (day <= yearEnd) nextYear += expected;
      if (day <= horizonEnd) residual += discounted;
      if (day <= firstHorizonLastDay) firstHorizon += discounted;
    });
  }
  return { nextYear, residual, firstHorizon };
}

/** Revenue expected until the end of each month of the forecast, added up; `orderRevenue` is what an order brings. */
export function revenueToDate(
  { ordersByMonth, renewals }: ClientForecast,
  orderRevenue: number,
  { monthEnds }: ForecastCalendar,
): Float64Array {
  const months = Float64Array.from(ordersByMonth, (orders) => orders * orderRevenue);
  for (const schedule of renewals) {
    const revenues = renewedRevenue(schedule);
    cumulativeRenewals(schedule).forEach((reached, index) => {
      const day = schedule.days[index] ?? 0;
      const month = monthEnds.findIndex((end) => day <= end);
      months[month] = (months[month] ?? 0) + reached * (revenues[index] ?? 0);
    });
  }
  let total = 0;
  return months.map((revenue) => {
    total += revenue;
    return total;
  });
}
