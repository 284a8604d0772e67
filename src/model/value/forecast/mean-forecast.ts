import { sum } from "d3";
import { cumulativeRenewals } from "../renewals/renewal-schedule.js";
import type { ClientForecast } from "./client-forecast.js";

/** One forecast and how much it counts among several of the same client. */
export interface WeightedForecast {
  readonly weight: number;
  readonly forecast: ClientForecast;
}

/**
 * The mean of forecasts of one client that differ in how restless it is alone: of chances of reaching each renewal, of
 * orders and of being a client. What else they say is that of `of`, one of them.
 */
export function meanForecast(of: ClientForecast, outlooks: readonly WeightedForecast[]): ClientForecast {
  const mean = (measure: (forecast: ClientForecast) => number): number =>
    sum(outlooks, ({ weight, forecast }) => weight * measure(forecast));
  const meanOf = (valuesOf: (forecast: ClientForecast) => ArrayLike<number>): Float64Array => {
    const each = outlooks.map(({ weight, forecast }) => ({ weight, values: valuesOf(forecast) }));
    return Float64Array.from(valuesOf(of), (_, index) =>
      sum(each, ({ weight, values }) => weight * (values[index] ?? 0)),
    );
  };
  const further = of.orders?.furtherContracts;
  return {
    ...of,
    pActive: mean(({ pActive }) => pActive),
    orders:
      of.orders === null || further === undefined
        ? of.orders
        : {
            ...of.orders,
            furtherContracts: {
              ...further,
              renewals: meanOf(({ orders }) => orders?.furtherContracts?.renewals ?? []),
            },
          },
    renewals: of.renewals.map((schedule, line) => {
      const reached = meanOf(({ renewals }) => {
        const same = renewals[line];
        return same === undefined ? [] : cumulativeRenewals(same);
      });
      return {
        ...schedule,
        probabilities: reached.map((now, index) => chanceOf(now, reached[index - 1] ?? 1)),
      };
    }),
    outlooks: outlooks.map(({ weight, forecast: { renewals } }) => ({ weight, renewals })),
    ordersByMonth: meanOf(({ ordersByMonth }) => ordersByMonth),
    ordersInLastPart: mean(({ ordersInLastPart }) => ordersInLastPart),
  };
}

/** Probability of a renewal, given those before it. */
function chanceOf(reached: number, before: number): number {
  return before > 0 ? reached / before : 0;
}
