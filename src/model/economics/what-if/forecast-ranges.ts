import { quantile } from "d3";
import type { Interval } from "../../numerics/interval.js";
import type { ClientHistory } from "../../value/client-history.js";
import { parameterDraws } from "../../value/uncertainty/parameter-draws.js";
import { plausibleFits } from "../../value/uncertainty/plausible-fits.js";
import type { ValueFit } from "../../value/value-fit.js";
import type { ValueOptions } from "../../value/value-options.js";
import type { FlowCell } from "./flow-cell.js";
import { portfolioFlows } from "./portfolio-flows.js";

/** Ranges of what the models say, as far as the data bear out other parameters; null where nothing is expected. */
export interface ForecastRanges {
  readonly retention: Interval | null;
  readonly frequency: Interval | null;
}

/** Clients that are forecast anew: what is not known of parameters moves all alike. */
const MOST_CLIENTS = 120;
/** Months ahead that are looked at: what is not known of parameters shows in them. */
const MONTHS_AHEAD = 18;
/** Months of orders that tell how often clients order now. */
const ORDER_MONTHS = 3;
/** The same where the next round of orders is farther away. */
const MONTHS_WITH_A_ROUND = 12;

/**
 * 10th to 90th percentile of the yearly probability to stay in the next 18 months and of the frequency of orders over `draws` plausible
 * fits, relative to the fit itself; repeat orders without a covariance stay as they are. Clients are every n-th of the histories, at most 120.
 */
export function forecastRanges(
  histories: readonly ClientHistory[],
  fit: ValueFit,
  options: ValueOptions,
  draws: number,
  random: () => number,
): ForecastRanges {
  const step = Math.max(1, Math.ceil(histories.length / MOST_CLIENTS));
  const some = histories.filter((_, index) => index % step === 0);
  const near = { ...options, horizonMonths: Math.min(MONTHS_AHEAD, options.horizonMonths) };
  const base = portfolioFlows(some, fit, near).residual;
  // Without a covariance every draw would fit a model anew: the orders of all draws are then those of the fit.
  const isDrawn = fit.repeatOrders !== null && parameterDraws(fit.repeatOrders, 1, random) !== null;
  const varied = isDrawn ? fit : { ...fit, repeatOrders: null };
  const drawn = plausibleFits(varied, histories, draws, random).map((one) => {
    const repeatOrders = isDrawn ? one.repeatOrders : fit.repeatOrders;
    const processes = {
      ...one,
      repeatOrders,
      orderValue: fit.orderValue,
      contractOrderValue: fit.contractOrderValue,
    };
    return portfolioFlows(some, processes, near).residual;
  });
  const months = ordersWithin(ORDER_MONTHS, base) > 0 ? ORDER_MONTHS : MONTHS_WITH_A_ROUND;
  return {
    retention: relativeRange(meanStay, base, drawn),
    frequency: relativeRange((cells) => ordersWithin(months, cells), base, drawn),
  };
}

function relativeRange(
  of: (cells: readonly FlowCell[]) => number,
  base: readonly FlowCell[],
  drawn: readonly (readonly FlowCell[])[],
): Interval | null {
  const centre = of(base);
  if (!(centre > 0)) return null;
  const ratios = drawn.map((cells) => of(cells) / centre);
  return { low: Math.min(1, quantile(ratios, 0.1) ?? 1), high: Math.max(1, quantile(ratios, 0.9) ?? 1) };
}

/** Yearly probability to stay, each period's by the revenue that hangs on it; 0 where none does. */
export function meanStay(cells: readonly FlowCell[]): number {
  let [sum, weight] = [0, 0];
  for (const { revenues, stays, years } of cells) {
    revenues.forEach((revenue, period) => {
      const hangs = revenue * (years[period] ?? 0);
      sum += hangs * (stays[period] ?? 0);
      weight += hangs;
    });
  }
  return weight > 0 ? sum / weight : 0;
}

function ordersWithin(months: number, cells: readonly FlowCell[]): number {
  return cells
    .filter(({ kind }) => kind === "orders")
    .reduce((sum, { revenues }) => sum + revenues.slice(0, months).reduce((a, b) => a + b, 0), 0);
}
