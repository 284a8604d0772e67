import type { ClientHistory } from "../client-history.js";
import {
  clearColumns,
  EFFECT_PENALTY,
  FEWEST_CLIENTS_WITH_COVARIATES,
  firmographicColumns,
} from "../firmographic-columns.js";
import { purchaseHistoryOf } from "../orders/order-history.js";
import { covariateScores } from "../pareto-nbd/covariate-scores.js";
import {
  type CovariateEffect,
  fitParetoCovariates,
  type ParetoCovariateFit,
  parametersWithCovariates,
} from "../pareto-nbd/fit-pareto-covariates.js";
import { paretoNbdModel } from "../pareto-nbd/pareto-nbd-model.js";
import type { ClientTraits } from "./client-predictors.js";

/** Pareto/NBD whose rates go with firmographics; where none of them tells anything it is `PLAIN_OF_COVARIATES`. */
export const COVARIATE_MODEL = "Pareto/NBD with firmographics";
export const PLAIN_OF_COVARIATES = paretoNbdModel.label;

/** More clients would tell effects apart no better than it takes; every n-th is fitted. */
const MOST_CLIENTS = 3000;

/** Effects of firmographics, where some are clear, and how clients are seen by them. */
export interface FirmographicFit {
  readonly fit: ParetoCovariateFit;
  /** For a reader: of a level against all others, or of one standard deviation more. */
  readonly effects: readonly CovariateEffect[];
  readonly clients: number;
  readonly covariatesOf: (history: ClientHistory) => number[];
}

/**
 * Pareto/NBD with firmographics as static covariates of purchase rate and attrition, fitted to `sample` by one
 * ridge-penalised maximum: whether it pays is for the contest to tell.
 *
 * Of the firmographics at most six columns enter, those whose score differs from 0 by more than 2.5 standard errors.
 * Null where none does, and for fewer than 100 clients.
 */
export function fitFirmographics(
  sample: readonly ClientHistory[],
  { accounts, features }: ClientTraits,
): FirmographicFit | null {
  if (features.length === 0 || sample.length < FEWEST_CLIENTS_WITH_COVARIATES) return null;
  const { names, units, rowOf } = firmographicColumns({ accounts, features });
  const every = Math.ceil(sample.length / MOST_CLIENTS);
  const fitted = sample
    .filter((_, index) => index % every === 0)
    .map(({ clientId, orders }) => ({ history: purchaseHistoryOf(orders), covariates: rowOf(clientId) }));
  const scores = covariateScores(fitted);
  if (scores === null) return null;
  const chosen = clearColumns(scores);
  if (chosen.length === 0) return null;
  const only = (row: readonly number[]): number[] => chosen.map((column) => row[column] ?? 0);
  const fit = fitParetoCovariates(
    fitted.map(({ history, covariates }) => ({ history, covariates: only(covariates) })),
    chosen.map((column) => names[column] ?? ""),
    EFFECT_PENALTY,
  );
  return (
    fit && {
      fit,
      effects: fit.effects.map((effect, index) => rescaled(effect, units[chosen[index] ?? -1] ?? 1)),
      clients: fitted.length,
      covariatesOf: ({ clientId }) => only(rowOf(clientId)),
    }
  );
}

/** Coordinates of an encoding are weighted. */
function rescaled(effect: CovariateEffect, weight: number): CovariateEffect {
  const scaled = (error: number | null): number | null => (error === null ? null : error * weight);
  return {
    name: effect.name,
    onRate: effect.onRate * weight,
    onRateError: scaled(effect.onRateError),
    onAttrition: effect.onAttrition * weight,
    onAttritionError: scaled(effect.onAttritionError),
  };
}

/** Orders expected of `histories` over some weeks by `fitFirmographics`; null as it. */
export function covariatePredictor(
  histories: readonly ClientHistory[],
  sample: readonly ClientHistory[],
  traits: ClientTraits,
): ((weeks: number) => Float64Array) | null {
  const found = fitFirmographics(sample, traits);
  if (found === null) return null;
  const { fit, covariatesOf } = found;
  const forecasts = histories.map((history) => {
    const { expectedPurchases } = paretoNbdModel.at(parametersWithCovariates(fit, covariatesOf(history)));
    const purchases = purchaseHistoryOf(history.orders);
    return (weeks: number) => expectedPurchases(purchases, weeks);
  });
  return (weeks) => Float64Array.from(forecasts, (forecast) => forecast(weeks));
}
