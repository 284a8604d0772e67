import type { BgNbdParameters } from "./bg-nbd/bg-nbd-parameters.js";
import { expectedPurchasesIfAlive } from "./bg-nbd/expected-purchases.js";
import { probabilityAlive } from "./bg-nbd/probability-alive.js";
import { type ClientForecast, increments, wholeMonths } from "./client-forecast.js";
import type { ClientHistory } from "./client-history.js";
import { type ForecastCalendar, firstHorizonEnd } from "./forecast-calendar.js";
import { purchaseHistoryOf } from "./order-history.js";
import { DAYS_A_WEEK } from "./value-fit.js";

/**
 * A function from a client without contracts to its expected repeat orders under BG/NBD; without parameters
 * (nobody bought twice yet) none are expected.
 *
 * Running totals are shared by clients of equal repeats and age.
 */
export function repeatOrderForecaster(
  parameters: BgNbdParameters | null,
  calendar: ForecastCalendar,
): (history: ClientHistory) => ClientForecast {
  const { monthEnds } = calendar;
  if (parameters === null) {
    return () => ({
      model: "none",
      pActive: 1,
      orders: null,
      ordersByMonth: new Float64Array(monthEnds.length),
      ordersInLastPart: 0,
      renewals: [],
    });
  }
  const ifAlive = expectedPurchasesIfAlive(parameters);
  const totalsIfAlive = new Map<string, Float64Array>();
  return ({ firstOn, orders }) => {
    const history = purchaseHistoryOf(orders);
    const { repeats, age } = history;
    const alive = probabilityAlive(parameters, history);
    const key = `${repeats} ${orders.ageDays}`;
    const totals =
      totalsIfAlive.get(key) ??
      Float64Array.from(monthEnds, (end) => ifAlive(repeats, age, end / DAYS_A_WEEK));
    totalsIfAlive.set(key, totals);
    const lastDay = firstHorizonEnd(calendar, firstOn);
    const whole = wholeMonths(monthEnds, lastDay);
    const inPart =
      lastDay > (monthEnds[whole - 1] ?? 0)
        ? ifAlive(repeats, age, lastDay / DAYS_A_WEEK) - (totals[whole - 1] ?? 0)
        : 0;
    return {
      model: "repeat orders",
      pActive: alive,
      orders: {
        alive,
        shape: parameters.r + repeats,
        rate: parameters.alpha + age,
        leave: parameters.a,
        stay: parameters.b + repeats,
      },
      ordersByMonth: increments(totals, alive),
      ordersInLastPart: alive * inPart,
      renewals: [],
    };
  };
}
