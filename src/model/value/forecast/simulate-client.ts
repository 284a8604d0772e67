import { sum, variance } from "d3";
import type { Interval } from "../../numerics/interval.js";
import { sparseQuantiles } from "../../numerics/sparse-quantiles.js";
import type { OrderSummary } from "../client-history.js";
import { billedWithin } from "../contracts/billing.js";
import { lineSimulator } from "../contracts/line-simulator.js";
import { swingDrawer } from "../expansion/swing-drawers.js";
import { orderSimulator } from "../orders/order-simulator.js";
import type { OrderValueFit } from "../orders/order-value.js";
import { type ComponentAmounts, componentAmounts } from "../portfolio/components.js";
import { type SharedShocks, sharedShocks, type WorldMoves, worldMoves } from "../uncertainty/world-moves.js";
import type { ClientProcess } from "./client-forecast.js";
import type { ForecastCalendar } from "./forecast-calendar.js";
import type { PeriodFutures, SimulatedPeriod } from "./simulated-period.js";

/** What a unit of revenue counts in discounted periods. */
export interface Margins {
  readonly orders: number;
  readonly renewals: number;
  /** By kind of business. */
  readonly signed: ComponentAmounts;
}

/** Before the first day of the forecast. */
const TODAY = -1;

const REVENUE: Margins = { orders: 1, renewals: 1, signed: componentAmounts(() => 1) };

/** How futures spread. */
export interface Spread extends Interval {
  /** Their standard deviation. */
  readonly deviation: number;
  /** From world to world. */
  readonly moves: WorldMoves;
}

/** The periods of `ExpectedFlow` as they may turn out: revenue of the next year, margin of the discounted ones. */
export interface SimulatedValue {
  readonly nextYear: Spread;
  readonly residual: Spread;
  readonly firstHorizon: Spread;
}

function spread(futures: Float64Array, shocks: SharedShocks): Spread {
  const moves = worldMoves(futures, shocks);
  const deviation = Math.sqrt(variance(futures) ?? 0);
  const [low = 0, high = 0] = sparseQuantiles(futures, [0.1, 0.9]);
  return { low, high, deviation, moves };
}

/** Each simulated future by the periods of `ExpectedFlow`: revenue of the next year, margin of the discounted ones. */
export interface SimulatedFutures {
  readonly nextYear: Float64Array;
  readonly residual: Float64Array;
  readonly firstHorizon: Float64Array;
}

/** How a client's business comes, by one fit that the data bear out. */
export interface ClientWorld {
  readonly process: ClientProcess;
  readonly orderValue: OrderValueFit | null;
  /** Logarithm of the common shock that its process holds; absent: none. */
  readonly logShock?: number;
}

/**
 * Simulates a client's futures: which contracts are renewed, when it orders, whether it leaves, what renewals and
 * orders bring. Future n comes from world n modulo their number, so that futures differ by what is not known of the
 * parameters too; one world takes its parameters as known. `margins` weigh the discounted periods.
 */
export function simulateFutures(
  worlds: readonly ClientWorld[],
  orders: OrderSummary,
  calendar: ForecastCalendar,
  firstHorizonLastDay: number,
  draws: number,
  random: () => number,
  margins: Margins = REVENUE,
): SimulatedFutures {
  const none = new Float64Array(draws);
  const [nextYear = none, residual = none, firstHorizon = none] = simulatePeriods(
    worlds,
    orders,
    calendar,
    [
      { afterDay: TODAY, lastDay: calendar.yearEnd, discounted: false },
      { afterDay: TODAY, lastDay: calendar.horizonEnd, discounted: true },
      { afterDay: TODAY, lastDay: firstHorizonLastDay, discounted: true },
    ],
    draws,
    random,
    margins,
  );
  return { nextYear, residual, firstHorizon };
}

/** The same futures over any periods: one value a draw, period by period. */
export function simulatePeriods(
  worlds: readonly ClientWorld[],
  orders: OrderSummary,
  calendar: ForecastCalendar,
  spans: readonly SimulatedPeriod[],
  draws: number,
  random: () => number,
  margins: Margins = REVENUE,
): Float64Array[] {
  const periods = spans.map((span): PeriodFutures => ({ ...span, value: new Float64Array(draws) }));
  const forecastEnd = calendar.monthEnds.at(-1) ?? 0;
  worlds.forEach(({ process, orderValue }, world) => {
    const simulateLines = process.renewals.map((schedule) =>
      lineSimulator(schedule, periods, calendar, margins.renewals, random),
    );
    const simulateRenewals = (draw: number): number =>
      simulateLines.length === 0
        ? forecastEnd
        : simulateLines.reduce((latest, simulate) => Math.max(latest, simulate(draw)), 0);
    const simulateOrders =
      process.orders === null || orderValue === null
        ? () => {}
        : orderSimulator(process.orders, orderValue, orders, periods, calendar, margins.orders, random);
    const signed = (process.signed ?? []).map((term) => ({
      draw: swingDrawer(term.swing ?? 0, random),
      byPeriod: periods.map(
        (period) =>
          term.revenue *
          (period.discounted ? margins.signed[term.kind] : 1) *
          billedWithin(term.days, period, calendar),
      ),
    }));
    for (let draw = world; draw < draws && signed.length > 0; draw += worlds.length) {
      const factors = signed.map((term) => term.draw());
      periods.forEach(({ value }, period) => {
        value[draw] = sum(signed, ({ byPeriod }, term) => (factors[term] ?? 1) * (byPeriod[period] ?? 0));
      });
    }
    for (let draw = world; draw < draws; draw += worlds.length) simulateOrders(draw, simulateRenewals(draw));
  });
  return periods.map(({ value }) => value);
}

/** The central 80 % of a client's simulated futures, how far they spread, and how they move from world to world. */
export function simulateClient(...simulated: Parameters<typeof simulateFutures>): SimulatedValue {
  const shocks = sharedShocks(simulated[0].map(({ logShock = 0 }) => logShock));
  const { nextYear, residual, firstHorizon } = simulateFutures(...simulated);
  return {
    nextYear: spread(nextYear, shocks),
    residual: spread(residual, shocks),
    firstHorizon: spread(firstHorizon, shocks),
  };
}
