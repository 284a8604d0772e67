import type { ClientForecast } from "./client-forecast.js";
import type { ClientHistory } from "./client-history.js";
import type { ClientValue } from "./client-value.js";
import { clientMix } from "./component-mix.js";
import { componentAmounts, componentTotal } from "./components.js";
import { discountFactor } from "./discounting.js";
import { orderFlow, renewalFlow } from "./expected-flows.js";
import { type ForecastCalendar, firstHorizonEnd } from "./forecast-calendar.js";
import { expectedOrderRevenue, type OrderValueFit } from "./order-value.js";
import { type Interval, simulateClient } from "./simulate-client.js";

/** A client's value but for what depends on the other clients. */
export type LedgerEntry = Omit<ClientValue, "highValue" | "learnable">;

/**
 * Adds up one client: what it has brought and what it is expected to bring, by component and in all.
 *
 * Margin is revenue × the client's margin rate. Expected repeat orders split by the client's own mix of repeat
 * revenue, drawn towards the portfolio's. `residualValue` and `totalValue` are the sums of their components.
 */
export function ledgerEntry(
  history: ClientHistory,
  forecast: ClientForecast,
  orderValue: OrderValueFit | null,
  calendar: ForecastCalendar,
  draws: number,
  random: () => number,
): LedgerEntry {
  const { orders, marginRate } = history;
  const lastDay = firstHorizonEnd(calendar, history.firstOn);
  const orderCount = orderFlow(forecast, calendar, lastDay);
  const renewal = renewalFlow(forecast, calendar, lastDay);
  const orderRevenue = orderValue === null ? 0 : expectedOrderRevenue(orderValue, orders);
  const mix =
    orderValue === null ? null : clientMix(orderValue.mix, orders.repeatRevenue, orders.positiveRepeatDays);
  const residualOrders = marginRate * orderCount.residual * orderRevenue;
  const residualComponents = componentAmounts(
    (component) =>
      residualOrders * (mix?.[component] ?? 0) +
      (component === "renewal" ? marginRate * renewal.residual : 0),
  );
  const components = componentAmounts(
    (component) => history.historicMargin[component] + residualComponents[component],
  );
  const toFirstDay = discountFactor(history.ageDays, calendar.discountRateAnnual);
  const clvObserved = componentTotal(history.firstHorizonMargin);
  const firstHorizonRevenue = orderCount.firstHorizon * orderRevenue + renewal.firstHorizon;
  const simulated = simulateClient(forecast, orders, orderValue, calendar, lastDay, draws, random);
  const ends = ({ low, high }: Interval, factor: number, base: number): [number, number] =>
    factor >= 0 ? [base + factor * low, base + factor * high] : [base + factor * high, base + factor * low];
  const [clvLow, clvHigh] = ends(simulated.firstHorizon, marginRate * toFirstDay, clvObserved);
  const [residualLow, residualHigh] = ends(simulated.residual, marginRate, 0);
  return {
    clientId: history.clientId,
    clv: clvObserved + marginRate * toFirstDay * firstHorizonRevenue,
    clvLow,
    clvHigh,
    clvObserved,
    historicValue: componentTotal(history.historicMargin),
    residualValue: componentTotal(residualComponents),
    residualLow,
    residualHigh,
    totalValue: componentTotal(components),
    components,
    residualComponents,
    pActive: forecast.pActive,
    expectedRevenue12m: orderCount.nextYear * orderRevenue + renewal.nextYear,
    expectedRevenue12mLow: simulated.nextYear.low,
    expectedRevenue12mHigh: simulated.nextYear.high,
    model: forecast.model,
  };
}
