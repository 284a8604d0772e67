import { group, sum } from "d3";
import type { RenewalCurve } from "../beta-discrete-weibull/renewal-curve.js";
import type { RenewalCell } from "./renewal-cells.js";
import { type PoolShift, shifted } from "./renewal-fit.js";

/** Standard deviations of pools in log-odds that are tried. */
const DEVIATIONS = [0, 0.1, 0.15, 0.2, 0.3, 0.4, 0.55, 0.75, 1, 1.4] as const;

const NEWTON_STEPS = 12;
const LONGEST_STEP = 1;
const STEP = 1e-3;

/** Pools drawn towards the mean of all. */
export interface PoolFit {
  readonly deviation: number;
  readonly pools: Readonly<Record<string, PoolShift>>;
}

/** Mode and curvature of LL(u) − u²/2τ². */
function posterior(logLikelihood: (shift: number) => number, deviation: number): [number, number] {
  const precision = 1 / deviation ** 2;
  let shift = 0;
  let curvature = precision;
  for (let step = 0; step < NEWTON_STEPS; step += 1) {
    const [below, at, above] = [
      logLikelihood(shift - STEP),
      logLikelihood(shift),
      logLikelihood(shift + STEP),
    ];
    const slope = (above - below) / (2 * STEP) - precision * shift;
    curvature = Math.max(0, (2 * at - above - below) / STEP ** 2) + precision;
    const move = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, slope / curvature));
    shift += move;
    if (Math.abs(move) < 1e-7) break;
  }
  return [shift, curvature];
}

/**
 * Partial pooling by empirical Bayes: pool g shifts the log-odds of ending by u_g ~ N(0, τ²). τ maximises the
 * marginal likelihood by Laplace's method, Σ_g [LL_g(û) − û²/2τ² − ½ ln(τ²·curvature)]; u_g is its posterior mode.
 *
 * Pools with few contracts stay near 0; τ = 0, and no pools, where they do not differ more than chance has them.
 */
export function fitPools(
  cells: readonly RenewalCell[],
  curve: RenewalCurve,
  weights: readonly number[],
): PoolFit {
  const none: PoolFit = { deviation: 0, pools: {} };
  const pools = [...group(cells, (cell) => cell.pool)];
  if (pools.length < 2) return none;
  const members = pools.map(([pool, ofPool]) => {
    const base = ofPool.map((cell) => sum(cell.covariates, (x, index) => x * (weights[index] ?? 0)));
    return {
      pool,
      contracts: sum(ofPool, (cell) => cell.contracts),
      logLikelihood: (shift: number) =>
        sum(ofPool, (cell, index) => cell.logLikelihood(shifted(curve, (base[index] ?? 0) + shift))),
    };
  });
  let best = { marginal: sum(members, (member) => member.logLikelihood(0)), fit: none };
  for (const deviation of DEVIATIONS) {
    if (deviation === 0) continue;
    const modes = members.map((member) => posterior(member.logLikelihood, deviation));
    const marginal = sum(members, (member, index) => {
      const [shift = 0, curvature = 1] = modes[index] ?? [];
      const prior = (shift / deviation) ** 2 + Math.log(deviation ** 2 * curvature);
      return member.logLikelihood(shift) - prior / 2;
    });
    if (marginal <= best.marginal) continue;
    const shifts = members.map(({ pool, contracts }, index): [string, PoolShift] => [
      pool,
      {
        contracts,
        logOdds: modes[index]?.[0] ?? 0,
        logOddsDeviation: 1 / Math.sqrt(modes[index]?.[1] ?? 1 / deviation ** 2),
      },
    ]);
    best = { marginal, fit: { deviation, pools: Object.fromEntries(shifts) } };
  }
  return best.fit;
}
