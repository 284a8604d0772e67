import { encode } from "../../firmographics/encode.js";
import { encodingColumns } from "../../firmographics/encoding.js";
import { fitEncoding } from "../../firmographics/fit-encoding.js";
import type { ClientHistory } from "../client-history.js";
import { purchaseHistoryOf } from "../order-history.js";
import { covariateScores } from "../pareto-nbd/covariate-scores.js";
import { fitParetoCovariates, parametersWithCovariates } from "../pareto-nbd/fit-pareto-covariates.js";
import { paretoNbdModel } from "../pareto-nbd/pareto-nbd-model.js";
import type { ClientTraits } from "./client-predictors.js";

/** Pareto/NBD whose rates go with firmographics; where none of them tells anything it is `PLAIN_OF_COVARIATES`. */
export const COVARIATE_MODEL = "Pareto/NBD with firmographics";
export const PLAIN_OF_COVARIATES = paretoNbdModel.label;

const FEWEST_CLIENTS = 100;
/** More clients would tell effects apart no better than it takes; every n-th is fitted. */
const MOST_CLIENTS = 3000;
const MOST_COVARIATES = 6;
/** Standard errors from none that an effect must lie to be fitted at all. */
const CLEAR_ERRORS = 2.5;
/** Effects of standardised covariates are drawn towards none as by a normal prior of standard deviation 0.2. */
const PENALTY = 1 / 0.2 ** 2;

/**
 * Orders expected of `histories` over some weeks by Pareto/NBD with firmographics as static covariates of purchase rate
 * and attrition, fitted to `sample` by one ridge-penalised maximum: whether it pays is for the contest to tell.
 *
 * Of the firmographics at most six columns enter, those whose score differs from 0 by more than 2.5 standard errors.
 * Null where none does, and for fewer than 100 clients.
 */
export function covariatePredictor(
  histories: readonly ClientHistory[],
  sample: readonly ClientHistory[],
  { accounts, features }: ClientTraits,
): ((weeks: number) => Float64Array) | null {
  if (features.length === 0 || sample.length < FEWEST_CLIENTS) return null;
  const encoding = fitEncoding(accounts, features);
  const names = encodingColumns(encoding);
  const known = new Map(accounts.map((account) => [account.accountId, account] as const));
  const rowOf = ({ clientId }: ClientHistory): number[] => {
    const account = known.get(clientId);
    return account === undefined ? names.map(() => 0) : [...encode(encoding, account)];
  };
  const every = Math.ceil(sample.length / MOST_CLIENTS);
  const fitted = sample
    .filter((_, index) => index % every === 0)
    .map((history) => ({ history: purchaseHistoryOf(history.orders), covariates: rowOf(history) }));
  const scores = covariateScores(fitted);
  if (scores === null) return null;
  const chosen = scores
    .map((score, column) => ({ column, score: Math.abs(score) }))
    .filter(({ score }) => score > CLEAR_ERRORS)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST_COVARIATES)
    .map(({ column }) => column);
  if (chosen.length === 0) return null;
  const only = (row: readonly number[]): number[] => chosen.map((column) => row[column] ?? 0);
  const fit = fitParetoCovariates(
    fitted.map(({ history, covariates }) => ({ history, covariates: only(covariates) })),
    chosen.map((column) => String(names[column])),
    PENALTY,
  );
  if (fit === null) return null;
  const forecasts = histories.map((history) => {
    const { expectedPurchases } = paretoNbdModel.at(parametersWithCovariates(fit, only(rowOf(history))));
    const purchases = purchaseHistoryOf(history.orders);
    return (weeks: number) => expectedPurchases(purchases, weeks);
  });
  return (weeks) => Float64Array.from(forecasts, (forecast) => forecast(weeks));
}
