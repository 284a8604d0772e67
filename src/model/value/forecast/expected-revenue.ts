import type { ClientHistory } from "../client-history.js";
import { expectedOrderRevenue } from "../orders/order-value.js";
import { clientForecaster } from "../value-clients.js";
import type { ValueFit } from "../value-fit.js";
import { revenueToDate } from "./expected-flows.js";
import type { ForecastCalendar } from "./forecast-calendar.js";

/** A function from a client to the revenue expected of it until the end of each month of the forecast, added up. */
export function expectedRevenue(
  fit: ValueFit,
  calendar: ForecastCalendar,
): (history: ClientHistory) => Float64Array {
  const { forecast, orderValueOf } = clientForecaster(fit, calendar);
  return (history) =>
    revenueToDate(forecast(history), expectedOrderRevenue(orderValueOf(history), history.orders), calendar);
}
