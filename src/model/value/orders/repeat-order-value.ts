import type { ClientHistory } from "../client-history.js";
import {
  type ClientForecast,
  type ClientProcess,
  increments,
  wholeMonths,
} from "../forecast/client-forecast.js";
import { type ForecastCalendar, firstHorizonEnd } from "../forecast/forecast-calendar.js";
import type { RepeatFit } from "../repeat/repeat-model.js";
import { orderForecaster } from "./order-forecaster.js";

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
  const forecastOf = orderForecaster(fit);
  return (history) => {
    const { process: processOf, ifActive, active } = forecastOf(history);
    const process = processOf();
    const alive = process?.alive ?? 0;
    const totals = ifActive(monthEnds);
    const lastDay = firstHorizonEnd(calendar, history.firstOn);
    const whole = wholeMonths(monthEnds, lastDay);
    const inPart =
      lastDay > (monthEnds[whole - 1] ?? 0) ? (ifActive([lastDay])[0] ?? 0) - (totals[whole - 1] ?? 0) : 0;
    return {
      model: "repeat orders",
      pActive: active?.([0])[0] ?? alive,
      orders: process,
      ordersByMonth: increments(totals, alive),
      ordersInLastPart: alive * inPart,
      renewals: [],
      ...(active === null ? {} : { activeAtMonthEnds: active(monthEnds) }),
    };
  };
}

/** A function from a client without contracts to how its orders come; null where none are expected. */
export function repeatOrderProcess(
  fit: RepeatFit | null,
): (history: ClientHistory) => ClientProcess["orders"] {
  if (fit === null) return () => null;
  const forecastOf = orderForecaster(fit);
  return (history) => forecastOf(history).process();
}
