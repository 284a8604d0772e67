import type { ClientHistory } from "../client-history.js";
import { factorOfClient } from "../factor-of-client.js";
import type { ClientForecast } from "../forecast/client-forecast.js";
import type { ValueFit } from "../value-fit.js";
import { expectedOrderRevenue } from "./order-value.js";
import { repeatOrderProcess } from "./repeat-order-value.js";

/** How a factor on what is expected of a client's orders is carried: the product of both is the factor. */
export interface CarriedFactor {
  /** On the chance that it orders at all. */
  readonly activity: number;
  /** On what an order brings. */
  readonly value: number;
}

/** A factor above it says that a client is not gone, whatever the model of orders takes it for. */
const LARGEST_ON_VALUE = 10;
/** Farther than this above what is expected of an order, a client's own orders are thought to be chance. */
const LARGEST_OF_OWN = 3;

const UNCHANGED: CarriedFactor = { activity: 1, value: 1 };

/**
 * A function from a client to how its factor f is carried: up to 10 by what its orders bring; above, by P(active), up to
 * 1, but for 100/f, at least what its own orders bear: their mean over what is expected of one, from 1 to 3. The farther
 * a factor lies above what orders may bring, the less it speaks of them. So what is expected of it is the factor times
 * what the models expect, over any time ahead: nothing in the data tells how soon the factor would fade, and if it did,
 * whoever predicted worse would decide on most of the horizon.
 */
export function carriedFactors(fit: ValueFit): (history: ClientHistory) => CarriedFactor {
  const processOf = repeatOrderProcess(fit.repeatOrders);
  return (history) => {
    const factor = factorOfClient(fit.orderFactors, history.clientId);
    if (history.contractLines.length > 0) return UNCHANGED;
    if (!isCarriedByActivity(factor)) return { activity: 1, value: factor };
    const alive = processOf(history)?.alive ?? 0;
    const onValue = Math.max(LARGEST_ON_VALUE ** 2 / factor, borneByOrders(history, fit));
    const activity = alive > 0 ? Math.min(1 / alive, factor / onValue) : 1;
    return { activity, value: factor / activity };
  };
}

/** How many times what is expected of an order a client's own orders brought in the mean, from 1 to 3. */
function borneByOrders({ orders }: ClientHistory, { orderValue }: ValueFit): number {
  const expected = orderValue === null ? 0 : expectedOrderRevenue(orderValue, orders);
  const own = ((orderValue?.realisedShare ?? 0) * (orders.meanRevenue ?? 0)) / expected;
  return own > 1 ? Math.min(LARGEST_OF_OWN, own) : 1;
}

/** Whether a factor is carried by P(active) too. */
export function isCarriedByActivity(factor: number): boolean {
  return factor > LARGEST_ON_VALUE;
}

/** The forecast with `activity` times the chance that the client orders at all. */
export function withActivity(forecast: ClientForecast, activity: number): ClientForecast {
  if (activity === 1) return forecast;
  return {
    ...forecast,
    pActive: Math.min(1, activity * forecast.pActive),
    orders: forecast.orders === null ? null : moreActive(forecast.orders, activity),
    ordersByMonth: Float64Array.from(forecast.ordersByMonth, (orders) => activity * orders),
    ordersInLastPart: activity * forecast.ordersInLastPart,
    ...(forecast.activeAtMonthEnds === undefined
      ? {}
      : {
          activeAtMonthEnds: Float64Array.from(forecast.activeAtMonthEnds, (active) =>
            Math.min(1, activity * active),
          ),
        }),
  };
}

/** The process of orders with `activity` times the chance that there are any, at most 1. */
export function moreActive<Process extends { readonly alive: number }>(
  process: Process,
  activity: number,
): Process {
  return activity === 1 ? process : { ...process, alive: Math.min(1, activity * process.alive) };
}
