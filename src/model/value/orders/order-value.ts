import { sum } from "d3";
import { sampleRankCorrelation } from "simple-statistics";
import type { ClientHistory, OrderSummary } from "../client-history.js";
import { expectedOrderValue } from "../gamma-gamma/expected-order-value.js";
import { fitGammaGamma } from "../gamma-gamma/fit-gamma-gamma.js";
import { ordersLogLikelihood } from "../gamma-gamma/gamma-gamma-log-likelihood.js";
import type { GammaGammaParameters } from "../gamma-gamma/gamma-gamma-parameters.js";
import { fitLognormal, type LognormalFit } from "../lognormal-order-value/fit-lognormal.js";
import { lognormalOrdersLogLikelihood } from "../lognormal-order-value/lognormal-log-likelihood.js";
import { expectedLognormalOrder } from "../lognormal-order-value/lognormal-order-value.js";
import type { LognormalParameters, OrderSpread } from "../lognormal-order-value/lognormal-parameters.js";
import { usualSpenders } from "../lognormal-order-value/usual-spenders.js";
import type { ModelFit } from "../model-fit.js";
import { portfolioMix } from "../portfolio/component-mix.js";
import { type ComponentAmounts, componentTotal } from "../portfolio/components.js";
import { FEWEST_EVENTS } from "../sparse.js";

/** The lognormal model in place of gamma-gamma. */
type LognormalInstead = LognormalFit & {
  /** Sentences on why it is used, where that is notable; absent where it was asked for. */
  readonly reasons?: readonly string[];
};

/** What an order day brings. */
export interface OrderValueFit {
  readonly gammaGamma: ModelFit<GammaGammaParameters>;
  /** Where the orders seen are likelier under it than under gamma-gamma: used in its place. */
  readonly lognormal?: LognormalInstead;
  /**
   * Net revenue of all repeat order days as a share of what they would bring if each brought its client's mean
   * positive order: credit notes and days that net to nothing take the rest. 0 to 1.
   */
  readonly realisedShare: number;
  /** Shares of repeat revenue by component. */
  readonly mix: ComponentAmounts;
}

/** Rank correlation of order count and mean order above which they are said to go together. */
const STRONGEST_CORRELATION = 0.2;
/** How often one client's orders must differ more, or less, than gamma-gamma takes them to for the reader to be told. */
const NOTABLE_RATIO = 1.5;

/**
 * The lognormal model, with what is notable in the reason, where the orders seen are likelier under it than under
 * gamma-gamma; null where they are not. Gamma-gamma is fitted to clients' means alone, the lognormal model to how one
 * client's orders differ as well. Clients whose orders differ far more than the others' do not decide.
 */
function lognormalInstead(
  spend: readonly OrderSpread[],
  gammaGamma: ModelFit<GammaGammaParameters>,
): LognormalInstead | null {
  if (alike(spend.map((one) => one.meanValue))) return null;
  const lognormal = fitLognormal(spend);
  if (lognormal === null) return null;
  const usual = usualSpenders(spend);
  const likelier =
    lognormalOrdersLogLikelihood(usual, lognormal.parameters) -
    ordersLogLikelihood(usual, gammaGamma.parameters);
  if (!(likelier > 0)) return null;
  return { ...lognormal, reasons: reasonsForLognormal(spend, gammaGamma, lognormal.parameters) };
}

