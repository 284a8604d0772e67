import { exponentialQuadrature } from "../../numerics/exponential-quadrature.js";
import type { OrderProcess } from "../forecast/client-forecast.js";
import { orderTimeSimulator } from "./order-time-simulator.js";
import type { RepeatHistory } from "./repeat-history.js";
import type { RepeatForecaster, RepeatParameters } from "./repeat-model.js";

const NEW_CLIENT: RepeatHistory = { repeats: 0, recency: 0, age: 0 };

/** What a model of purchases at any time says in its own way; all else follows from it. */
export type OwnForecasts = Pick<
  RepeatForecaster,
  "logLikelihood" | "probabilityAlive" | "expectedPurchasesIfAlive" | "probabilityOfCount"
> & { readonly orderProcess: (history: RepeatHistory) => OrderProcess };

/**
 * Completes a model of purchases at any time.
 *
 * Discounted residual transactions, with E(t) expected of an alive client until t:
 * P(alive) ∫₀^∞ e^(−δt) dE(t) = P(alive) ∫₀^∞ e⁻ʷ E(w/δ) dw.
 */
export function continuousForecaster(own: OwnForecasts): RepeatForecaster {
  const { probabilityAlive, expectedPurchasesIfAlive, orderProcess } = own;
  const { points, weights } = exponentialQuadrature();
  const expectedPurchases = (history: RepeatHistory, ahead: number): number => {
    const alive = probabilityAlive(history);
    return alive > 0 ? alive * (expectedPurchasesIfAlive(history, [ahead])[0] ?? 0) : 0;
  };
  return {
    ...own,
    expectedPurchases,
    expectedPurchasesOfNewClient: (time) => expectedPurchases(NEW_CLIENT, time),
    discountedResidualTransactions: (history, discountRate) => {
      if (!(discountRate > 0))
        throw new RangeError(`discount rate is ${discountRate}; for all of the future it must be above 0`);
      const totals = expectedPurchasesIfAlive(
        history,
        Array.from(points, (point) => point / discountRate),
      );
      return probabilityAlive(history) * weights.reduce((sum, w, index) => sum + w * (totals[index] ?? 0), 0);
    },
    futureSampler: (history, random) => {
      const process = orderProcess(history);
      const simulate = orderTimeSimulator(process, random);
      return (until, visit) => {
        if (random() < process.alive) simulate(until, visit);
      };
    },
  };
}

/** The named parameters; throws a RangeError for the first that is missing or not above 0. */
export function positiveParameters<Name extends string>(
  model: string,
  names: readonly Name[],
  parameters: RepeatParameters,
): Readonly<Record<Name, number>> {
  const entries = names.map((name): [Name, number] => {
    const value = parameters[name] ?? Number.NaN;
    if (!(value > 0 && value < Number.POSITIVE_INFINITY))
      throw new RangeError(`${model}: parameter ${name} is ${value}; it must be a number above 0`);
    return [name, value];
  });
  return Object.fromEntries(entries) as Record<Name, number>;
}
