import { roundForecaster } from "../bg-bb/round-forecaster.js";
import type { ClientHistory } from "../client-history.js";
import type { OrderProcess, RoundProcess } from "../forecast/client-forecast.js";
import type { RepeatFit } from "../repeat/repeat-model.js";
import { repeatForecaster } from "../repeat/repeat-models.js";
import { DAYS_A_WEEK } from "../value-fit.js";
import { purchaseHistoryOf } from "./order-history.js";

/** What is expected of one client's orders on the days after the as-of date. */
export interface ExpectedOrders {
  readonly process: () => OrderProcess | RoundProcess | null;
  /** Orders expected until the end of each of some days, ascending, if it is a client still. */
  readonly ifActive: (days: readonly number[]) => ArrayLike<number>;
  /** Orders expected until the end of a day, whether it is a client still or not. */
  readonly until: (day: number) => number;
  /** Probability of being a client still on each of some days, ascending; null where the model says it of no single day. */
  readonly active: ((days: readonly number[]) => ArrayLike<number>) | null;
}

/**
 * A function from a client without contracts to what a fitted model expects of it, whatever the model's own time is:
 * weeks, or rounds on the calendar.
 */
export function orderForecaster(fit: RepeatFit): (history: ClientHistory) => ExpectedOrders {
  if (fit.rounds !== undefined) {
    const { process, expectedIfActive, active } = roundForecaster(fit.parameters, fit.rounds);
    return (history) => {
      const own = process(history);
      return {
        process: () => own,
        ifActive: (days) => expectedIfActive(own, days),
        until: (day) => own.alive * (expectedIfActive(own, [day])[0] ?? 0),
        active: (days) => active(own, days),
      };
    };
  }
  const { orderProcess, expectedPurchases, expectedPurchasesIfAlive } = repeatForecaster(fit);
  return ({ orders }) => {
    const history = purchaseHistoryOf(orders);
    return {
      process: () => orderProcess(history),
      ifActive: (days) =>
        expectedPurchasesIfAlive(
          history,
          days.map((day) => day / DAYS_A_WEEK),
        ),
      until: (day) => expectedPurchases(history, day / DAYS_A_WEEK),
      active: null,
    };
  };
}
