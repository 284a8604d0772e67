import type { ContractLine } from "../client-history.js";
import type { ExpansionFit } from "./fit-expansion.js";
import { changeVariance, driftOf } from "./lasting-moves.js";
import type { Swings } from "./swings.js";

/** What a line's next term would bring today. */
export interface UsualRevenue {
  /** Expected. */
  readonly revenue: number;
  /** How terms swing around their level; null where every change lasts. */
  readonly swings: Swings | null;
}

/** Renewals like the portfolio's that are assumed beside a line's own, where it tells how far its bills swing. */
const RENEWALS_ASSUMED = 10;

/**
 * The revenue of a term of a line at its level today: the latest term's where all changes last; else the level, filtered
 * from the latest twelve terms.
 *
 * ln revenue of term t is yₜ = μₜ + εₜ, μₜ = μₜ₋₁ + d + ηₜ, with Var(ε) = πσ²/2, d the mean change and q = Var(η)/Var(ε) =
 * 2(1 − π)/π. The Kalman filter from the first of the terms on, P = 1 in units of Var(ε): K = (P + q)/(P + q + 1),
 * μ̂ ← μ̂ + d + K·(y − μ̂ − d), P ← K, and C ← (1 − K)·C, from C = 1, the covariance with the first term's level. Expected is
 * exp(μ̂ + Var(ε)·(½ + P/2 − C)), by which all lines together are expected to bring what they brought: a single term
 * brings the same again. π = 1 is the mean of ln revenue, π → 0 the latest term. A line's own Var(ε) is as far as
 * its changes show it, drawn to the portfolio's as by ten renewals.
 */
export function usualRevenue(line: ContractLine, expansion: ExpansionFit): UsualRevenue {
  const latest = Math.max(0, line.termRevenue);
  const { share } = expansion.passing;
  if (share === 0) return { revenue: latest, swings: null };
  const drift = driftOf(expansion);
  const steps = (2 * (1 - share)) / share;
  const [first = 0, ...later] = [...(line.recentTerms ?? []), 0];
  let [level, uncertainty, withFirst] = [first, 1, 1];
  for (const term of later) {
    const gain = (uncertainty + steps) / (uncertainty + steps + 1);
    level += drift + gain * (term - level - drift);
    uncertainty = gain;
    withFirst *= 1 - gain;
  }
  const variance = (share / 2) * ownVariance(line, changeVariance(expansion.seen));
  return {
    revenue: latest * Math.exp(level + variance * (0.5 + uncertainty / 2 - withFirst)),
    swings: { term: Math.sqrt(variance), level: Math.sqrt(variance * uncertainty) },
  };
}

function ownVariance({ changes: { flat, up, down } }: ContractLine, ofAll: number): number {
  const renewals = flat + up.count + down.count;
  return (up.squares + down.squares + RENEWALS_ASSUMED * ofAll) / (renewals + RENEWALS_ASSUMED);
}
