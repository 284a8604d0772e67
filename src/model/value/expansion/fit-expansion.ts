import { randomNormal, sum } from "d3";
import type { LogMoments, RevenueChanges } from "./revenue-changes.js";

/** One direction in which revenue moves at a renewal: how often, and ln ratio ~ N(mean, deviation²). */
export interface RevenueMove {
  readonly share: number;
  readonly mean: number;
  readonly deviation: number;
}

/** What a renewed term brings over the one before: it grows, shrinks, or (the rest) stays. */
export interface ExpansionFit {
  /** Renewals that it rests on. */
  readonly renewals: number;
  readonly up: RevenueMove;
  readonly down: RevenueMove;
  /** E[after / before] given renewal. */
  readonly expectedRatio: number;
}

/** Renewals without a change that are assumed beside those seen: few renewals say little. */
export const FLAT_RENEWALS_ASSUMED = 10;

/** Length of the half-life with which expected change fades: growth above 1 for ever is no forecast. */
const EXPANSION_HALF_LIFE_DAYS = 730.5;

/**
 * Fits the hurdle and lognormal model of expansion and contraction: a renewal grows, shrinks or stays with the
 * shares seen, drawn towards staying as by ten flat renewals; ln(after / before) of those that grow or shrink is
 * normal. E = 1 + Σ share·(e^(mean + deviation²/2) − 1). Without a renewal nothing is expected to change.
 */
export function fitExpansion(changes: readonly RevenueChanges[]): ExpansionFit {
  const moments = (of: (one: RevenueChanges) => LogMoments): LogMoments => ({
    count: sum(changes, (one) => of(one).count),
    sum: sum(changes, (one) => of(one).sum),
    squares: sum(changes, (one) => of(one).squares),
  });
  const [ups, downs] = [moments(({ up }) => up), moments(({ down }) => down)];
  const renewals = sum(changes, ({ flat }) => flat) + ups.count + downs.count;
  const move = ({ count, sum: total, squares }: LogMoments): RevenueMove => {
    const mean = count > 0 ? total / count : 0;
    const variance = count > 1 ? Math.max(0, (squares - count * mean ** 2) / (count - 1)) : 0;
    return { share: count / (renewals + FLAT_RENEWALS_ASSUMED), mean, deviation: Math.sqrt(variance) };
  };
  const [up, down] = [move(ups), move(downs)];
  return { renewals, up, down, expectedRatio: expectedRatio(up, down) };
}

/** E[after / before] of renewals that grow or shrink so. */
export function expectedRatio(...moves: readonly RevenueMove[]): number {
  return 1 + sum(moves, ({ share, mean, deviation }) => share * Math.expm1(mean + deviation ** 2 / 2));
}

/**
 * Standard error of `expectedRatio` by the delta method: shares as of a multinomial with the ten flat renewals assumed;
 * of a move seen n times, variance of its mean deviation²/n and of its deviation² 2·deviation⁴/(n − 1). Null where no
 * renewal has changed.
 */
export function expectedRatioError({ renewals, up, down }: ExpansionFit): number | null {
  const all = renewals + FLAT_RENEWALS_ASSUMED;
  const moves = [up, down].filter(({ share }) => share > 0);
  if (moves.length === 0) return null;
  const terms = moves.map(({ share, mean, deviation }) => {
    const count = Math.round(share * all);
    const ratio = Math.exp(mean + deviation ** 2 / 2);
    const ofLog = deviation ** 2 / count + (count > 1 ? deviation ** 4 / (2 * (count - 1)) : 0);
    return { share, change: ratio - 1, variance: share ** 2 * ratio ** 2 * ofLog };
  });
  const expected = sum(terms, ({ share, change }) => share * change);
  const ofShares = (sum(terms, ({ share, change }) => share * change ** 2) - expected ** 2) / all;
  return Math.sqrt(ofShares + sum(terms, ({ variance }) => variance));
}

/** Share of the change that is still expected of a renewal `days` after the as-of date: ½^(days / half-life). */
export function expansionWeight(days: number): number {
  return 0.5 ** (days / EXPANSION_HALF_LIFE_DAYS);
}

/** A function that draws after how many flat renewals the next one changes revenue: geometric, ∞ where none does. */
export function changeDrawer({ up, down }: ExpansionFit, random: () => number): () => number {
  const logFlat = Math.log1p(-(up.share + down.share));
  return () => Math.floor(Math.log(1 - random()) / logFlat);
}

/** A function that draws the ratio after / before of a renewal that changes revenue. */
export function ratioDrawer({ up, down }: ExpansionFit, random: () => number): () => number {
  const normal = randomNormal.source(random)();
  return () => {
    const { mean, deviation } = random() * (up.share + down.share) < up.share ? up : down;
    return Math.exp(mean + deviation * normal());
  };
}
