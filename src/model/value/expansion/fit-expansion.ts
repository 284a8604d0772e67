import { randomNormal, sum } from "d3";
import { termClassOf } from "../contracts/contract-line.js";
import { lastingMoves, passingDeviation } from "./lasting-moves.js";
import { type LevelDrift, levelDrift } from "./level-drift.js";
import { type PassingChanges, passingChanges } from "./passing-changes.js";
import type { LogMoments, RevenueChanges } from "./revenue-changes.js";
import type { RevenueMove, RevenueMoves } from "./revenue-moves.js";

/** What a renewed term brings over the one before, as far as it lasts. */
export interface ExpansionFit extends RevenueMoves {
  /** Renewals that it rests on. */
  readonly renewals: number;
  /** E[after / before] given renewal. */
  readonly expectedRatio: number;
  /** The moves as seen: those that last and those that pass again. */
  readonly seen: RevenueMoves;
  readonly passing: PassingChanges;
  /** Mean change of the level at a renewal, where changes pass. */
  readonly drift: LevelDrift;
  /** In which the change that is still expected fades by half; ∞: it goes on for ever. */
  readonly halfLifeDays: number;
}

/** Renewals without a change that are assumed beside those seen: few renewals say little. */
export const FLAT_RENEWALS_ASSUMED = 10;

/** Standard deviation of what a contract's revenue grows by in a year, ln(after / before), before anything is seen. */
const GROWTH_DEVIATION_A_YEAR = 0.2;

/**
 * Half-life with which expected change fades: growth above 1 for ever is no forecast. A choice, which no data of a few
 * years prove; `expansionDraws` tells how little is known of it.
 */
export const EXPANSION_HALF_LIFE_DAYS = 730.5;

/**
 * Fits the hurdle and lognormal model of expansion and contraction: a renewal grows, shrinks or stays with the
 * shares seen, drawn towards staying as by ten flat renewals; ln(after / before) of those that grow or shrink is
 * normal. E = 1 + Σ share·(e^(mean + deviation²/2) − 1). Without a renewal nothing is expected to change. Where bills
 * swing around a level, the moves are those of the level (`passingChanges`, `lastingMoves`). `termMonths` is the mean
 * length of a term.
 */
export function fitExpansion(changes: readonly RevenueChanges[], termMonths: number): ExpansionFit {
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
  const seen = { up: move(ups), down: move(downs) };
  const passing = passingChanges(
    changes,
    renewals > 0 ? (ups.sum + downs.sum) / renewals : 0,
    termClassOf(termMonths) === "short",
  );
  const drift = heldDrift(levelDrift(changes), passingDeviation(seen, passing.share), termMonths);
  const { up, down } = lastingMoves(seen, passing.share, drift.mean);
  return {
    renewals,
    up,
    down,
    expectedRatio: expectedRatio(up, down),
    seen,
    passing,
    drift,
    halfLifeDays: EXPANSION_HALF_LIFE_DAYS,
  };
}

/**
 * The drift drawn to none as far as passing parts of the given deviation hide it: growth of a year ~ N(0, 0.2²) in
 * logarithms beforehand. It is as measured where changes last.
 */
function heldDrift({ mean, passingParts }: LevelDrift, passing: number, termMonths: number): LevelDrift {
  const before = (GROWTH_DEVIATION_A_YEAR * termMonths) / 12;
  const weight = before ** 2 / (before ** 2 + (passing * passingParts) ** 2);
  return { mean: weight * mean, passingParts: Math.sqrt(weight) * passingParts };
}

/** E[after / before] of renewals that grow or shrink so. */
export function expectedRatio(...moves: readonly RevenueMove[]): number {
  return 1 + sum(moves, ({ share, mean, deviation }) => share * Math.expm1(mean + deviation ** 2 / 2));
}

/**
 * Standard error of `expectedRatio` by the delta method: shares as of a multinomial with the ten flat renewals assumed;
 * of a move seen n times, variance of its mean deviation²/n and of its deviation² 2·deviation⁴/(n − 1). Null where no
 * renewal has changed. Where changes pass, `driftError` comes on top.
 */
export function expectedRatioError(fit: ExpansionFit): number | null {
  const { renewals, up, down } = fit;
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
  const ofDrift = (fit.expectedRatio * driftError(fit)) ** 2;
  return Math.sqrt(ofShares + sum(terms, ({ variance }) => variance) + ofDrift);
}

/** Standard error that the passing parts of terms give the mean change of the level. */
export function driftError({ seen, passing, drift }: ExpansionFit): number {
  return passingDeviation(seen, passing.share) * drift.passingParts;
}

/** Share of the change that is still expected of a renewal `days` after the as-of date: ½^(days / half-life). */
export function expansionWeight(days: number, halfLifeDays = EXPANSION_HALF_LIFE_DAYS): number {
  return 0.5 ** (days / halfLifeDays);
}

/** A function that draws after how many flat renewals the next one changes revenue: geometric, ∞ where none does. */
export function changeDrawer({ up, down }: RevenueMoves, random: () => number): () => number {
  const logFlat = Math.log1p(-(up.share + down.share));
  return () => Math.floor(Math.log(1 - random()) / logFlat);
}

/** A function that draws the ratio after / before of a renewal that changes revenue. */
export function ratioDrawer({ up, down }: RevenueMoves, random: () => number): () => number {
  const normal = randomNormal.source(random)();
  return () => {
    const { mean, deviation } = random() * (up.share + down.share) < up.share ? up : down;
    return Math.exp(mean + deviation * normal());
  };
}
