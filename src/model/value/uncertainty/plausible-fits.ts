import type { RenewalCurve } from "../beta-discrete-weibull/renewal-curve.js";
import type { ClientHistory } from "../client-history.js";
import { repeatSampleOf } from "../fit-value-models.js";
import type { ModelFit } from "../model-fit.js";
import { purchaseHistoryOf } from "../order-history.js";
import type { OrderValueFit } from "../order-value.js";
import type { RenewalFit } from "../renewal-fit.js";
import type { RepeatFit } from "../repeat/repeat-model.js";
import { repeatModel } from "../repeat/repeat-models.js";
import type { ValueFit } from "../value-fit.js";
import { normalDraws } from "./normal-draws.js";
import { parameterDraws } from "./parameter-draws.js";

/**
 * Fits that the data bear out beside the best one: parameters drawn by Laplace's approximation, ln θ ~ N(ln θ̂,
 * covariance), model by model, the models taken as independent.
 *
 * Where a model of repeat orders has no covariance, its histories are resampled client by client and fitted
 * anew. Other models without one stay as they are, and so do weights of covariates and pools of renewals. The first
 * parameter of a fit's draws does not depend on how many there are.
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
  return repeatOrders.map((drawn) => ({
    ...fit,
    repeatOrders: drawn,
    orderValue: orderValue(),
    contractOrders: contractOrders(),
    contractOrderValue: contractOrderValue(),
    renewals: { short: short(), long: long() },
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
  const sample = repeatSampleOf(histories).map(({ orders }) => purchaseHistoryOf(orders));
  return Array.from({ length: count }, () => {
    const resampled = sample.flatMap(() => sample[Math.floor(random() * sample.length)] ?? []);
    return repeatModel(fit.model).fit(resampled) ?? fit;
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

function renewalDraws(fit: RenewalFit, random: () => number): () => RenewalFit {
  const draw = fitDraws<keyof RenewalCurve, RenewalFit>(fit, ["alpha", "beta", "shape"], random);
  return () => draw() ?? fit;
}

function orderValueDraws(fit: OrderValueFit | null, random: () => number): () => OrderValueFit | null {
  if (fit === null) return () => null;
  const { lognormal, gammaGamma } = fit;
  if (lognormal === undefined) {
    const drawGammaGamma = fitDraws(gammaGamma, ["p", "q", "v"], random);
    return () => ({ ...fit, gammaGamma: drawGammaGamma() ?? gammaGamma });
  }
  const draw = normalDraws(lognormal.covariance, random);
  if (draw === null) return () => fit;
  const { location, slope, between, within } = lognormal.parameters;
  return () => {
    const [byLocation = 0, bySlope = 0, byBetween = 0, byWithin = 0] = draw();
    const parameters = {
      location: location + byLocation,
      slope: slope + bySlope,
      between: between * Math.exp(byBetween),
      within: within * Math.exp(byWithin),
    };
    return { ...fit, lognormal: { ...lognormal, parameters } };
  };
}