function reasonsForLognormal(
  spend: readonly OrderSpread[],
  { parameters: { p }, weakPriors }: ModelFit<GammaGammaParameters>,
  { within }: LognormalParameters,
): string[] {
  const [orders, values] = [spend.map((one) => one.orders), spend.map((one) => one.meanValue)];
  const correlation =
    spend.length < FEWEST_EVENTS || alike(orders) ? 0 : sampleRankCorrelation(orders, values);
  if (Math.abs(correlation) > STRONGEST_CORRELATION) {
    return [
      `Clients that order more often place ${correlation > 0 ? "larger" : "smaller"} orders (rank correlation ${correlation.toFixed(2)}): the value of an order is expected by a model that counts this (lognormal instead of gamma-gamma).`,
    ];
  }
  const [seen, taken] = [Math.sqrt(Math.expm1(within * within)), Math.sqrt(1 / p)];
  if (!(Math.max(seen / taken, taken / seen) > NOTABLE_RATIO && orders.some((count) => count > 1))) return [];
  const byMeans = weakPriors
    ? "which clients' means alone do not tell"
    : `where clients' means alone point to ${spreadOf(taken)}`;
  return [
    `One client's orders differ from their mean by ${spreadOf(seen)}, ${byMeans}: the value of an order is expected by a model that learns it from the orders themselves (lognormal instead of gamma-gamma).`,
  ];
}

function spreadOf(share: number): string {
  if (share < 0.01) return "less than 1%";
  return share > 10 ? "more than ten times it" : `about ${Number((100 * share).toPrecision(2))}%`;
}

function alike(list: readonly number[]): boolean {
  return list.every((value) => value === list[0]);
}

function spendOf(histories: readonly ClientHistory[]): OrderSpread[] {
  return histories.flatMap(({ orders: { positiveRepeatDays, meanRevenue, logRevenue } }) =>
    meanRevenue === null || logRevenue === null
      ? []
      : [{ orders: positiveRepeatDays, meanValue: meanRevenue, logs: logRevenue }],
  );
}

/** The same fit with the lognormal model in place of gamma-gamma, where there are 30 clients to tell it by. */
export function withLognormal(fit: OrderValueFit, histories: readonly ClientHistory[]): OrderValueFit {
  const spend = spendOf(histories);
  if (fit.lognormal !== undefined || spend.length < FEWEST_EVENTS) return fit;
  const lognormal = fitLognormal(spend);
  return lognormal === null || lognormal.weakPriors ? fit : { ...fit, lognormal };
}

/** The same fit with gamma-gamma, whichever is likelier. */
export function withGammaGamma({ lognormal: _, ...fit }: OrderValueFit): OrderValueFit {
  return fit;
}

/** Fits what an order day of these clients brings; null when no repeat order day has positive revenue. */
export function fitOrderValue(histories: readonly ClientHistory[]): OrderValueFit | null {
  const orders = histories.map((history) => history.orders);
  const spend = spendOf(histories);
  const gammaGamma = fitGammaGamma(spend);
  if (gammaGamma === null) return null;
  const lognormal = lognormalInstead(spend, gammaGamma);
  const atMeanOrders = sum(orders, (one) => one.repeatDays * (one.meanRevenue ?? 0));
  const net = sum(orders, (one) => componentTotal(one.repeatRevenue));
  return {
    gammaGamma,
    ...(lognormal === null ? {} : { lognormal }),
    realisedShare: Math.min(1, Math.max(0, net / atMeanOrders)),
    mix: portfolioMix(orders.map((one) => one.repeatRevenue)),
  };
}

/** Warnings of the model of order value that is used; `orders` names the orders. */
export function orderValueWarnings(fit: OrderValueFit | null, orders: string): string[] {
  return fit === null ? [] : (fit.lognormal ?? fit.gammaGamma).warnings.map((one) => `${orders}: ${one}`);
}

/** Revenue expected of one more order day of a client: E[Z | own orders] × the share that is realised; 0 without a fit. */
export function expectedOrderRevenue(fit: OrderValueFit | null, orders: OrderSummary): number {
  if (fit === null) return 0;
  const [count, meanValue] = [orders.positiveRepeatDays, orders.meanRevenue ?? 0];
  return (
    fit.realisedShare *
    (fit.lognormal === undefined
      ? expectedOrderValue(fit.gammaGamma.parameters, count, meanValue)
      : expectedLognormalOrder(fit.lognormal.parameters, count, meanValue))
  );
}
