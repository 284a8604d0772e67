import { randomNormal } from "d3";
import type { RenewalFit } from "../renewals/renewal-fit.js";
import { normalDraws } from "./normal-draws.js";

/**
 * A function that draws how contracts renew, as far as the data bear it out: curve and weights of covariates and
 * firmographics by Laplace's approximation, then each pool given the curve.
 *
 * A pool's posterior N(û, v), τ the deviation of pools, follows the curve: where the log-odds of the average contract
 * are drawn δ higher, those of the pool are û − δ·(1 − v/τ²), so that a pool of many contracts keeps what it has
 * shown and one of few moves with the average. Without a covariance the curve stays.
 */
export function renewalDraws(fit: RenewalFit, random: () => number): () => RenewalFit {
  const draw = normalDraws(fit.logCovariance, random);
  const normal = randomNormal.source(random)();
  const { alpha, beta, shape } = fit.parameters;
  const { covariateWeights, firmographics } = fit;
  const traits = firmographics?.weights.length ?? 0;
  const estimated = (fit.logCovariance?.length ?? 0) - covariateWeights.length - traits;
  const pools = Object.entries(fit.pools);
  return () => {
    const moves = draw?.() ?? [];
    const [byAlpha = 0, byBeta = 0] = moves;
    const level = byAlpha - byBeta;
    const byShape = estimated > 2 ? (moves[2] ?? 0) : 0;
    return {
      ...fit,
      parameters: {
        alpha: alpha * Math.exp(byAlpha),
        beta: beta * Math.exp(byBeta),
        shape: shape * Math.exp(byShape),
      },
      covariateWeights: covariateWeights.map((weight, index) => weight + (moves[estimated + index] ?? 0)),
      firmographics: firmographics && {
        ...firmographics,
        weights: firmographics.weights.map(
          (weight, index) => weight + (moves[estimated + covariateWeights.length + index] ?? 0),
        ),
      },
      pools: Object.fromEntries(
        pools.map(([name, pool]) => {
          const known = 1 - (pool.logOddsDeviation / fit.poolDeviation) ** 2;
          return [
            name,
            { ...pool, logOdds: pool.logOdds - level * known + pool.logOddsDeviation * normal() },
          ] as const;
        }),
      ),
    };
  };
}
