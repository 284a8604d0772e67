import { randomGamma, randomNormal } from "d3";
import {
  type ExpansionFit,
  expectedRatio,
  FLAT_RENEWALS_ASSUMED,
  type RevenueMove,
} from "./fit-expansion.js";

/** The widest spread of ln(after / before) that is drawn: the bound on a single change. */
const WIDEST_DEVIATION = Math.LN10;

/**
 * A function that draws how revenue changes at renewal, as far as the renewals seen bear it out: shares of renewals
 * that grow, shrink and stay ~ Dirichlet of their counts, the ten assumed to stay included; of ln(after / before),
 * variance = s²·(n − 1)/χ² with n − 1 degrees of freedom, mean ~ N(m, variance / n). Directions never seen stay
 * impossible, and a single change keeps its size.
 */
export function expansionDraws(fit: ExpansionFit, random: () => number): () => ExpansionFit {
  const all = fit.renewals + FLAT_RENEWALS_ASSUMED;
  const gamma = randomGamma.source(random);
  const normal = randomNormal.source(random)();
  const drawMove = ({ share, mean, deviation }: RevenueMove): RevenueMove => {
    const count = Math.round(share * all);
    if (count === 0) return { share: 0, mean, deviation };
    const weight = gamma(count)();
    if (count === 1) return { share: weight, mean, deviation };
    const drawn = deviation * Math.sqrt((count - 1) / gamma((count - 1) / 2, 2)());
    const spread = Math.min(WIDEST_DEVIATION, drawn);
    return { share: weight, mean: mean + (spread / Math.sqrt(count)) * normal(), deviation: spread };
  };
  return () => {
    const [up, down] = [drawMove(fit.up), drawMove(fit.down)];
    const flat = gamma(all - Math.round(fit.up.share * all) - Math.round(fit.down.share * all))();
    const total = up.share + down.share + flat;
    const moves = [up, down].map((move) => ({ ...move, share: move.share / total }));
    const [ups = fit.up, downs = fit.down] = moves;
    return { ...fit, up: ups, down: downs, expectedRatio: expectedRatio(ups, downs) };
  };
}
