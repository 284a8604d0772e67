import type { RenewalCurve } from "../beta-discrete-weibull/renewal-curve.js";
import type { ModelFit } from "../model-fit.js";
import type { RenewalRecord } from "../shifted-beta-geometric/sbg-parameters.js";

/** Contracts that renewed alike, with what may tell how likely they are to end. */
export interface RenewalCase extends RenewalRecord {
  /** Id of the client that they belong to. */
  readonly client: string;
  /** Contracts of a pool are likely to be alike: a product with a length of term. */
  readonly pool: string;
  /** Covariates, about 0 in the mean and 1 in standard deviation; as many in each case. */
  readonly covariates: readonly number[];
}

/** How a pool, or a client, differs from all. */
export interface PoolShift {
  readonly contracts: number;
  /** Added to the log-odds of ending at the first renewal. */
  readonly logOdds: number;
  /** Its posterior standard deviation, the average contract's curve taken as known. */
  readonly logOddsDeviation: number;
}

/** What firmographics of clients do to how likely their contracts are to end. */
export interface FirmographicShifts {
  readonly names: readonly string[];
  /** What each is counted in for a reader: no to yes of a category, or one standard deviation of a number. */
  readonly units: readonly number[];
  /** On the log-odds of ending, by standard deviation of the column. */
  readonly weights: readonly number[];
  /** By client, in standard deviations from the mean; a client that they lack is an average one. */
  readonly rows: Readonly<Record<string, readonly number[]>>;
}

/** What ties the contracts of a client together: each client shifts the log-odds of ending of all of them. */
export interface ClientShifts {
  /** σ: shifts are N(0, σ²) over clients. */
  readonly deviation: number;
  readonly deviationError: number;
  /** By client, given how its contracts went; one that they lack is known as little as any. */
  readonly shifts: Readonly<Record<string, PoolShift>>;
}

/**
 * A curve for the average contract, and how contracts differ from it: the mean of the beta distribution is moved
 * in log-odds, logit α/(α+β) = baseline + Σ wⱼ xⱼ + Σ vⱼ zⱼ + pool + u, x of the contract, z and u of its client, and
 * α + β and the shape stay.
 */
export interface RenewalFit extends ModelFit<RenewalCurve> {
  /** Of ln α, ln β, ln c where it was estimated, then of the weights of covariates and of firmographics as they are. */
  readonly logCovariance?: readonly (readonly number[])[] | null;
  /** wⱼ; empty where covariates did not lower AIC. */
  readonly covariateWeights: readonly number[];
  /** Which of a case's covariates they weigh; absent: the first. */
  readonly covariatePlaces?: readonly number[];
  /** Null where they did not pay on clients that they were not learned from. */
  readonly firmographics: FirmographicShifts | null;
  /** Standard deviation of pools in log-odds; 0 where they do not differ. */
  readonly poolDeviation: number;
  readonly pools: Readonly<Record<string, PoolShift>>;
  /** Null where contracts of one client end as independently as those of two. */
  readonly clients: ClientShifts | null;
}

/**
 * The curve of a contract of a pool with given covariates, of a client; a pool or a client that was never seen is an
 * average one. `z` is how many standard deviations more restless than thought the client is, of what is not known of it.
 */
export function curveOf(
  fit: RenewalFit,
  { pool, covariates, client }: Pick<RenewalCase, "pool" | "covariates" | "client">,
  z: number,
): RenewalCurve {
  const { covariateWeights, firmographics, pools, clients } = fit;
  const own = clients?.shifts[client];
  const shift =
    weighted(covariateWeights, chosenCovariates(fit, covariates)) +
    (firmographics === null ? 0 : weighted(firmographics.weights, firmographics.rows[client] ?? [])) +
    (pools[pool]?.logOdds ?? 0) +
    (own?.logOdds ?? 0) +
    (own?.logOddsDeviation ?? clients?.deviation ?? 0) * z;
  return shifted(fit.parameters, shift);
}

/** Those of a case's covariates that a fit weighs, in the order of its weights. */
export function chosenCovariates(
  { covariateWeights, covariatePlaces }: Pick<RenewalFit, "covariateWeights" | "covariatePlaces">,
  covariates: readonly number[],
): number[] {
  return covariateWeights.map((_, index) => covariates[covariatePlaces?.[index] ?? index] ?? 0);
}

/** Σ wⱼ xⱼ. */
export function weighted(weights: readonly number[], values: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * (values[index] ?? 0), 0);
}

/** A curve whose log-odds of ending at the first renewal of mean θ are `shift` higher. */
export function shifted(curve: RenewalCurve, shift: number): RenewalCurve {
  if (shift === 0) return curve;
  const concentration = curve.alpha + curve.beta;
  const mean = 1 / (1 + (curve.beta / curve.alpha) * Math.exp(-shift));
  return { alpha: concentration * mean, beta: concentration * (1 - mean), shape: curve.shape };
}
