import { sum } from "d3";
import type { ClientHistory, OrderSummary } from "./client-history.js";
import { portfolioMix } from "./component-mix.js";
import { type ComponentAmounts, componentTotal } from "./components.js";
import { expectedOrderValue } from "./gamma-gamma/expected-order-value.js";
import { fitGammaGamma } from "./gamma-gamma/fit-gamma-gamma.js";
import type { GammaGammaParameters } from "./gamma-gamma/gamma-gamma-parameters.js";
import type { ModelFit } from "./model-fit.js";

/** What an order day brings. */
export interface OrderValueFit {
  readonly gammaGamma: ModelFit<GammaGammaParameters>;
  /**
   * Net revenue of all repeat order days as a share of what they would bring if each brought its client's mean
   * positive order: credit notes and days that net to nothing take the rest. 0 to 1.
   */
  readonly realisedShare: number;
  /** Shares of repeat revenue by component. */
  readonly mix: ComponentAmounts;
}

/** Fits what an order day of these clients brings; null when no repeat order day has positive revenue. */
export function fitOrderValue(histories: readonly ClientHistory[]): OrderValueFit | null {
  const orders = histories.map((history) => history.orders);
  const gammaGamma = fitGammaGamma(
    orders.flatMap(({ positiveRepeatDays, meanRevenue }) =>
      meanRevenue === null ? [] : [{ orders: positiveRepeatDays, meanValue: meanRevenue }],
    ),
  );
  if (gammaGamma === null) return null;
  const positive = sum(orders, (one) => one.positiveRepeatDays * (one.meanRevenue ?? 0));
  const net = sum(orders, (one) => componentTotal(one.repeatRevenue));
  const positiveDays = sum(orders, (one) => one.positiveRepeatDays);
  const days = sum(orders, (one) => one.repeatDays);
  return {
    gammaGamma,
    realisedShare: Math.min(1, Math.max(0, net / positive)) * (positiveDays / days),
    mix: portfolioMix(orders.map((one) => one.repeatRevenue)),
  };
}

/** Revenue expected of one more order day of a client: E[Z | own orders] × the share that is realised. */
export function expectedOrderRevenue(fit: OrderValueFit, orders: OrderSummary): number {
  return (
    fit.realisedShare *
    expectedOrderValue(fit.gammaGamma.parameters, orders.positiveRepeatDays, orders.meanRevenue ?? 0)
  );
}
