import { DAYS_A_MONTH, DAYS_A_YEAR } from "../numerics/calendar.js";
import type { ClientHistory } from "./client-history.js";
import { lastPart } from "./contracts/last-part.js";
import { discountFactor } from "./discounting.js";
import type { ClientForecast } from "./forecast/client-forecast.js";
import type { ForecastCalendar } from "./forecast/forecast-calendar.js";
import {
  type ComponentAmounts,
  componentAmounts,
  componentTotal,
  type ValueComponent,
} from "./portfolio/components.js";
import { underContract } from "./renewals/renewal-schedule.js";

/** What keeping a client costs, over the periods that values are made of. */
export interface CostToServe {
  /** Up to the as-of date, undiscounted. */
  readonly historic: number;
  /** Within the first horizon up to the as-of date, discounted to the first day. */
  readonly firstHorizonObserved: number;
  /** Over the horizon from the as-of date, discounted to it. */
  readonly residual: number;
  /** Over what is left of the first horizon, discounted to the as-of date. */
  readonly firstHorizon: number;
}

const NO_COST: CostToServe = { historic: 0, firstHorizonObserved: 0, residual: 0, firstHorizon: 0 };

/** Days for which it has been a client: under contract, or up to its last order and then as far as it is active. */
export function daysServed(
  { contractLines, orders }: Pick<ClientHistory, "contractLines" | "orders">,
  pActive: number,
): number {
  const { recencyDays, ageDays } = orders;
  return contractLines.length > 0 ? ageDays : recencyDays + pActive * (ageDays - recencyDays);
}

/** Probability of being a client still in the middle of each month; that of repeat buyers falls as their orders do. */
export function activeByMonth(forecast: ClientForecast, { monthEnds }: ForecastCalendar): number[] {
  const { ordersByMonth, pActive } = forecast;
  if (forecast.model === "contract renewals") {
    const live = underContract(forecast);
    return monthEnds.map((end, month) => live(((monthEnds[month - 1] ?? 0) + end) / 2));
  }
  const { activeAtMonthEnds: ends } = forecast;
  if (ends !== undefined) {
    return monthEnds.map((_, month) => ((ends[month - 1] ?? pActive) + (ends[month] ?? 0)) / 2);
  }
  // Of a day: months are not equally long.
  const ordersADay = monthEnds.map(
    (end, month) => (ordersByMonth[month] ?? 0) / (end - (monthEnds[month - 1] ?? 0)),
  );
  const first = ordersADay[0] ?? 0;
  return ordersADay.map((orders) => (first > 0 ? pActive * Math.min(1, orders / first) : 0));
}

/**
 * Cost of keeping a client, at `costToServeAMonth` for each month that it is one: so far, and expected.
 *
 * A client that nothing is expected of costs nothing more. `firstHorizonLastDay` in days after the as-of date.
 */
export function costToServe(
  history: ClientHistory,
  forecast: ClientForecast,
  calendar: ForecastCalendar,
  firstHorizonLastDay: number,
): CostToServe {
  const cost = history.costToServeAMonth;
  if (cost === 0) return NO_COST;
  const served = daysServed(history, forecast.pActive);
  const inHorizon = Math.min(served, history.ageDays + firstHorizonLastDay);
  const force = Math.log1p(calendar.discountRateAnnual) / DAYS_A_YEAR;
  const discountedDays = force === 0 ? inHorizon : -Math.expm1(-force * inHorizon) / force;
  const { monthEnds, monthDiscounts, horizonMonths, discountRateAnnual } = calendar;
  const active = activeByMonth(forecast, calendar);
  const until = (months: number): number =>
    active
      .slice(0, months)
      .reduce((sum, share, month) => sum + cost * share * (monthDiscounts[month] ?? 0), 0);
  const { month: whole, share, middle } = lastPart(monthEnds, firstHorizonLastDay);
  return {
    historic: (cost * served) / DAYS_A_MONTH,
    firstHorizonObserved: (cost * Math.max(0, discountedDays)) / DAYS_A_MONTH,
    residual: until(horizonMonths),
    firstHorizon:
      until(whole) + cost * share * (active[whole] ?? 0) * discountFactor(middle, discountRateAnnual),
  };
}

/** Amounts less a cost that is borne by those above 0 in proportion; by "other" where none is. */
export function lessCost(amounts: ComponentAmounts, cost: number): ComponentAmounts {
  if (cost === 0) return amounts;
  const bearing = componentAmounts((component) => Math.max(0, amounts[component]));
  const total = componentTotal(bearing);
  const share = (component: ValueComponent): number =>
    total > 0 ? bearing[component] / total : component === "other" ? 1 : 0;
  return componentAmounts((component) => amounts[component] - cost * share(component));
}
