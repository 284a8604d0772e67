import type { RevenueMove, RevenueMoves } from "./revenue-moves.js";

/** E[ln(after / before)] of renewals that move so. */
export function driftOf({ up, down }: RevenueMoves): number {
  return up.share * up.mean + down.share * down.mean;
}

/** Variance σ² of ln(after / before) of renewals that move so. */
export function changeVariance(moves: RevenueMoves): number {
  const square = ({ share, mean, deviation }: RevenueMove): number => share * (mean ** 2 + deviation ** 2);
  return Math.max(0, square(moves.up) + square(moves.down) - driftOf(moves) ** 2);
}

/**
 * The part of moves that lasts, where the share π of their variance passes: as often, and each move smaller. With
 * κ = √(1 − π), s the share of renewals with a move, d their mean change and `drift` that of the level,
 * ln ratio ~ N(κ·mean + (drift − κ·d)/s, (κ·deviation)²), whose variance over all renewals is about (1 − π)·σ². π = 0
 * leaves moves as they are.
 */
export function lastingMoves(moves: RevenueMoves, passingShare: number, drift: number): RevenueMoves {
  const share = moves.up.share + moves.down.share;
  if (passingShare === 0 || share === 0) return { up: moves.up, down: moves.down };
  const kept = Math.sqrt(1 - passingShare);
  const shift = (drift - kept * driftOf(moves)) / share;
  const lasting = (move: RevenueMove): RevenueMove => ({
    share: move.share,
    mean: kept * move.mean + shift,
    deviation: kept * move.deviation,
  });
  return { up: lasting(moves.up), down: lasting(moves.down) };
}

/** Standard deviation σ_ε of a term's passing part, ln of its revenue over the level, where π passes: √(π·σ² / 2). */
export function passingDeviation(seen: RevenueMoves, passingShare: number): number {
  return Math.sqrt((passingShare * changeVariance(seen)) / 2);
}
