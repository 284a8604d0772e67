import { randomGamma, variance } from "d3";
import { DAYS_A_MONTH } from "../numerics/calendar.js";
import { sparseQuantiles } from "../numerics/sparse-quantiles.js";
import type { ClientProcess, OrderProcess, RenewalSchedule, RoundProcess } from "./client-forecast.js";
import type { OrderSummary } from "./client-history.js";
import { clientOrderDraws } from "./client-order-draws.js";
import { factorOn } from "./contract-factors.js";
import { changeDrawer, ratioDrawer } from "./expansion/fit-expansion.js";
import { swingDrawers } from "./expansion/swing-drawers.js";
import type { ForecastCalendar } from "./forecast-calendar.js";
import { orderDaySimulator } from "./order-day-simulator.js";
import type { OrderValueFit } from "./order-value.js";
import { cumulativeRenewals } from "./renewals/renewal-schedule.js";

/** Ends of the central 80 % of simulated futures. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What a unit of revenue counts in discounted periods. */
export interface Margins {
  readonly orders: number;
  readonly renewals: number;
}

/** Before the first day of the forecast. */
const TODAY = -1;

const REVENUE: Margins = { orders: 1, renewals: 1 };

/** How futures spread. */
export interface Spread extends Interval {
  /** Their standard deviation. */
  readonly deviation: number;
}

/** The periods of `ExpectedFlow` as they may turn out: revenue of the next year, margin of the discounted ones. */
export interface SimulatedValue {
  readonly nextYear: Spread;
  readonly residual: Spread;
  readonly firstHorizon: Spread;
}

/** Days of the forecast from the one after `afterDay` to `lastDay`: margin discounted to the as-of date, or revenue as it comes. */
export interface SimulatedPeriod {
  readonly afterDay: number;
  readonly lastDay: number;
  readonly discounted: boolean;
}

interface Period extends SimulatedPeriod {
  /** Of each simulated future. */
  readonly value: Float64Array;
}

function spread(futures: Float64Array): Spread {
  const deviation = Math.sqrt(variance(futures) ?? 0);
  const [low = 0, high = 0] = sparseQuantiles(futures, [0.1, 0.9]);
  return { low, high, deviation };
}

