import { DAYS_A_YEAR } from "../../numerics/calendar.js";
import type { ClientHistory } from "../../value/client-history.js";
import { expectedMargins } from "../../value/client-margin.js";
import type { BillDays } from "../../value/contracts/billing.js";
import { type LastPart, lastPart } from "../../value/contracts/last-part.js";
import { activeByMonth } from "../../value/cost-to-serve.js";
import { discountFactor } from "../../value/discounting.js";
import type { ClientForecast } from "../../value/forecast/client-forecast.js";
import {
  type ForecastCalendar,
  firstHorizonEnd,
  forecastCalendar,
} from "../../value/forecast/forecast-calendar.js";
import type { Margins } from "../../value/forecast/simulate-client.js";
import { expectedOrderRevenue } from "../../value/orders/order-value.js";
import { billDaysOf, cumulativeRenewals, renewedRevenue } from "../../value/renewals/renewal-schedule.js";
import { clientForecaster } from "../../value/value-clients.js";
import type { ValueFit } from "../../value/value-fit.js";
import { checkValueOptions, type ValueOptions } from "../../value/value-options.js";
import { type Flow, type FlowCell, flowCellSum } from "./flow-cell.js";

/** What clients are expected to bring by month, and what that means for their value. */
export interface PortfolioFlows {
  /** Over the horizon from the as-of date, discounted to it: sums to the clients' residual value. */
  readonly residual: readonly FlowCell[];
  /** Of the first horizon of each client, discounted to its first day: sums to what is expected of their CLV. */
  readonly lifetime: readonly FlowCell[];
}

const KINDS = ["earned or signed", "renewals", "orders", "costs to serve"] as const;
type ExpectedKind = (typeof KINDS)[number];
type MonthFlow = Flow & { readonly kind: ExpectedKind; readonly month: number; readonly day: number };

/**
 * The expected flows of clients by month, apart for those with contracts and those without.
 *
 * They are those that `valueClients` values: what is signed and renewals on the days that they are billed on, orders in
 * the middle of the month, less the cost to serve. A renewal hangs on the years of the terms up to it; an order under contract on those of the contracts, and any
 * other order on the time until it, for its rate falls as clients leave.
 */
export function portfolioFlows(
  histories: readonly ClientHistory[],
  fit: ValueFit,
  options: ValueOptions,
): PortfolioFlows {
  checkValueOptions(options);
  const calendar = forecastCalendar(options);
  const forecaster = clientForecaster(fit, calendar);
  const months = calendar.monthEnds.length;
  const sums = () =>
    (["contracts", "orders"] as const).map(
      (group) => new Map(KINDS.map((kind) => [kind, flowCellSum(kind, group, months)])),
    );
  const [residual, lifetime] = [sums(), sums()];
  for (const history of histories) {
    const forecast = forecaster.forecast(history);
    const orderValue = forecaster.orderValueOf(history);
    const orderRevenue = expectedOrderRevenue(orderValue, history.orders);
    const margins = expectedMargins(history, orderValue);
    const part = history.contractLines.length > 0 ? 0 : 1;
    const lastDay = firstHorizonEnd(calendar, history.firstOn);
    const toFirstDay = discountFactor(history.ageDays, calendar.discountRateAnnual);
    const add = (flow: MonthFlow): void => {
      if (flow.day <= calendar.horizonEnd) residual[part]?.get(flow.kind)?.add(flow.month, flow);
    };
    const addFirst = (flow: MonthFlow): void =>
      lifetime[part]?.get(flow.kind)?.add(flow.month, {
        ...flow,
        margin: flow.margin * toFirstDay,
        revenue: flow.revenue * toFirstDay,
        days: flow.days + history.ageDays,
      });
    const last = lastPart(calendar.monthEnds, lastDay);
    for (const flow of contractFlows(forecast, calendar, margins, calendar.horizonEnd)) add(flow);
    for (const flow of contractFlows(forecast, calendar, margins, lastDay)) addFirst(flow);
    for (const flow of orderFlows(forecast, calendar, orderRevenue, margins.orders)) {
      if (flow.month < calendar.horizonMonths) add(flow);
      if (flow.month < last.month) addFirst(flow);
      else if (flow.month === last.month && forecast.ordersInLastPart > 0) {
        addFirst(inLastPart(flow, last, forecast, calendar, orderRevenue, margins.orders));
      }
    }
    for (const flow of costFlows(history, forecast, calendar)) {
      if (flow.month < calendar.horizonMonths) add(flow);
      if (flow.month < last.month) addFirst(flow);
      else if (flow.month === last.month && last.share > 0) addFirst(costInLastPart(flow, last, calendar));
    }
  }
  const cells = (parts: ReturnType<typeof sums>): FlowCell[] =>
    parts
      .flatMap((kinds) => [...kinds.values()].map((sum) => sum.cell()))
      .filter(({ margins }) => margins.some((margin) => margin !== 0));
  return { residual: cells(residual), lifetime: cells(lifetime) };
}

/** What contracts bring up to a day: what is signed, and renewals. */
function* contractFlows(
  { renewals, signed = [] }: ClientForecast,
  calendar: ForecastCalendar,
  margins: Margins,
  until: number,
): Generator<MonthFlow> {
  for (const { kind, revenue, days } of signed) {
    const certain = { kind: "earned or signed", years: 0, reached: 1 } as const;
    yield* billedFlows(certain, days, revenue, margins.signed[kind], calendar, until);
  }
  for (const schedule of renewals) {
    const revenues = renewedRevenue(schedule);
    let [years, before] = [0, 0];
    for (const [index, reached] of cumulativeRenewals(schedule).entries()) {
      years += termYears(schedule.days, index, before);
      before = schedule.days[index] ?? 0;
      const renewal = { kind: "renewals", years, reached } as const;
      const expected = reached * (revenues[index] ?? 0);
      yield* billedFlows(renewal, billDaysOf(schedule, index), expected, margins.renewals, calendar, until);
    }
  }
}

