import { fitRenewalCurve } from "./beta-discrete-weibull/fit-renewal-curve.js";
import { renewalCells } from "./renewal-cells.js";
import { fitCovariates } from "./renewal-covariates.js";
import type { RenewalCase, RenewalFit } from "./renewal-fit.js";
import { fitPools } from "./renewal-pools.js";

/**
 * Fits how contracts renew: the curve of the average contract, covariates where they lower AIC, and pools drawn
 * towards the mean as far as they differ by chance.
 *
 * Where the curve leans on weak priors (fewer than 30 ends) all contracts share it. `typicalChurn` is what those
 * priors assume to end at the first renewal, between 0 and 1.
 */
export function fitRenewals(cases: readonly RenewalCase[], typicalChurn: number): RenewalFit {
  const plain = fitRenewalCurve(cases, typicalChurn);
  const shared: RenewalFit = { ...plain, covariateWeights: [], poolDeviation: 0, pools: {} };
  if (plain.weakPriors) return shared;
  const cells = renewalCells(cases);
  const covariates = fitCovariates(cells, plain.parameters);
  const useful =
    covariates !== null && covariates.logLikelihood - plain.logLikelihood > covariates.weights.length;
  const base: RenewalFit = useful
    ? {
        ...shared,
        parameters: covariates.curve,
        standardErrors: {
          alpha: covariates.curve.alpha * (covariates.logErrors[0] ?? 0),
          beta: covariates.curve.beta * (covariates.logErrors[1] ?? 0),
          shape: covariates.curve.shape * (covariates.logErrors[2] ?? 0),
        },
        logCovariance: covariates.covariance,
        logLikelihood: covariates.logLikelihood,
        covariateWeights: covariates.weights,
      }
    : shared;
  const { deviation, pools } = fitPools(cells, base.parameters, base.covariateWeights);
  return { ...base, poolDeviation: deviation, pools };
}
