import { mean, sum } from "d3";
import { numericGradient } from "../../numerics/minimise/numeric-derivatives.js";
import { plural } from "../../words/plural.js";
import { fitLogParameters, type LogParameterFit } from "../fit-log-parameters.js";
import type { ModelFit } from "../model-fit.js";
import { FEWEST_EVENTS, weakPenalty } from "../sparse.js";
import { type LognormalBlock, lognormalBlocks, lognormalLogLikelihood } from "./lognormal-log-likelihood.js";
import { expectedLognormalOrder } from "./lognormal-order-value.js";
import type { LognormalParameters, OrderSpread } from "./lognormal-parameters.js";
import { usualSpenders } from "./usual-spenders.js";

/** Centre of the weak priors of the deviations: mean orders of clients differ by a factor of 2, orders of one by 1.6. */
const TYPICAL = { between: 0.7, within: 0.5 };
/** A fitted mean order above this multiple of the observed one comes from a tail that no data support. */
const FARTHEST_MEAN = 2;

/** With the covariance of location, slope, ln between and ln within. */
export type LognormalFit = Omit<ModelFit<LognormalParameters>, "logCovariance"> & {
  readonly covariance: readonly (readonly number[])[] | null;
};

/**
 * Fits the lognormal model of order value by maximum likelihood of all orders (`lognormalLogLikelihood`) to clients
 * with at least one order of positive value: how one client's orders differ is seen in its own orders. Clients whose orders
 * differ far more than the others' are left out (`usualSpenders`), with a warning. Null without
 * any client, or where it expects more than twice what the orders seen brought: then they are not lognormal. Where they
 * brought more than twice what it expects, a few orders did, and it is not lifted to them, with a warning.
 *
 * Weak priors hold both deviations near common values, with a warning, with fewer than 30 clients, with fewer than 30
 * orders beyond the clients' first ones, or where clients differ no more than their own orders do. Where all clients
 * have as many orders the slope is held near 0. The mean order of clients is held at the observed one where the fitted
 * one is more than twice as high. The cost of the likelihood grows with the distinct numbers of orders, not with clients.
 */
export function fitLognormal(all: readonly OrderSpread[]): LognormalFit | null {
  const histories = usualSpenders(all);
  const centre = mean(histories, ({ logs }) => logs.mean);
  if (centre === undefined) return null;
  const blocks = lognormalBlocks(histories, centre);
  const logLikelihood = lognormalLogLikelihood(blocks);
  const logAmounts = sum(histories, ({ orders, logs }) => orders * logs.mean);
  const seenMean = sum(histories, ({ meanValue }) => meanValue) / histories.length;
  const result = (
    fit: LogParameterFit,
    point: readonly number[],
    warnings: readonly string[],
  ): LognormalFit => {
    const [location = 0, slope = 0, logBetween = 0, logWithin = 0] = point;
    const parameters = {
      location: location + centre,
      slope,
      between: Math.exp(logBetween),
      within: Math.exp(logWithin),
      lift: 1,
    };
    const [ofLocation = 0, ofSlope = 0, ofBetween = 0, ofWithin = 0] = fit.logErrors ?? [];
    return {
      parameters,
      standardErrors:
        fit.logErrors === null
          ? null
          : {
              location: ofLocation,
              slope: ofSlope,
              between: ofBetween * parameters.between,
              within: ofWithin * parameters.within,
            },
      covariance: fit.logCovariance,
      logLikelihood: logLikelihood(point) - logAmounts,
      observations: histories.length,
      weakPriors: fit.weakPriors,
      warnings: [...warnings, ...wildWarnings(all.length - histories.length)],
    };
  };
  const further = sum(histories, ({ orders }) => orders - 1);
  const free = fitFreely(blocks, logLikelihood, histories.length < FEWEST_EVENTS || further < FEWEST_EVENTS);
  let fitted = result(free, free.logParameters, freeWarnings(free, histories.length, further));
  if (!(populationMean(blocks, fitted.parameters) <= FARTHEST_MEAN * seenMean)) {
    const logMean = Math.log(seenMean) - centre;
    const held = fitWithHeldMean(blocks, logLikelihood, logMean, free.logParameters);
    fitted = result({ ...held, logErrors: null, logCovariance: null }, held.logParameters, [
      "Order values are so uneven that their fitted mean is not to be trusted: the portfolio's mean order is held at the observed one.",
    ]);
  }
  const lift = liftOf(fitted.parameters, histories);
  if (!(lift >= 1 / FARTHEST_MEAN)) return null;
  if (!(lift <= FARTHEST_MEAN)) {
    const warning =
      "A few orders dwarf the others of their own clients: as much is not expected of their next orders.";
    return { ...fitted, warnings: [...fitted.warnings, warning] };
  }
  return { ...fitted, parameters: { ...fitted.parameters, lift } };
}

