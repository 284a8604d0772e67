import { randomGamma } from "d3";
import { roundHistoryOf } from "../bg-bb/round-history.js";
import type { ClientHistory } from "../client-history.js";
import type { ContractStarts } from "../contracts/further-contracts.js";
import { expansionDraws } from "../expansion/expansion-draws.js";
import { repeatSampleOf } from "../fit-value-models.js";
import { expectedOrderValue } from "../gamma-gamma/expected-order-value.js";
import { expectedLognormalOrder } from "../lognormal-order-value/lognormal-order-value.js";
import type { ModelFit } from "../model-fit.js";
import { purchaseHistoryOf } from "../orders/order-history.js";
import type { OrderValueFit } from "../orders/order-value.js";
import type { RepeatFit } from "../repeat/repeat-model.js";
import { repeatModel } from "../repeat/repeat-models.js";
import type { ValueFit } from "../value-fit.js";
import { normalDraws } from "./normal-draws.js";
import { parameterDraws } from "./parameter-draws.js";
import { renewalDraws } from "./renewal-draws.js";

/** Farther from the fit than by this factor, a mean order comes from a tail that no data support. */
const FARTHEST_MEAN = 2;
const MOST_TRIES = 50;

/**
 * Fits that the data bear out beside the best one: parameters drawn by Laplace's approximation, ln θ ~ N(ln θ̂,
 * covariance), model by model, the models taken as independent.
 *
 * Where a model of repeat orders has no covariance, its histories are resampled client by client and fitted
 * anew. Other models without one stay as they are. Renewals are drawn with their covariates and pools
 * (`renewalDraws`), what they change in revenue by `expansionDraws`, and how many orders begin a contract as a share.
 * The first parameter of a fit's draws does not depend on how many there are.
 */
export function plausibleFits(
  fit: ValueFit,
  histories: readonly ClientHistory[],
  count: number,
  random: () => number,
): ValueFit[] {
  const repeatOrders = repeatOrderDraws(fit.repeatOrders, histories, count, random);
  const orderValue = orderValueDraws(fit.orderValue, random);
  const contractOrders = fitDraws(fit.contractOrders, ["r", "alpha"], random);
  const contractOrderValue = orderValueDraws(fit.contractOrderValue, random);
  const short = renewalDraws(fit.renewals.short, random);
  const long = renewalDraws(fit.renewals.long, random);
  const shortChange = expansionDraws(fit.expansion.short, random);
  const longChange = expansionDraws(fit.expansion.long, random);
  const contractStarts = startDraws(fit.contractStarts, random);
  return repeatOrders.map((drawn) => ({
    ...fit,
    repeatOrders: drawn,
    orderValue: orderValue(),
    contractOrders: contractOrders(),
    contractOrderValue: contractOrderValue(),
    renewals: { short: short(), long: long() },
    expansion: { short: shortChange(), long: longChange() },
    contractStarts: contractStarts(),
  }));
}

function repeatOrderDraws(
  fit: RepeatFit | null,
  histories: readonly ClientHistory[],
  count: number,
  random: () => number,
): (RepeatFit | null)[] {
  if (fit === null) return new Array<null>(count).fill(null);
  const drawn = parameterDraws(fit, count, random);
  if (drawn !== null) return drawn.map((parameters) => ({ ...fit, parameters }));
  const { model, rounds } = fit;
  const sample = repeatSampleOf(histories).map((history) =>
    rounds === undefined ? purchaseHistoryOf(history.orders) : roundHistoryOf(history, rounds),
  );
  return Array.from({ length: count }, () => {
    const resampled = sample.flatMap(() => sample[Math.floor(random() * sample.length)] ?? []);
    const drawnAnew = repeatModel(model).fit(resampled);
    return drawnAnew === null ? fit : { ...drawnAnew, ...(rounds === undefined ? {} : { rounds }) };
  });
}

/** Draws of a fit of parameters that are all above 0; the fit itself where it has no covariance. */
function fitDraws<Name extends string, Fit extends ModelFit<Readonly<Record<Name, number>>>>(
  fit: Fit | null,
  names: readonly Name[],
  random: () => number,
): () => Fit | null {
  const draw = normalDraws(fit?.logCovariance, random);
  if (fit === null || draw === null) return () => fit;
  return () => {
    const moves = draw();
    const drawn = names.map((name, index) => [name, fit.parameters[name] * Math.exp(moves[index] ?? 0)]);
    const parameters: Fit["parameters"] = { ...fit.parameters, ...Object.fromEntries(drawn) };
    return { ...fit, parameters };
  };
}

/** Draws of the share of orders that begin a contract, ~ Beta(those that did, the others). */
function startDraws(starts: ContractStarts | null, random: () => number): () => ContractStarts | null {
  if (starts === null || starts.share >= 1) return () => starts;
  const began = randomGamma.source(random)(starts.share * starts.orders);
  const others = randomGamma.source(random)((1 - starts.share) * starts.orders);
  return () => {
    const drawn = began();
    return { ...starts, share: drawn / (drawn + others()) };
  };
}

function orderValueDraws(fit: OrderValueFit | null, random: () => number): () => OrderValueFit | null {
  if (fit === null) return () => null;
  const { lognormal, gammaGamma } = fit;
  if (lognormal === undefined) {
    const drawGammaGamma = fitDraws(gammaGamma, ["p", "q", "v"], random);
    const meanOf = ({ parameters }: typeof gammaGamma): number => expectedOrderValue(parameters, 0, 0);
    return () => ({
      ...fit,
      gammaGamma: ofLikeMean(() => drawGammaGamma() ?? gammaGamma, gammaGamma, meanOf),
    });
  }
  const draw = normalDraws(lognormal.covariance, random);
  if (draw === null) return () => fit;
  const { location, slope, between, within } = lognormal.parameters;
  const drawLognormal = () => {
    const [byLocation = 0, bySlope = 0, byBetween = 0, byWithin = 0] = draw();
    const parameters = {
      ...lognormal.parameters,
      location: location + byLocation,
      slope: slope + bySlope,
      between: between * Math.exp(byBetween),
      within: within * Math.exp(byWithin),
    };
    return { ...lognormal, parameters };
  };
  const meanOf = ({ parameters }: Pick<typeof lognormal, "parameters">): number =>
    expectedLognormalOrder(parameters, 0, 0);
  return () => ({ ...fit, lognormal: ofLikeMean(drawLognormal, lognormal, meanOf) });
}

/**
 * A draw whose mean order is within a factor of 2 of the fit's, drawn anew where it is not; the fit itself after so
 * many tries. Laplace's approximation reaches into tails without a mean, which no fit would be trusted with: one such
 * draw in a thousand gave a portfolio of half a million a standard deviation of billions.
 */
function ofLikeMean<Fit>(draw: () => Fit, fit: Fit, meanOf: (fit: Fit) => number): Fit {
  const usual = meanOf(fit);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const drawn = draw();
    const ratio = meanOf(drawn) / usual;
    if (ratio >= 1 / FARTHEST_MEAN && ratio <= FARTHEST_MEAN) return drawn;
  }
  return fit;
}
