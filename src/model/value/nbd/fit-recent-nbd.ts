import gammaln from "@stdlib/math-base-special-gammaln";
import { sum } from "d3";
import { minimise } from "../../numerics/minimise/minimise.js";
import type { ModelFit } from "../model-fit.js";
import { FEWEST_EVENTS } from "../sparse.js";
import { ordersBefore } from "./expected-order-rate.js";
import { fitNbd } from "./fit-nbd.js";
import type { NbdParameters, OrderExposure } from "./nbd-parameters.js";

/** Memories that are tried, for as long as the likelihood rises. */
const MEMORIES = [1, 0.8, 0.6, 0.45, 0.3, 0.2, 0.1] as const;

/** Akaike: what r, α and the memory, fitted to the last 12 months, must gain over the NBD of all the time. */
const WORTH_THREE_PARAMETERS = 3;

/** More clients would settle the memory no better. */
const MOST_CLIENTS = 4000;

const FARTHEST = 12;

/** Log-likelihood of the orders of the last 12 months given those before: NB(x₁ | r + m·x₀, α + m·T₀, T₁). */
function lastYearLikelihood(exposures: readonly OrderExposure[]): (parameters: NbdParameters) => number {
  const rows = exposures.flatMap((one) =>
    one.lastYear !== undefined && one.lastYear.exposure > 0
      ? [{ before: ordersBefore(one), orders: one.lastYear.orders, exposure: one.lastYear.exposure }]
      : [],
  );
  return ({ r, alpha, memory }) =>
    sum(rows, ({ before, orders, exposure }) => {
      const shape = r + memory * before.orders;
      const rate = alpha + memory * before.exposure;
      const rising = orders > 0 ? gammaln(shape + orders) - gammaln(shape) : 0;
      return rising + shape * Math.log(rate) - (shape + orders) * Math.log(rate + exposure);
    });
}

/**
 * Fits the order rates of clients that may change: NBD by `fitNbd`, unless the last 12 months bear out another pace.
 *
 * Then r, α and memory are those under which the orders of the last 12 months are likeliest given the ones before
 * (a power prior of the older data: Ibrahim and Chen 2000), so that a change common to all moves r/α, and changes of
 * single clients lower the memory. It takes 30 clients that were observed before and ordered in the last 12 months.
 * Of more than 4,000 clients every n-th decides. Null as `fitNbd`.
 */
export function fitRecentNbd(exposures: readonly OrderExposure[]): ModelFit<NbdParameters> | null {
  const plain = fitNbd(exposures);
  const informative = exposures.filter(
    (one) => (one.lastYear?.orders ?? 0) > 0 && ordersBefore(one).exposure > 0,
  );
  if (plain === null || plain.weakPriors || informative.length < FEWEST_EVENTS) return plain;
  const every = Math.max(1, Math.floor(exposures.length / MOST_CLIENTS));
  const likelihood = lastYearLikelihood(exposures.filter((_, index) => index % every === 0));
  let start = [Math.log(plain.parameters.r), Math.log(plain.parameters.alpha)];
  let best: ModelFit<NbdParameters> | null = null;
  for (const memory of MEMORIES) {
    const parametersOf = ([logR = 0, logAlpha = 0]: readonly number[]): NbdParameters => ({
      r: Math.exp(logR),
      alpha: Math.exp(logAlpha),
      memory,
    });
    const { point, covariance } = minimise(
      (at) =>
        at.every((log) => Math.abs(log) < FARTHEST)
          ? -likelihood(parametersOf(at))
          : Number.POSITIVE_INFINITY,
      [start],
    );
    const parameters = parametersOf(point);
    const logLikelihood = likelihood(parameters);
    if (covariance === null || (best !== null && !(logLikelihood > best.logLikelihood))) break;
    const errorOf = (index: number): number => Math.sqrt(covariance[index]?.[index] ?? 0);
    start = point;
    best = {
      ...plain,
      parameters,
      standardErrors: { r: errorOf(0) * parameters.r, alpha: errorOf(1) * parameters.alpha },
      logCovariance: covariance,
      logLikelihood,
    };
  }
  if (best === null || !(best.logLikelihood - likelihood(plain.parameters) > WORTH_THREE_PARAMETERS)) {
    return plain;
  }
  const { memory } = best.parameters;
  const own =
    memory < 1
      ? `; what one ordered before counts ${Math.round(100 * memory)}% as much for its own pace`
      : "";
  const warning = `Clients under contract ordered faster or slower in the last 12 months than before, so their common pace is taken from those months${own}.`;
  return { ...best, warnings: [...best.warnings, warning] };
}
