import type { ClientHistory } from "../client-history.js";
import { expectedMargins } from "../client-margin.js";
import { billedWithin } from "../contracts/billing.js";
import { expectedOrderRevenue } from "../orders/order-value.js";
import {
  billDaysOf,
  cumulativeRenewals,
  renewedRevenue,
  underContract,
} from "../renewals/renewal-schedule.js";
import { clientForecaster } from "../value-clients.js";
import type { ValueFit } from "../value-fit.js";
import type { ValueOptions } from "../value-options.js";
import type { ClientForecast, RenewalSchedule } from "./client-forecast.js";
import { type ForecastCalendar, forecastCalendar } from "./forecast-calendar.js";

/** Whether a client will be one still in a year, and what depends on it. */
export interface StayingOutlook {
  readonly clientId: string;
  /** Probability of being a client still 12 months after the as-of date. */
  readonly pStays: number;
  /** Margin expected to be lost to its leaving within those 12 months, of the residual value's horizon, discounted. */
  readonly valueAtRisk: number;
}

const YEAR = 12;

/**
 * What leaving within 12 months is expected to cost, client by client, in the order of the histories.
 *
 * Value at risk = E[residual value | it does not leave within 12 months] − E[residual value]: with V the first and s
 * the probability of not leaving, that is V·(1 − s) but for what comes before it leaves. Renewals that fall due
 * within the year are taken as certain in V, line by line; orders are divided by the probability of being a client
 * in their month, from month 12 on of month 12. What is lost already is not at risk: nothing is of a contract known
 * to end, and a buyer without contracts that has most likely left counts by its probability of being a client. Cost
 * to serve is not subtracted. Options as for `valueClients`.
 */
export function stayingOutlooks(
  histories: readonly ClientHistory[],
  fit: ValueFit,
  options: ValueOptions,
): StayingOutlook[] {
  const calendar = forecastCalendar(options);
  const forecaster = clientForecaster(fit, calendar);
  return histories.map((history) => {
    const forecast = forecaster.forecast(history);
    const orderValue = forecaster.orderValueOf(history);
    const margins = expectedMargins(history, orderValue);
    const orderMargin = margins.orders * expectedOrderRevenue(orderValue, history.orders);
    const active = activeAtMonthEnds(forecast, calendar);
    return {
      clientId: history.clientId,
      pStays: forecast.pActive * (active[YEAR - 1] ?? 0),
      valueAtRisk:
        orderMargin * ordersAtRisk(forecast, active, calendar) +
        margins.renewals * forecast.renewals.reduce((sum, line) => sum + renewalsAtRisk(line, calendar), 0),
    };
  });
}

/** Probability of being a client at the end of each of the next 12 months, given that it is one now. */
function activeAtMonthEnds(forecast: ClientForecast, { monthEnds }: ForecastCalendar): number[] {
  const { model, ordersByMonth, pActive } = forecast;
  if (forecast.activeAtMonthEnds !== undefined) {
    return Array.from(forecast.activeAtMonthEnds)
      .slice(0, YEAR)
      .map((active) => (pActive > 0 ? active / pActive : 0));
  }
  if (model !== "contract renewals") {
    const kept = orderRetention(ordersByMonth);
    return Array.from({ length: YEAR }, (_, month) => kept ** ((month + 1) / YEAR));
  }
  const live = underContract(forecast);
  return monthEnds.slice(0, YEAR).map((end) => (pActive === 0 ? 0 : Math.min(1, live(end) / pActive)));
}

/** Orders of the second year as a share of the first's; where no second year is forecast, of half-years, squared. */
function orderRetention(ordersByMonth: ArrayLike<number>): number {
  const months = Array.from(ordersByMonth);
  const span = months.length >= 2 * YEAR ? YEAR : YEAR / 2;
  const total = (from: number) => months.slice(from, from + span).reduce((sum, orders) => sum + orders, 0);
  const first = total(0);
  const kept = first > 0 ? Math.min(1, total(span) / first) : 0;
  return span === YEAR ? kept : kept ** 2;
}

/** Discounted orders that leaving within the year is expected to take. */
function ordersAtRisk(
  { ordersByMonth }: ClientForecast,
  active: readonly number[],
  { horizonMonths, monthDiscounts }: ForecastCalendar,
): number {
  let orders = 0;
  for (let month = 0; month < horizonMonths; month += 1) {
    const before = month === 0 ? 1 : (active[Math.min(month, YEAR) - 1] ?? 0);
    if (!(before > 0)) continue;
    orders += (ordersByMonth[month] ?? 0) * (monthDiscounts[month] ?? 0) * (1 / before - 1);
  }
  return orders;
}

/** Discounted revenue of a line's renewals that refusing one within the year is expected to take. */
function renewalsAtRisk(schedule: RenewalSchedule, calendar: ForecastCalendar): number {
  const { horizonEnd, yearEnd } = calendar;
  const horizon = { afterDay: 0, lastDay: horizonEnd, discounted: true };
  const revenues = renewedRevenue(schedule);
  let atRisk = 0;
  let withinYear = 1;
  cumulativeRenewals(schedule).forEach((reached, index) => {
    const day = schedule.days[index] ?? 0;
    if (day <= yearEnd) withinYear = reached;
    if (day > horizonEnd || !(withinYear > 0)) return;
    const counted = billedWithin(billDaysOf(schedule, index), horizon, calendar);
    atRisk += (reached / withinYear - reached) * (revenues[index] ?? 0) * counted;
  });
  return atRisk;
}