/** How many of falling chances lie above a draw. */
function renewedTimes(reached: readonly number[], uniform: number): number {
  let [low, high] = [0, reached.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (uniform < (reached[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A function that adds one simulated future of a line's renewals to the periods and returns the day until which it
 * lives.
 *
 * How often it is renewed is one draw from the survival curve; between changes of revenue, which come after a
 * geometric number of renewals, all terms bring alike and are added at once. Where they swing around a level they are
 * added one by one.
 */
function lineSimulator(
  schedule: RenewalSchedule,
  periods: readonly Period[],
  { monthEnds, dayDiscounts }: ForecastCalendar,
  margin: number,
  random: () => number,
): (draw: number) => number {
  const { days, expansion, expansionWeights, factors } = schedule;
  const reached = cumulativeRenewals(schedule);
  const forecastEnd = monthEnds.at(-1) ?? 0;
  const nextChange = changeDrawer(expansion, random);
  const drawRatio = ratioDrawer(expansion, random);
  const swings = schedule.swings === undefined ? null : swingDrawers(schedule.swings, random);
  /** Entry k of a period is what a unit of revenue in each of the first k renewals counts. */
  const running = periods.map(({ afterDay, lastDay, discounted }) => {
    const totals = new Float64Array(days.length + 1);
    days.forEach((day, index) => {
      const weight = (factors?.[index] ?? 1) * (discounted ? margin * (dayDiscounts[day] ?? 0) : 1);
      totals[index + 1] = (totals[index] ?? 0) + (day > afterDay && day <= lastDay ? weight : 0);
    });
    return totals;
  });
  const addTerms = (draw: number, from: number, to: number, amount: number): void => {
    for (let index = 0; index < periods.length; index += 1) {
      const value = periods[index]?.value;
      const totals = running[index];
      if (value === undefined || totals === undefined) continue;
      value[draw] = (value[draw] ?? 0) + amount * ((totals[to] ?? 0) - (totals[from] ?? 0));
    }
  };
  return (draw) => {
    const renewals = renewedTimes(reached, random());
    let amount = schedule.revenue * (swings?.level() ?? 1);
    let from = 0;
    let change = -1;
    while (from < renewals) {
      change += 1 + nextChange();
      const to = Math.min(change, renewals);
      if (swings === null) addTerms(draw, from, to, amount);
      else for (let term = from; term < to; term += 1) addTerms(draw, term, term + 1, amount * swings.term());
      if (change < renewals) amount *= 1 + (expansionWeights[change] ?? 0) * (drawRatio() - 1);
      from = to;
    }
    return (days[renewals] ?? forecastEnd + 1) - 1;
  };
}

/**
 * A function that adds one simulated future's orders, up to the day `liveUntil`, to the periods.
 *
 * The client's own mean order value is drawn given its past ones (`clientOrderDraws`). A period's orders are drawn
 * at once: Σ dⱼzⱼ over discounted orders zⱼ as the gamma variable of the same mean and variance, which is exact for
 * gamma orders where nothing is discounted.
 */
function orderSimulator(
  process: OrderProcess | RoundProcess,
  orderValue: OrderValueFit,
  orderSummary: OrderSummary,
  periods: readonly Period[],
  { dayDiscounts, monthEnds }: ForecastCalendar,
  margin: number,
  random: () => number,
): (draw: number, liveUntil: number) => void {
  const { furtherContracts, factor = 1 } = process;
  const forecastEnd = monthEnds.at(-1) ?? 0;
  const gamma = randomGamma.source(random);
  const { shape, drawMean } = clientOrderDraws(orderValue, orderSummary, random);
  const visitOrders = orderDaySimulator(process, random);
  const weights = new Float64Array(periods.length);
  const squares = new Float64Array(periods.length);
  let orders = 0;
  const addOrder = (day: number, size: number): void => {
    const discount = dayDiscounts[Math.ceil(day)] ?? 0;
    const worth = factor === 1 ? size : size * factorOn(factor, day);
    orders += 1;
    for (let index = 0; index < periods.length; index += 1) {
      const period = periods[index];
      if (period === undefined || day <= period.afterDay || day > period.lastDay) continue;
      const weight = period.discounted ? worth * discount : worth;
      weights[index] = (weights[index] ?? 0) + weight;
      squares[index] = (squares[index] ?? 0) + weight * weight;
    }
  };
  const visit =
    furtherContracts === undefined
      ? addOrder
      : (day: number, size: number): void => {
          addOrder(day, size);
          if (random() >= furtherContracts.share) return;
          const { termMonths, renewals } = furtherContracts;
          const renewed = random();
          for (let index = 0; renewed < (renewals[index] ?? 0); index += 1) {
            const due = day + (index + 1) * termMonths * DAYS_A_MONTH;
            if (due > forecastEnd) break;
            addOrder(due, size);
          }
        };
  return (draw, liveUntil) => {
    if (random() >= process.alive) return;
    orders = 0;
    visitOrders(liveUntil, visit);
    if (orders === 0) return;
    const scale = (orderValue.realisedShare * drawMean()) / shape;
    for (let index = 0; index < periods.length; index += 1) {
      const weight = weights[index] ?? 0;
      const period = periods[index];
      if (weight === 0 || period === undefined) continue;
      const spread = (squares[index] ?? 0) / weight;
      const value = gamma((shape * weight) / spread)() * spread * scale * (period.discounted ? margin : 1);
      period.value[draw] = (period.value[draw] ?? 0) + value;
      weights[index] = 0;
      squares[index] = 0;
    }
  };
}

/** Each simulated future by the periods of `ExpectedFlow`: revenue of the next year, margin of the discounted ones. */
export interface SimulatedFutures {
  readonly nextYear: Float64Array;
  readonly residual: Float64Array;
  readonly firstHorizon: Float64Array;
}

/** How a client's business comes, by one fit that the data bear out. */
export interface ClientWorld {
  readonly process: ClientProcess;
  readonly orderValue: OrderValueFit | null;
}

/**
 * Simulates a client's futures: which contracts are renewed, when it orders, whether it leaves, what renewals and
 * orders bring. Future n comes from world n modulo their number, so that futures differ by what is not known of the
 * parameters too; one world takes its parameters as known. `margins` weigh the discounted periods.
 */
export function simulateFutures(
  worlds: readonly ClientWorld[],
  orders: OrderSummary,
  calendar: ForecastCalendar,
  firstHorizonLastDay: number,
  draws: number,
  random: () => number,
  margins: Margins = REVENUE,
): SimulatedFutures {
  const none = new Float64Array(draws);
  const [nextYear = none, residual = none, firstHorizon = none] = simulatePeriods(
    worlds,
    orders,
    calendar,
    [
      { afterDay: TODAY, lastDay: calendar.yearEnd, discounted: false },
      { afterDay: TODAY, lastDay: calendar.horizonEnd, discounted: true },
      { afterDay: TODAY, lastDay: firstHorizonLastDay, discounted: true },
    ],
    draws,
    random,
    margins,
  );
  return { nextYear, residual, firstHorizon };
}

/** The same futures over any periods: one value a draw, period by period. */
export function simulatePeriods(
  worlds: readonly ClientWorld[],
  orders: OrderSummary,
  calendar: ForecastCalendar,
  spans: readonly SimulatedPeriod[],
  draws: number,
  random: () => number,
  margins: Margins = REVENUE,
): Float64Array[] {
  const periods = spans.map((span): Period => ({ ...span, value: new Float64Array(draws) }));
  const forecastEnd = calendar.monthEnds.at(-1) ?? 0;
  worlds.forEach(({ process, orderValue }, world) => {
    const simulateLines = process.renewals.map((schedule) =>
      lineSimulator(schedule, periods, calendar, margins.renewals, random),
    );
    const simulateRenewals = (draw: number): number =>
      simulateLines.length === 0
        ? forecastEnd
        : simulateLines.reduce((latest, simulate) => Math.max(latest, simulate(draw)), 0);
    const simulateOrders =
      process.orders === null || orderValue === null
        ? () => {}
        : orderSimulator(process.orders, orderValue, orders, periods, calendar, margins.orders, random);
    for (let draw = world; draw < draws; draw += worlds.length) simulateOrders(draw, simulateRenewals(draw));
  });
  return periods.map(({ value }) => value);
}

/** The central 80 % of a client's simulated futures, and how far they spread. */
export function simulateClient(...futures: Parameters<typeof simulateFutures>): SimulatedValue {
  const { nextYear, residual, firstHorizon } = simulateFutures(...futures);
  return { nextYear: spread(nextYear), residual: spread(residual), firstHorizon: spread(firstHorizon) };
}
