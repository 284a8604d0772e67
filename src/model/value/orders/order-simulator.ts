import { randomGamma } from "d3";
import { DAYS_A_MONTH } from "../../numerics/calendar.js";
import type { OrderSummary } from "../client-history.js";
import { factorOn } from "../contracts/contract-factors.js";
import type { OrderProcess, RoundProcess } from "../forecast/client-forecast.js";
import type { ForecastCalendar } from "../forecast/forecast-calendar.js";
import type { PeriodFutures } from "../forecast/simulated-period.js";
import { clientOrderDraws } from "./client-order-draws.js";
import { orderDaySimulator } from "./order-day-simulator.js";
import type { OrderValueFit } from "./order-value.js";

/**
 * A function that adds one simulated future's orders, up to the day `liveUntil`, to the periods.
 *
 * The client's own mean order value is drawn given its past ones (`clientOrderDraws`). A period's orders are drawn
 * at once: Σ dⱼzⱼ over discounted orders zⱼ as the gamma variable of the same mean and variance, which is exact for
 * gamma orders where nothing is discounted.
 */
export function orderSimulator(
  process: OrderProcess | RoundProcess,
  orderValue: OrderValueFit,
  orderSummary: OrderSummary,
  periods: readonly PeriodFutures[],
  { dayDiscounts, monthEnds }: ForecastCalendar,
  margin: number,
  random: () => number,
): (draw: number, liveUntil: number) => void {
  const { furtherContracts, factor } = process;
  const forecastEnd = monthEnds.at(-1) ?? 0;
  const gamma = randomGamma.source(random);
  const { shape, drawMean } = clientOrderDraws(orderValue, orderSummary, random);
  const visitOrders = orderDaySimulator(process, random);
  const weights = new Float64Array(periods.length);
  const squares = new Float64Array(periods.length);
  let orders = 0;
  const addOrder = (day: number, size: number): void => {
    const discount = dayDiscounts[Math.ceil(day)] ?? 0;
    const worth = factor === undefined ? size : size * factorOn(factor, day);
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
