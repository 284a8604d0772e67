import { randomGamma, randomNormal } from "d3";
import {
  driftError,
  EXPANSION_HALF_LIFE_DAYS,
  type ExpansionFit,
  expectedRatio,
  FLAT_RENEWALS_ASSUMED,
} from "./fit-expansion.js";
import { lastingMoves } from "./lasting-moves.js";
import type { RevenueMove } from "./revenue-moves.js";

/** The widest spread of ln(after / before) that is drawn: the bound on a single change. */
const WIDEST_DEVIATION = Math.LN10;
/** Of what is left of growth after a half-life: none at all has no logarithm. */
const LEAST_LEFT = 1e-6;

/**
 * A function that draws how revenue changes at renewal, as far as the renewals seen bear it out: shares of renewals
 * that grow, shrink and stay ~ Dirichlet of their counts, the ten assumed to stay included; of ln(after / before),
 * variance = s²·(n − 1)/χ² with n − 1 degrees of freedom, mean ~ N(m, variance / n). Directions never seen stay
 * impossible, and a single change keeps its size. The share of the change that is still expected after the half-life
 * is anything from 0 to 1, all alike: growth may be over at once, or go on.
 *
 * Where some changes pass, their share ~ N(π, its standard error²) within 0 and 1, the moves are those that last by it,
 * and the mean change is off by N(0, `driftError`²), too.
 */
export function expansionDraws(fit: ExpansionFit, random: () => number): () => ExpansionFit {
  const all = fit.renewals + FLAT_RENEWALS_ASSUMED;
  const gamma = randomGamma.source(random);
  const normal = randomNormal.source(random)();
  const fading = (): number => LEAST_LEFT + (1 - LEAST_LEFT) * random();
  const drawMove = ({ share, mean, deviation }: RevenueMove): RevenueMove => {
    const count = Math.round(share * all);
    if (count === 0) return { share: 0, mean, deviation };
    const weight = gamma(count)();
    if (count === 1) return { share: weight, mean, deviation };
    const drawn = deviation * Math.sqrt((count - 1) / gamma((count - 1) / 2, 2)());
    const spread = Math.min(WIDEST_DEVIATION, drawn);
    return { share: weight, mean: mean + (spread / Math.sqrt(count)) * normal(), deviation: spread };
  };
  const drawLasting = (): ExpansionFit => {
    const { share, standardError } = fit.passing;
    if (share === 0) return fit;
    const drawn = Math.max(0, Math.min(1, share + (standardError ?? 0) * normal()));
    const mean = fit.drift.mean + driftError(fit) * normal();
    const { up, down } = lastingMoves(fit.seen, drawn, mean);
    return { ...fit, up, down, passing: { ...fit.passing, share: drawn } };
  };
  return () => {
    const lasting = drawLasting();
    const [up, down] = [drawMove(lasting.up), drawMove(lasting.down)];
    const flat = gamma(all - Math.round(fit.up.share * all) - Math.round(fit.down.share * all))();
    const total = up.share + down.share + flat;
    const moves = [up, down].map((move) => ({ ...move, share: move.share / total }));
    const [ups = fit.up, downs = fit.down] = moves;
    const halfLifeDays = -EXPANSION_HALF_LIFE_DAYS / Math.log2(fading());
    return { ...lasting, up: ups, down: downs, expectedRatio: expectedRatio(ups, downs), halfLifeDays };
  };
}
