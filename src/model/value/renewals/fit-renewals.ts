import { fitRenewalCurve } from "../beta-discrete-weibull/fit-renewal-curve.js";
import type { RenewalCurve } from "../beta-discrete-weibull/renewal-curve.js";
import { EFFECT_PENALTY, type FirmographicColumns } from "../firmographic-columns.js";
import { hasFewEnds } from "../shifted-beta-geometric/renewal-records.js";
import { renewalCells } from "./renewal-cells.js";
import { chooseCovariates } from "./renewal-covariates.js";
import { chooseFirmographics } from "./renewal-firmographics.js";
import {
  chosenCovariates,
  type PoolShift,
  type RenewalCase,
  type RenewalFit,
  weighted,
} from "./renewal-fit.js";
import { fitJointly, type JointFit } from "./renewal-joint-fit.js";
import { type PortfolioLines, portfolioLines } from "./renewal-lines.js";
import { fitPools } from "./renewal-pools.js";
import { renewalTies } from "./renewal-ties.js";

/** What is known of clients beside their contracts. */
export interface KnownClients {
  readonly columns: FirmographicColumns;
  /** Ids of all clients that the fit is to serve. */
  readonly clients: readonly string[];
}

/** Precision of the weak prior on the weight of a covariate. */
const COVARIATE_PRECISION = 1;
/** Standard errors by which contracts of one client must end together. */
const CLEAR_TIES = 2;
/** Where the search for σ begins. */
const FIRST_DEVIATION = 0.5;

/**
 * Fits how contracts renew: the curve of the average contract, covariates where they lower AIC, pools drawn towards
 * the mean as far as they differ by chance, firmographics of clients where they pay on clients left out, and what ties
 * the contracts of a client together where they clearly end, or stay, together; curve and weights are then fitted anew.
 *
 * Below 30 ends all contracts share the curve, which then leans on weak priors; where only the differences between
 * contracts are unknown (each was seen at one renewal), those alone are held. `typicalChurn` is what the priors assume
 * to end at the first renewal, between 0 and 1. The order of the cases does not matter.
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
    clients: null,
  };
  if (hasFewEnds(cases)) return shared;
  const covariates = chooseCovariates(cases, plain);
  const base: RenewalFit =
    covariates === null
      ? shared
      : {
          ...shared,
          parameters: covariates.curve,
          standardErrors: errorsOf(covariates.curve, covariates.logErrors),
          logCovariance: covariates.covariance,
          logLikelihood: covariates.logLikelihood,
          covariateWeights: covariates.weights,
          covariatePlaces: covariates.places,
        };
  const cells = renewalCells(cases, base.covariatePlaces ?? []);
  const { deviation, pools } = fitPools(cells, base.parameters, base.covariateWeights);
  const pooled = { ...base, poolDeviation: deviation, pools };
  return withClients(cases, withFirmographics(cases, pooled, known));
}

/** The fit with firmographics where they pay, curve and weights fitted anew beside them. */
function withFirmographics(
  cases: readonly RenewalCase[],
  fit: RenewalFit,
  known: KnownClients | null,
): RenewalFit {
  if (known === null) return fit;
  const { alpha, beta, shape } = fit.parameters;
  const chosen = chooseFirmographics(
    knownLines(cases, fit),
    known.columns,
    { concentration: alpha + beta, shape },
    Math.log(alpha / beta),
  );
  if (chosen === null) return fit;
  const rows = Object.fromEntries(known.clients.map((client) => [client, chosen.rowOf(client)]));
  const wider: RenewalFit = {
    ...fit,
    firmographics: { names: chosen.names, units: chosen.units, weights: chosen.names.map(() => 0), rows },
  };
  const joint = fitJointly(openLines(cases, wider), fit.parameters, weightsOf(wider), precisionsOf(wider), 0);
  return joint === null ? fit : withJoint(wider, joint);
}

/**
 * The fit with clients that shift the log-odds of ending of all their contracts, curve and weights fitted anew beside
 * them, where pairs of contracts of a client end or stay together by more than two standard errors and the likelihood
 * bears it out by AIC. α and β then tell how contracts of one client differ.
 */
function withClients(cases: readonly RenewalCase[], fit: RenewalFit): RenewalFit {
  const { alpha, beta, shape } = fit.parameters;
  const independent = renewalTies(
    knownLines(cases, fit),
    { concentration: alpha + beta, shape },
    Math.log(alpha / beta),
  );
  if (!(independent.score > CLEAR_TIES)) return fit;
  const lines = openLines(cases, fit);
  const joint = fitJointly(lines, fit.parameters, weightsOf(fit), precisionsOf(fit), FIRST_DEVIATION);
  if (joint === null || !(joint.logLikelihood - independent.logLikelihood > 1)) return fit;
  return {
    ...withJoint(fit, joint),
    clients: {
      deviation: joint.deviation,
      deviationError: joint.deviationError,
      shifts: Object.fromEntries(
        lines.clients.map(({ client, contracts }, index): [string, PoolShift] => {
          const { mean = 0, deviation = joint.deviation } = joint.posteriors[index] ?? {};
          return [client, { contracts, logOdds: mean, logOddsDeviation: deviation }];
        }),
      ),
    },
  };
}

/** The fit with what was fitted anew at once; its weights are those of covariates and after them of firmographics. */
function withJoint(fit: RenewalFit, joint: JointFit): RenewalFit {
  const own = fit.covariateWeights.length;
  return {
    ...fit,
    parameters: joint.curve,
    standardErrors: errorsOf(joint.curve, joint.logErrors),
    logCovariance: joint.covariance,
    logLikelihood: joint.logLikelihood,
    covariateWeights: joint.weights.slice(0, own),
    firmographics: fit.firmographics && { ...fit.firmographics, weights: joint.weights.slice(own) },
  };
}

/** Contracts with all that moves their log-odds of ending taken as the fit has it. */
function knownLines(cases: readonly RenewalCase[], fit: RenewalFit): PortfolioLines {
  const weights = weightsOf(fit);
  return portfolioLines(
    cases,
    (one) => poolShiftOf(one, fit) + weighted(weights, covariatesOf(one, fit)),
    () => [],
  );
}

/** Contracts whose weights are still to be found; pools are taken as the fit has them. */
function openLines(cases: readonly RenewalCase[], fit: RenewalFit): PortfolioLines {
  return portfolioLines(
    cases,
    (one) => poolShiftOf(one, fit),
    (one) => covariatesOf(one, fit),
  );
}

function poolShiftOf({ pool }: RenewalCase, { pools }: RenewalFit): number {
  return pools[pool]?.logOdds ?? 0;
}

/** In the order of `weightsOf`. */
function covariatesOf({ client, covariates }: RenewalCase, fit: RenewalFit): readonly number[] {
  return [...chosenCovariates(fit, covariates), ...(fit.firmographics?.rows[client] ?? [])];
}

/** Of covariates, and after them of firmographics. */
function weightsOf({ covariateWeights, firmographics }: RenewalFit): number[] {
  return [...covariateWeights, ...(firmographics?.weights ?? [])];
}

function precisionsOf({ covariateWeights, firmographics }: RenewalFit): number[] {
  return [
    ...covariateWeights.map(() => COVARIATE_PRECISION),
    ...(firmographics?.weights ?? []).map(() => EFFECT_PENALTY),
  ];
}

function errorsOf(curve: RenewalCurve, logErrors: readonly number[]): RenewalCurve {
  const [alpha = 0, beta = 0, shape = 0] = logErrors;
  return { alpha: curve.alpha * alpha, beta: curve.beta * beta, shape: curve.shape * shape };
}
