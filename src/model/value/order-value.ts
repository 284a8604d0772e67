import { sum } from "d3";
import { sampleRankCorrelation } from "simple-statistics";
import type { ClientHistory, OrderSummary } from "./client-history.js";
import { portfolioMix } from "./component-mix.js";
import { type ComponentAmounts, componentTotal } from "./components.js";
import { expectedOrderValue } from "./gamma-gamma/expected-order-value.js";
import { fitGammaGamma } from "./gamma-gamma/fit-gamma-gamma.js";
import type { GammaGammaParameters, SpendHistory } from "./gamma-gamma/gamma-gamma-parameters.js";
import { fitLognormal, type LognormalFit } from "./lognormal-order-value/fit-lognormal.js";
import { expectedLognormalOrder } from "./lognormal-order-value/lognormal-order-value.js";
import type { ModelFit } from "./model-fit.js";
import { FEWEST_EVENTS } from "./sparse.js";

/** What an order day brings. */
export interface OrderValueFit {
  readonly gammaGamma: ModelFit<GammaGammaParameters>;
  /** Where order value goes with order frequency, or its tail is too heavy for gamma-gamma: used in its place. */
  readonly lognormal?: LognormalFit;
  /**
   * Net revenue of all repeat order days as a share of what they would bring if each brought its client's mean
   * positive order: credit notes and days that net to nothing take the rest. 0 to 1.
   */
  readonly realisedShare: number;
  /** Shares of repeat revenue by component. */
  readonly mix: ComponentAmounts;
}

/** Rank correlation of order count and mean order above which gamma-gamma's independence of the two is refused. */
const STRONGEST_CORRELATION = 0.2;

/** The lognormal model, with the reason as its first warning, where gamma-gamma does not fit; null where it does. */
function lognormalInstead(
  spend: readonly SpendHistory[],
  gammaGamma: ModelFit<GammaGammaParameters>,
): LognormalFit | null {
  if (spend.length < FEWEST_EVENTS) return null;
  const [orders, values] = [spend.map((one) => one.orders), spend.map((one) => one.meanValue)];
  const alike = (list: readonly number[]): boolean => list.every((value) => value === list[0]);
  if (alike(values)) return null;
  const correlation = alike(orders) ? 0 : sampleRankCorrelation(orders, values);
  const correlated = Math.abs(correlation) > STRONGEST_CORRELATION;
  if (!correlated && !gammaGamma.weakPriors) return null;
  const lognormal = fitLognormal(spend);
  if (lognormal === null || !(lognormal.logLikelihood > gammaGamma.logLikelihood)) return null;
  const reason = correlated
    ? `Clients that order more often place ${correlation > 0 ? "larger" : "smaller"} orders (rank correlation ${correlation.toFixed(2)}): a lognormal model that allows for it replaces gamma-gamma.`
    : "Order values have a heavier tail than gamma-gamma allows for: a lognormal model replaces it.";
  return { ...lognormal, warnings: [reason, ...lognormal.warnings] };
}

function spendOf(histories: readonly ClientHistory[]): SpendHistory[] {
  return histories.flatMap(({ orders: { positiveRepeatDays, meanRevenue } }) =>
    meanRevenue === null ? [] : [{ orders: positiveRepeatDays, meanValue: meanRevenue }],
  );
}

/** The same fit with the lognormal model in place of gamma-gamma, where there are 30 clients to tell it by. */
export function withLognormal(fit: OrderValueFit, histories: readonly ClientHistory[]): OrderValueFit {
  const spend = spendOf(histories);
  if (fit.lognormal !== undefined || spend.length < FEWEST_EVENTS) return fit;
  const lognormal = fitLognormal(spend);
  return lognormal === null || lognormal.weakPriors ? fit : { ...fit, lognormal };
}

/** Fits what an order day of these clients brings; null when no repeat order day has positive revenue. */
export function fitOrderValue(histories: readonly ClientHistory[]): OrderValueFit | null {
  const orders = histories.map((history) => history.orders);
  const spend = spendOf(histories);
  const gammaGamma = fitGammaGamma(spend);
  if (gammaGamma === null) return null;
  const lognormal = lognormalInstead(spend, gammaGamma);
  const positive = sum(orders, (one) => one.positiveRepeatDays * (one.meanRevenue ?? 0));
  const net = sum(orders, (one) => componentTotal(one.repeatRevenue));
  const positiveDays = sum(orders, (one) => one.positiveRepeatDays);
  const days = sum(orders, (one) => one.repeatDays);
  return {
    gammaGamma,
    ...(lognormal === null ? {} : { lognormal }),
    realisedShare: Math.min(1, Math.max(0, net / positive)) * (positiveDays / days),
    mix: portfolioMix(orders.map((one) => one.repeatRevenue)),
  };
}

/** Warnings of the models of order value. */
export function orderValueWarnings(fit: OrderValueFit | null): readonly string[] {
  return fit === null ? [] : [...fit.gammaGamma.warnings, ...(fit.lognormal?.warnings ?? [])];
}

/** Revenue expected of one more order day of a client: E[Z | own orders] × the share that is realised. */
export function expectedOrderRevenue(fit: OrderValueFit, orders: OrderSummary): number {
  const [count, meanValue] = [orders.positiveRepeatDays, orders.meanRevenue ?? 0];
  return (
    fit.realisedShare *
    (fit.lognormal === undefined
      ? expectedOrderValue(fit.gammaGamma.parameters, count, meanValue)
      : expectedLognormalOrder(fit.lognormal.parameters, count, meanValue))
  );
}
