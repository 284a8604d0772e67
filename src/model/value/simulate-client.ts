import { randomGamma } from "d3";
import { sparseQuantiles } from "../numerics/sparse-quantiles.js";
import type { ClientForecast, RenewalSchedule } from "./client-forecast.js";
import type { OrderSummary } from "./client-history.js";
import type { ForecastCalendar } from "./forecast-calendar.js";
import { orderDaySimulator } from "./order-day-simulator.js";
import type { OrderValueFit } from "./order-value.js";

/** Ends of the central 80 % of simulated futures. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Revenue (not margin) by the periods of `ExpectedFlow`, as it may turn out. */
export interface SimulatedRevenue {
  readonly nextYear: Interval;
  readonly residual: Interval;
  readonly firstHorizon: Interval;
}

interface Period {
  readonly lastDay: number;
  readonly discounted: boolean;
  /** Revenue of each simulated future. */
  readonly revenue: Float64Array;
}

function interval(revenue: Float64Array): Interval {
  const [low = 0, high = 0] = sparseQuantiles(revenue, [0.1, 0.9]);
  return { low, high };
}

/**
 * A function that adds one simulated future's renewals to the periods and returns the day until which a
 * contract lives.
 */
function renewalSimulator(
  schedules: readonly RenewalSchedule[],
  periods: readonly Period[],
  calendar: ForecastCalendar,
  random: () => number,
): (draw: number) => number {
  const forecastEnd = calendar.monthEnds.at(-1) ?? 0;
  /** Entry k of a line and period is the value of the line's first k renewals. */
  const runningValues = schedules.map(({ days, revenue }) =>
    periods.map(({ lastDay, discounted }) => {
      let total = 0;
      const totals = [total];
      for (const day of days) {
        if (day <= lastDay) total += revenue * (discounted ? (calendar.dayDiscounts[day] ?? 0) : 1);
        totals.push(total);
      }
      return totals;
    }),
  );
  return (draw) => {
    let liveUntil = 0;
    schedules.forEach(({ days, probabilities }, line) => {
      let renewals = 0;
      while (renewals < days.length && random() < (probabilities[renewals] ?? 0)) renewals += 1;
      liveUntil = Math.max(liveUntil, (days[renewals] ?? forecastEnd + 1) - 1);
      periods.forEach(({ revenue }, index) => {
        revenue[draw] = (revenue[draw] ?? 0) + (runningValues[line]?.[index]?.[renewals] ?? 0);
      });
    });
    return liveUntil;
  };
}

/**
 * A function that adds one simulated future's orders, up to the day `liveUntil`, to the periods.
 *
 * The client's own mean order value is drawn given its past ones, ν | data ~ Gamma(px+q, rate v+mx). A
 * period's orders are drawn at once: Σ dⱼzⱼ over discounted orders zⱼ ~ Gamma(p, rate ν) as the gamma variable
 * of the same mean and variance, which is exact where nothing is discounted.
 */
function orderSimulator(
  process: NonNullable<ClientForecast["orders"]>,
  { gammaGamma, realisedShare }: OrderValueFit,
  { positiveRepeatDays, meanRevenue }: OrderSummary,
  periods: readonly Period[],
  { dayDiscounts }: ForecastCalendar,
  random: () => number,
): (draw: number, liveUntil: number) => void {
  const { p, q, v } = gammaGamma.parameters;
  const gamma = randomGamma.source(random);
  const drawRate = gamma(p * positiveRepeatDays + q, 1 / (v + positiveRepeatDays * (meanRevenue ?? 0)));
  const visitOrders = orderDaySimulator(process, random);
  const weights = new Float64Array(periods.length);
  const squares = new Float64Array(periods.length);
  let orders = 0;
  const addOrder = (day: number): void => {
    const discount = dayDiscounts[Math.ceil(day)] ?? 0;
    orders += 1;
    for (let index = 0; index < periods.length; index += 1) {
      const period = periods[index];
      if (period === undefined || day > period.lastDay) continue;
      const weight = period.discounted ? discount : 1;
      weights[index] = (weights[index] ?? 0) + weight;
      squares[index] = (squares[index] ?? 0) + weight * weight;
    }
  };
  return (draw, liveUntil) => {
    if (random() >= process.alive) return;
    orders = 0;
    visitOrders(liveUntil, addOrder);
    if (orders === 0) return;
    const scale = realisedShare / drawRate();
    for (let index = 0; index < periods.length; index += 1) {
      const weight = weights[index] ?? 0;
      const revenue = periods[index]?.revenue;
      if (weight === 0 || revenue === undefined) continue;
      const spread = (squares[index] ?? 0) / weight;
      revenue[draw] = (revenue[draw] ?? 0) + gamma((p * weight) / spread)() * spread * scale;
      weights[index] = 0;
      squares[index] = 0;
    }
  };
}

/** Revenue (not margin) of each simulated future, by the periods of `ExpectedFlow`. */
export interface SimulatedFutures {
  readonly nextYear: Float64Array;
  readonly residual: Float64Array;
  readonly firstHorizon: Float64Array;
}

/**
 * Simulates a client's futures given the fit (parameters taken as known): which contracts are renewed, when it
 * orders, whether it leaves, what its orders bring.
 */
export function simulateFutures(
  forecast: ClientForecast,
  orders: OrderSummary,
  orderValue: OrderValueFit | null,
  calendar: ForecastCalendar,
  firstHorizonLastDay: number,
  draws: number,
  random: () => number,
): SimulatedFutures {
  const period = (lastDay: number, discounted: boolean): Period => ({
    lastDay,
    discounted,
    revenue: new Float64Array(draws),
  });
  const nextYear = period(calendar.yearEnd, false);
  const residual = period(calendar.horizonEnd, true);
  const firstHorizon = period(firstHorizonLastDay, true);
  const periods = [nextYear, residual, firstHorizon];
  const simulateRenewals =
    forecast.renewals.length > 0
      ? renewalSimulator(forecast.renewals, periods, calendar, random)
      : () => calendar.monthEnds.at(-1) ?? 0;
  const simulateOrders =
    forecast.orders === null || orderValue === null
      ? () => {}
      : orderSimulator(forecast.orders, orderValue, orders, periods, calendar, random);
  for (let draw = 0; draw < draws; draw += 1) simulateOrders(draw, simulateRenewals(draw));
  return { nextYear: nextYear.revenue, residual: residual.revenue, firstHorizon: firstHorizon.revenue };
}

/** The central 80 % of a client's simulated futures. */
export function simulateClient(...futures: Parameters<typeof simulateFutures>): SimulatedRevenue {
  const { nextYear, residual, firstHorizon } = simulateFutures(...futures);
  return { nextYear: interval(nextYear), residual: interval(residual), firstHorizon: interval(firstHorizon) };
}