/** Money by the days that it is billed on. */
function* billedFlows(
  flow: Pick<MonthFlow, "kind" | "years" | "reached">,
  days: BillDays,
  amount: number,
  marginRate: number,
  { monthEnds, dayDiscounts }: ForecastCalendar,
  until: number,
): Generator<MonthFlow> {
  let month = 0;
  for (const day of days) {
    if (day > until) return;
    while ((monthEnds[month] ?? Number.POSITIVE_INFINITY) < day) month += 1;
    const revenue = (amount / days.length) * (dayDiscounts[day] ?? 0);
    yield { ...flow, month, day, days: day, revenue, margin: marginRate * revenue };
  }
}

/** Years that a renewal decides on: to the next one, or as long as the term before. */
function termYears(days: readonly number[], index: number, before: number): number {
  const day = days[index] ?? 0;
  const next = days[index + 1];
  return (next === undefined ? day - before : next - day) / DAYS_A_YEAR;
}

function* orderFlows(
  forecast: ClientForecast,
  calendar: ForecastCalendar,
  orderRevenue: number,
  marginRate: number,
): Generator<MonthFlow> {
  const { monthEnds, monthDiscounts } = calendar;
  const { ordersByMonth } = forecast;
  const staying = stayingByMonth(forecast, calendar);
  for (let month = 0; month < monthEnds.length; month += 1) {
    const [from, to] = [monthEnds[month - 1] ?? 0, monthEnds[month] ?? 0];
    const day = (from + to) / 2;
    const revenue = (ordersByMonth[month] ?? 0) * orderRevenue * (monthDiscounts[month] ?? 0);
    const { years = 0, reached = 1 } = staying[month] ?? {};
    yield { kind: "orders", month, day, days: day, years, reached, revenue, margin: marginRate * revenue };
  }
}

function* costFlows(
  { costToServeAMonth }: ClientHistory,
  forecast: ClientForecast,
  calendar: ForecastCalendar,
): Generator<MonthFlow> {
  if (costToServeAMonth === 0) return;
  const { monthEnds, monthDiscounts } = calendar;
  const staying = stayingByMonth(forecast, calendar);
  for (const [month, active] of activeByMonth(forecast, calendar).entries()) {
    const day = ((monthEnds[month - 1] ?? 0) + (monthEnds[month] ?? 0)) / 2;
    const margin = -costToServeAMonth * active * (monthDiscounts[month] ?? 0);
    const { years = 0, reached = 1 } = staying[month] ?? {};
    yield { kind: "costs to serve", month, day, days: day, years, reached, revenue: 0, margin };
  }
}

/** Orders of the month that the first horizon ends in, up to its end. */
function inLastPart(
  flow: MonthFlow,
  { middle }: LastPart,
  { ordersInLastPart }: ClientForecast,
  { discountRateAnnual }: ForecastCalendar,
  orderRevenue: number,
  marginRate: number,
): MonthFlow {
  const revenue = ordersInLastPart * orderRevenue * discountFactor(middle, discountRateAnnual);
  return { ...flow, day: middle, days: middle, revenue, margin: marginRate * revenue };
}

/** Cost to serve of the month that the first horizon ends in, up to its end. */
function costInLastPart(
  flow: MonthFlow,
  { share, middle }: LastPart,
  { monthDiscounts, discountRateAnnual }: ForecastCalendar,
): MonthFlow {
  const discount = discountFactor(middle, discountRateAnnual) / (monthDiscounts[flow.month] ?? 1);
  return { ...flow, day: middle, days: middle, margin: flow.margin * share * discount };
}

/** By month: the years of decisions to stay up to its middle, and the probability of them all. */
function stayingByMonth(
  forecast: ClientForecast,
  calendar: ForecastCalendar,
): { readonly years: number; readonly reached: number }[] {
  const { renewals, model, pActive } = forecast;
  const { monthEnds } = calendar;
  const middles = monthEnds.map((end, month) => ((monthEnds[month - 1] ?? 0) + end) / 2);
  if (model !== "contract renewals") {
    const active = activeByMonth(forecast, calendar);
    return middles.map((middle, month) => ({
      years: middle / DAYS_A_YEAR,
      reached: pActive > 0 ? (active[month] ?? 0) / pActive : 1,
    }));
  }
  const lines = renewals.map((schedule) => ({
    days: schedule.days,
    reached: cumulativeRenewals(schedule),
    years: yearsDecided(schedule.days),
  }));
  return middles.map((middle) => {
    let [ended, years] = [1, 0];
    for (const line of lines) {
      const due = line.days.findLastIndex((day) => day <= middle);
      ended *= 1 - (due < 0 ? 1 : (line.reached[due] ?? 0));
      years += (due < 0 ? 0 : (line.years[due] ?? 0)) / lines.length;
    }
    return { years, reached: lines.length === 0 ? 1 : 1 - ended };
  });
}

function yearsDecided(days: readonly number[]): number[] {
  let [sum, before] = [0, 0];
  return days.map((day, index) => {
    sum += termYears(days, index, before);
    before = day;
    return sum;
  });
}
