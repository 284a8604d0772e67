import { type BillDays, billedWithin } from "../contracts/billing.js";
import { lastPart } from "../contracts/last-part.js";
import { discountFactor } from "../discounting.js";
import type { ValueComponent } from "../portfolio/components.js";
import { billDaysOf, cumulativeRenewals, renewedRevenue } from "../renewals/renewal-schedule.js";
import type { ClientForecast } from "./client-forecast.js";
import type { ForecastCalendar } from "./forecast-calendar.js";

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

/** Renewal revenue expected, each renewal discounted from the days that it is billed on. */
export function renewalFlow(
  { renewals }: ClientForecast,
  calendar: ForecastCalendar,
  firstHorizonLastDay: number,
): ExpectedFlow {
  let [nextYear, residual, firstHorizon] = [0, 0, 0];
  for (const schedule of renewals) {
    const revenues = renewedRevenue(schedule);
    cumulativeRenewals(schedule).forEach((reached, index) => {
      const expected = reached * (revenues[index] ?? 0);
      const flow = flowOf(expected, billDaysOf(schedule, index), calendar, firstHorizonLastDay);
      nextYear += flow.nextYear;
      residual += flow.residual;
      firstHorizon += flow.firstHorizon;
    });
  }
  return { nextYear, residual, firstHorizon };
}

/** What is signed and not yet billed, contract by contract. */
export function signedFlows(
  { signed = [] }: ClientForecast,
  calendar: ForecastCalendar,
  firstHorizonLastDay: number,
): (ExpectedFlow & { readonly kind: ValueComponent })[] {
  return signed.map(({ kind, revenue, days }) => ({
    kind,
    ...flowOf(revenue, days, calendar, firstHorizonLastDay),
  }));
}

function flowOf(
  revenue: number,
  days: BillDays,
  calendar: ForecastCalendar,
  firstHorizonLastDay: number,
): ExpectedFlow {
  const within = (lastDay: number, discounted: boolean): number =>
    revenue * billedWithin(days, { afterDay: 0, lastDay, discounted }, calendar);
  return {
    nextYear: within(calendar.yearEnd, false),
    residual: within(calendar.horizonEnd, true),
    firstHorizon: within(firstHorizonLastDay, true),
  };
}

/** Revenue expected until the end of each month of the forecast, added up; `orderRevenue` is what an order brings. */
export function revenueToDate(
  { ordersByMonth, renewals, signed = [] }: ClientForecast,
  orderRevenue: number,
  { monthEnds }: ForecastCalendar,
): Float64Array {
  const months = Float64Array.from(ordersByMonth, (orders) => orders * orderRevenue);
  const add = (revenue: number, days: BillDays): void => {
    for (const day of days) {
      const month = monthEnds.findIndex((end) => day <= end);
      if (month >= 0) months[month] = (months[month] ?? 0) + revenue / days.length;
    }
  };
  for (const schedule of renewals) {
    const revenues = renewedRevenue(schedule);
    cumulativeRenewals(schedule).forEach((reached, index) => {
      add(reached * (revenues[index] ?? 0), billDaysOf(schedule, index));
    });
  }
  for (const { revenue, days } of signed) add(revenue, days);
  let total = 0;
  return months.map((revenue) => {
    total += revenue;
    return total;
  });
}