function deviationPenalty(logBetween: number, logWithin: number): number {
  return (
    weakPenalty(logBetween, Math.log(TYPICAL.between)) + weakPenalty(logWithin, Math.log(TYPICAL.within))
  );
}

const START = [0, 0, Math.log(TYPICAL.between), Math.log(TYPICAL.within)] as const;

function fitFreely(
  blocks: readonly LognormalBlock[],
  logLikelihood: (point: readonly number[]) => number,
  useWeakPriors: boolean,
): LogParameterFit {
  const slopeIsSeen = blocks.length > 1;
  const objective = (point: readonly number[]): number =>
    -logLikelihood(point) + (slopeIsSeen ? 0 : weakPenalty(point[1] ?? 0, 0));
  return fitLogParameters({
    negativeLogLikelihood: objective,
    gradient: numericGradient(objective),
    penalty: ([location = 0, slope = 0, between = 0, within = 0]) =>
      weakPenalty(location / 10, 0) + weakPenalty(slope, 0) + deviationPenalty(between, within),
    starts: [START, momentStart(blocks)],
    useWeakPriors,
  });
}

/** No slope; variances of what is seen within and between clients. */
function momentStart(blocks: readonly LognormalBlock[]): number[] {
  const clients = sum(blocks, (block) => block.clients);
  const further = sum(blocks, (block) => block.clients * (block.orders - 1));
  const least = 1e-6;
  const between = Math.max(least, sum(blocks, (block) => block.squares) / clients);
  const within =
    further === 0 ? between : Math.max(least, sum(blocks, (block) => block.withinSquares) / further);
  return [within / 2, 0, Math.log(between) / 2, Math.log(within) / 2];
}

/** Maximum posterior over slope and deviations; the location gives the clients their observed mean order. */
function fitWithHeldMean(
  blocks: readonly LognormalBlock[],
  logLikelihood: (point: readonly number[]) => number,
  logMean: number,
  start: readonly number[],
): LogParameterFit {
  const clients = sum(blocks, (block) => block.clients);
  const whole = ([slope = 0, logBetween = 0, logWithin = 0]: readonly number[]): number[] => {
    const lift = sum(blocks, (block) => block.clients * Math.exp(slope * block.covariate)) / clients;
    return [logMean - Math.log(lift) - Math.exp(2 * logBetween) / 2, slope, logBetween, logWithin];
  };
  const fit = fitLogParameters({
    negativeLogLikelihood: (point) => -logLikelihood(whole(point)),
    penalty: ([slope = 0, between = 0, within = 0]) =>
      weakPenalty(slope, 0) + deviationPenalty(between, within),
    starts: [START.slice(1), start.slice(1)],
    useWeakPriors: true,
  });
  return { ...fit, logParameters: whole(fit.logParameters) };
}

function wildWarnings(clients: number): string[] {
  if (clients === 0) return [];
  return [
    `The order values of ${plural(clients, "client")} swing far more than all others’; they are left out when learning how others’ vary.`,
  ];
}

function freeWarnings(fit: LogParameterFit, clients: number, further: number): string[] {
  if (!fit.weakPriors) return [];
  if (clients < FEWEST_EVENTS) {
    return [
      `Only ${plural(clients, "client")} ${clients === 1 ? "has" : "have"} orders of positive value to learn from: how much order values differ between clients leans on common values.`,
    ];
  }
  return [
    further < FEWEST_EVENTS
      ? `Only ${further} repeat orders come after another one of the same client: how much one client's orders differ is held near common values.`
      : "Mean orders of clients differ no more than one client's orders do: each client is expected to order for about the same amount.",
  ];
}

function populationMean(
  blocks: readonly LognormalBlock[],
  { location, slope, between }: LognormalParameters,
): number {
  const total = sum(blocks, ({ clients, covariate }) => clients * Math.exp(slope * covariate));
  return (Math.exp(location + (between * between) / 2) * total) / sum(blocks, (block) => block.clients);
}

/** What the orders seen brought over what is expected of them. */
function liftOf(parameters: LognormalParameters, histories: readonly OrderSpread[]): number {
  const seen = sum(histories, ({ orders, meanValue }) => orders * meanValue);
  return (
    seen /
    sum(histories, ({ orders, meanValue }) => orders * expectedLognormalOrder(parameters, orders, meanValue))
  );
}
