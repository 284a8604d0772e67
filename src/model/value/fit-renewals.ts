import { fitRenewalCurve } from "./beta-discrete-weibull/fit-renewal-curve.js";
import type { RenewalCurve } from "./beta-discrete-weibull/renewal-curve.js";
import { EFFECT_PENALTY, type FirmographicColumns } from "./firmographic-columns.js";
import { renewalCells } from "./renewal-cells.js";
import { fitCovariates } from "./renewal-covariates.js";
import { chooseFirmographics } from "./renewal-firmographics.js";
import { type RenewalCase, type RenewalFit, weighted } from "./renewal-fit.js";
import { fitJointly } from "./renewal-joint-fit.js";
import { portfolioLines } from "./renewal-lines.js";
import { fitPools } from "./renewal-pools.js";

/** What is known of clients beside their contracts. */
export interface KnownClients {
  readonly columns: FirmographicColumns;
  /** Ids of all clients that the fit is to serve. */
  readonly clients: readonly string[];
}

/** Precision of the weak prior on the weight of a covariate. */
const COVARIATE_PRECISION = 1;

/**
 * Fits how contracts renew: the curve of the average contract, covariates where they lower AIC, pools drawn towards
 * the mean as far as they differ by chance, and firmographics of clients where they pay on clients left out; curve and
 * weights are then fitted anew together.
 *
 * Where the curve leans on weak priors (fewer than 30 ends) all contracts share it. `typicalChurn` is what those
 * priors assume to end at the first renewal, between 0 and 1. The order of the cases does not matter.
 */
export function fitRenewals(
  cases: readonly RenewalCase[],
  typicalChurn: number,
  known: KnownClients | null = null,
): RenewalFit {
  const plain = fitRenewalCurve(cases, typicalChurn);
  const shared: RenewalFit = {
    ...plain,
    covariateWeights: [],
    firmographics: null,
    poolDeviation: 0,
    pools: {},
  };
  if (plain.weakPriors) return shared;
  const cells = renewalCells(cases);
  const covariates = fitCovariates(cells, plain.parameters);
  const useful =
    covariates !== null && covariates.logLikelihood - plain.logLikelihood > covariates.weights.length;
  const base: RenewalFit = useful
    ? {
        ...shared,
        parameters: covariates.curve,
        standardErrors: errorsOf(covariates.curve, covariates.logErrors),
        logCovariance: covariates.covariance,
        logLikelihood: covariates.logLikelihood,
        covariateWeights: covariates.weights,
      }
    : shared;
  const { deviation, pools } = fitPools(cells, base.parameters, base.covariateWeights);
  return withFirmographics(cases, { ...base, poolDeviation: deviation, pools }, known);
}

/** The fit with firmographics where they pay, curve and weights fitted anew beside them. */
function withFirmographics(
  cases: readonly RenewalCase[],
  fit: RenewalFit,
  known: KnownClients | null,
): RenewalFit {
  if (known === null) return fit;
  const { parameters, covariateWeights, pools } = fit;
  const { alpha, beta, shape } = parameters;
  const ofPool = ({ pool }: RenewalCase): number => pools[pool]?.logOdds ?? 0;
  const chosen = chooseFirmographics(
    portfolioLines(
      cases,
      (one) => ofPool(one) + weighted(covariateWeights, one.covariates),
      () => [],
    ),
    known.columns,
    { concentration: alpha + beta, shape },
    Math.log(alpha / beta),
  );
  if (chosen === null) return fit;
  const rows = Object.fromEntries(known.clients.map((client) => [client, chosen.rowOf(client)]));
  const own = covariateWeights.length;
  const joint = fitJointly(
    portfolioLines(cases, ofPool, ({ client, covariates }) => [
      ...covariates.slice(0, own),
      ...(rows[client] ?? []),
    ]),
    parameters,
    [...covariateWeights, ...chosen.names.map(() => 0)],
    [...covariateWeights.map(() => COVARIATE_PRECISION), ...chosen.names.map(() => EFFECT_PENALTY)],
    0,
  );
  if (joint === null) return fit;
  return {
    ...fit,
    parameters: joint.curve,
    standardErrors: errorsOf(joint.curve, joint.logErrors),
    logCovariance: joint.covariance,
    logLikelihood: joint.logLikelihood,
    covariateWeights: joint.weights.slice(0, own),
    firmographics: { names: chosen.names, units: chosen.units, weights: joint.weights.slice(own), rows },
  };
}

function errorsOf(curve: RenewalCurve, logErrors: readonly number[]): RenewalCurve {
  const [alpha = 0, beta = 0, shape = 0] = logErrors;
  return { alpha: curve.alpha * alpha, beta: curve.beta * beta, shape: curve.shape * shape };
}
