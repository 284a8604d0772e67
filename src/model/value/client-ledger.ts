import { sum } from "d3";
import { DAYS_A_MONTH } from "../numerics/calendar.js";
import type { ClientHistory } from "./client-history.js";
import { expectedMargins, marginOf } from "./client-margin.js";
import type { ClientValue } from "./client-value.js";
import { costToServe, lessCost } from "./cost-to-serve.js";
import { discountFactor } from "./discounting.js";
import type { ClientForecast } from "./forecast/client-forecast.js";
import { orderFlow, renewalFlow, signedFlows } from "./forecast/expected-flows.js";
import { type ForecastCalendar, firstHorizonEnd } from "./forecast/forecast-calendar.js";
import { type ClientWorld, simulateClient } from "./forecast/simulate-client.js";
import { expectedOrderRevenue, type OrderValueFit } from "./orders/order-value.js";
import { clientMix } from "./portfolio/component-mix.js";
import { componentAmounts, componentTotal, type ValueComponent } from "./portfolio/components.js";

/** A client's value but for what depends on the other clients. */
export type LedgerEntry = Omit<ClientValue, "highValue" | "learnable" | "referralValue">;

/**
 * Adds up one client: what it has brought and what it is expected to bring, by component and in all.
 *
 * Margin is revenue × the client's margin rate of the kind, less the cost to serve. Expected repeat orders split
 * by the client's own mix of repeat revenue, drawn towards the portfolio's; what is signed and not yet billed is of its
 * contract's kind. Historic, residual and total value are
 * the sums of their components. Intervals are those of futures simulated in the `worlds`; they take the cost to
 * serve as expected.
 */
export function ledgerEntry(
  history: ClientHistory,
  forecast: ClientForecast,
  orderValue: OrderValueFit | null,
  calendar: ForecastCalendar,
  worlds: readonly ClientWorld[],
  draws: number,
  random: () => number,
): LedgerEntry {
  const { orders } = history;
  const lastDay = firstHorizonEnd(calendar, history.firstOn);
  const orderCount = orderFlow(forecast, calendar, lastDay);
  const renewal = renewalFlow(forecast, calendar, lastDay);
  const signed = signedFlows(forecast, calendar, lastDay);
  const signedOf = (component: ValueComponent): number =>
    sum(signed, ({ kind, residual }) => (kind === component ? residual : 0));
  const orderRevenue = expectedOrderRevenue(orderValue, orders);
  const mix =
    orderValue === null ? null : clientMix(orderValue.mix, orders.repeatRevenue, orders.positiveRepeatDays);
  const margins = expectedMargins(history, orderValue);
  const cost = costToServe(history, forecast, calendar, lastDay);
  const residualOrders = orderCount.residual * orderRevenue;
  const residualComponents = lessCost(
    componentAmounts(
      (component) =>
        marginOf(history, component) *
        (residualOrders * (mix?.[component] ?? 0) +
          (component === "renewal" ? renewal.residual : 0) +
          signedOf(component)),
    ),
    cost.residual,
  );
  const historicComponents = lessCost(history.historicMargin, cost.historic);
  const components = componentAmounts(
    (component) => historicComponents[component] + residualComponents[component],
  );
  const toFirstDay = discountFactor(history.ageDays, calendar.discountRateAnnual);
  const clvObserved = componentTotal(history.firstHorizonMargin) - cost.firstHorizonObserved;
  const clvExpected =
    toFirstDay *
    (margins.orders * orderCount.firstHorizon * orderRevenue +
      margins.renewals * renewal.firstHorizon +
      sum(signed, ({ kind, firstHorizon }) => margins.signed[kind] * firstHorizon) -
      cost.firstHorizon);
  const simulated = simulateClient(worlds, orders, calendar, lastDay, draws, random, margins);
  const clvAt = (margin: number): number => clvObserved + toFirstDay * (margin - cost.firstHorizon);
  return {
    clientId: history.clientId,
    clv: clvObserved + clvExpected,
    clvLow: clvAt(simulated.firstHorizon.low),
    clvHigh: clvAt(simulated.firstHorizon.high),
    clvDeviation: toFirstDay * simulated.firstHorizon.deviation,
    clvMoves: simulated.firstHorizon.moves.map((move) => toFirstDay * move),
    clvObserved,
    clvMonthsAhead: Math.max(0, lastDay) / DAYS_A_MONTH,
    historicValue: componentTotal(historicComponents),
    residualValue: componentTotal(residualComponents),
    residualLow: simulated.residual.low - cost.residual,
    residualHigh: simulated.residual.high - cost.residual,
    residualDeviation: simulated.residual.deviation,
    residualMoves: simulated.residual.moves,
    totalValue: componentTotal(components),
    components,
    residualComponents,
    pActive: forecast.pActive,
    expectedRevenue12m:
      orderCount.nextYear * orderRevenue + renewal.nextYear + sum(signed, ({ nextYear }) => nextYear),
    expectedRevenue12mLow: simulated.nextYear.low,
    expectedRevenue12mHigh: simulated.nextYear.high,
    expectedRevenue12mDeviation: simulated.nextYear.deviation,
    expectedRevenue12mMoves: simulated.nextYear.moves,
    model: forecast.model,
  };
}
