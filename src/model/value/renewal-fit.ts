import type { RenewalCurve } from "./beta-discrete-weibull/renewal-curve.js";
import type { ModelFit } from "./model-fit.js";
import type { RenewalRecord } from "./shifted-beta-geometric/sbg-parameters.js";

/** Contracts that renewed alike, with what may tell how likely they are to end. */
export interface RenewalCase extends RenewalRecord {
  /** Contracts of a pool are likely to be alike: a product with a length of term. */
  readonly pool: string;
  /** Covariates, about 0 in the mean and 1 in standard deviation; as many in each case. */
  readonly covariates: readonly number[];
}

/** How a pool differs from all. */
export interface PoolShift {
  readonly contracts: number;
  /** Added to the log-odds of ending at the first renewal. */
  readonly logOdds: number;
  /** Its posterior standard deviation, the average contract's curve taken as known. */
  readonly logOddsDeviation: number;
}

/**
 * A curve for the average contract, and how contracts differ from it: the mean of the beta distribution is moved
 * in log-odds, logit α/(α+β) = baseline + Σ wⱼ xⱼ + pool, and α + β and the shape stay.
 */
export interface RenewalFit extends ModelFit<RenewalCurve> {
  /** Of ln α, ln β, ln c where it was estimated, then of the covariates' weights as they are. */
  readonly logCovariance?: readonly (readonly number[])[] | null;
  /** wⱼ; empty where covariates did not lower AIC. */
  readonly covariateWeights: readonly number[];
  /** Standard deviation of pools in log-odds; 0 where they do not differ. */
  readonly poolDeviation: number;
  readonly pools: Readonly<Record<string, PoolShift>>;
}

/** The curve of a contract of a pool with given covariates; a pool that was never seen is an average one. */
export function curveOf(fit: RenewalFit, pool: string, covariates: readonly number[]): RenewalCurve {
  const shift = fit.covariateWeights.reduce(
    (sum, weight, index) => sum + weight * (covariates[index] ?? 0),
    fit.pools[pool]?.logOdds ?? 0,
  );
  return shifted(fit.parameters, shift);
}

/** A curve whose log-odds of ending at the first renewal of mean θ are `shift` higher. */
export function shifted(curve: RenewalCurve, shift: number): RenewalCurve {
  if (shift === 0) return curve;
  const concentration = curve.alpha + curve.beta;
  const mean = 1 / (1 + (curve.beta / curve.alpha) * Math.exp(-shift));
  return { alpha: concentration * mean, beta: concentration * (1 - mean), shape: curve.shape };
}
