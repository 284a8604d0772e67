import { type ClientForecast, increments, type OrderProcess, wholeMonths } from "./client-forecast.js";
import type { ClientHistory } from "./client-history.js";
import { type ForecastCalendar, firstHorizonEnd } from "./forecast-calendar.js";
import { purchaseHistoryOf } from "./order-history.js";
import type { RepeatFit } from "./repeat/repeat-model.js";
import { repeatForecaster } from "./repeat/repeat-models.js";
import { DAYS_A_WEEK } from "./value-fit.js";

/**
 * A function from a client without contracts to its expected repeat orders under the fitted model; without one
 * (the portfolio has no such client) none are expected.
 */
export function repeatOrderForecaster(
  fit: RepeatFit | null,
  calendar: ForecastCalendar,
): (history: ClientHistory) => ClientForecast {
  const { monthEnds } = calendar;
  if (fit === null) {
    return () => ({
      model: "none",
      pActive: 1,
      orders: null,
      ordersByMonth: new Float64Array(monthEnds.length),
      ordersInLastPart: 0,
      renewals: [],
    });
  }
  const monthEndWeeks = monthEnds.map((end) => end / DAYS_A_WEEK);
  const { orderProcess, expectedPurchasesIfAlive } = repeatForecaster(fit);
  return ({ firstOn, orders }) => {
    const history = purchaseHistoryOf(orders);
    const process = orderProcess(history);
    const alive = process?.alive ?? 0;
    const totals = expectedPurchasesIfAlive(history, monthEndWeeks);
    const lastDay = firstHorizonEnd(calendar, firstOn);
    const whole = wholeMonths(monthEnds, lastDay);
    const inPart =
      lastDay > (monthEnds[whole - 1] ?? 0)
        ? (expectedPurchasesIfAlive(history, [lastDay / DAYS_A_WEEK])[0] ?? 0) - (totals[whole - 1] ?? 0)
        : 0;
    return {
      model: "repeat orders",
      pActive: alive,
      orders: process,
      ordersByMonth: increments(totals, alive),
      ordersInLastPart: alive * inPart,
      renewals: [],
    };
  };
}

/** A function from a client without contracts to how its orders come; null where none are expected. */
export function repeatOrderProcess(fit: RepeatFit | null): (history: ClientHistory) => OrderProcess | null {
  if (fit === null) return () => null;
  const { orderProcess } = repeatForecaster(fit);
  return ({ orders }) => orderProcess(purchaseHistoryOf(orders));
}
