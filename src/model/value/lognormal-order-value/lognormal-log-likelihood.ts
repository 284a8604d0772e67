import { group, sum } from "d3";
import { covariateOf } from "./lognormal-order-value.js";
import type { LognormalParameters, OrderSpread } from "./lognormal-parameters.js";

/** Orders are taken to be known to a thousandth: one client's that are all alike still differ by that. */
const KNOWN_TO = 1e-3;

/** Clients of as many orders: all that the likelihood needs of them. */
export interface LognormalBlock {
  readonly orders: number;
  /** ln(1 + orders). */
  readonly covariate: number;
  readonly clients: number;
  /** Σ of the clients' mean logarithms, less the centre, and of their squares. */
  readonly logs: number;
  readonly squares: number;
  /** Σ over clients of the squared distances of their orders' logarithms from their own mean. */
  readonly withinSquares: number;
}

/** Σ of the squared distances of the logarithms of a client's orders from their mean. */
export function squaresWithin({ orders, logs }: OrderSpread): number {
  return logs.squares + (orders - 1) * KNOWN_TO ** 2;
}

/** Clients by their number of orders, ascending; logarithms are taken from `centre`. */
export function lognormalBlocks(histories: readonly OrderSpread[], centre: number): LognormalBlock[] {
  return [...group(histories, (history) => history.orders)]
    .sort(([one], [other]) => one - other)
    .map(([orders, members]) => ({
      orders,
      covariate: covariateOf(orders),
      clients: members.length,
      logs: sum(members, ({ logs }) => logs.mean - centre),
      squares: sum(members, ({ logs }) => (logs.mean - centre) ** 2),
      withinSquares: sum(members, squaresWithin),
    }));
}

/**
 * The log-likelihood of the logarithms of all orders under a random intercept, at location (from the centre), slope,
 * ln between and ln within. With x orders of mean logarithm ȳ and SS = Σ (y − ȳ)², a client adds
 *
 * −½ [(x − 1) ln(2π σ²) + ln(2π (σ² + x τ²)) + SS / σ² + x (ȳ − location − slope ln(1 + x) + σ²/2)² / (σ² + x τ²)],
 *
 * where τ is between and σ within.
 */
export function lognormalLogLikelihood(
  blocks: readonly LognormalBlock[],
): (point: readonly number[]) => number {
  return ([location = 0, slope = 0, logBetween = 0, logWithin = 0]) => {
    const [between, within] = [Math.exp(2 * logBetween), Math.exp(2 * logWithin)];
    return sum(blocks, ({ orders, covariate, clients, logs, squares, withinSquares }) => {
      const variance = within + orders * between;
      const expected = location + slope * covariate - within / 2;
      const distance = squares - 2 * expected * logs + clients * expected * expected;
      return (
        -0.5 *
        (clients * ((orders - 1) * Math.log(2 * Math.PI * within) + Math.log(2 * Math.PI * variance)) +
          withinSquares / within +
          (orders * distance) / variance)
      );
    });
  };
}

/** The log-likelihood of the orders themselves at parameters in money. */
export function lognormalOrdersLogLikelihood(
  histories: readonly OrderSpread[],
  { location, slope, between, within }: LognormalParameters,
): number {
  const blocks = lognormalBlocks(histories, location);
  const ofLogs = lognormalLogLikelihood(blocks)([0, slope, Math.log(between), Math.log(within)]);
  return ofLogs - sum(histories, ({ orders, logs }) => orders * logs.mean);
}
