import { groups, mean, quantile, shuffler, sum } from "d3";
import { holm } from "../numerics/holm.js";
import { commonGrowth } from "./common-growth.js";
import { type FittedCurve, responseCurveOf } from "./fitted-curve.js";
import { monthlySpend } from "./monthly-spend.js";
import {
  bestShape,
  effectiveSpends,
  type FitRow,
  type FittedShape,
  responseShapes,
  type Shape,
} from "./response-shapes.js";

/** A channel's month: what was spent, what came of it, in a firm that grows. */
export interface ResponseMonth {
  /** Spend to acquire; the month's credit notes may make it negative. */
  readonly spend: number;
  /** Deals opened, or clients won, that began in the month. */
  readonly arrivals: number;
  /** CLV of the clients credited to the month. */
  readonly clv: number;
}

export interface MoneyInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How CLV answers to monthly spend in one channel, as the firm is now; intervals are 80 %. */
export interface ChannelResponse {
  readonly channel: string;
  /** Months with spend, that is what the curve rests on. */
  readonly months: number;
  readonly arrivals: number;
  /** flat: months with more spend did not bring more than chance does, so what the next euro brings is unknown. */
  readonly status: "responds" | "flat" | "too little";
  /** Of an answer as clear without any, for all channels together; 1 where too little is known. */
  readonly p: number;
  /** Share of a month's effect that is left the month after. */
  readonly carryOver: number;
  /** Mean of the last 12 months. */
  readonly spendNow: number;
  /** Least and most spent in a month; beyond, a curve is a guess. */
  readonly seen: { readonly low: number; readonly high: number };
  /** Best fit, also where it is flat; null where too little is known. */
  readonly curve: FittedCurve | null;
  /** CLV that the next unit of spend brings at `spendNow`. */
  readonly marginal: MoneyInterval | null;
  /** Monthly spend at which the next unit brings exactly itself; 0: less than it costs from the first. */
  readonly balance: MoneyInterval | null;
  /** Curves of resampled months, that is how far the fit may be off. */
  readonly draws: readonly FittedCurve[];
}

const RESPONSE_LEVEL = 0.1;
const FEWEST_MONTHS = 18;
const FEWEST_ARRIVALS = 20;
const BLOCK_MONTHS = 6;
const SHUFFLES = 199;
const LATELY = 12;

/**
 * Fits to each channel how arrivals answer to monthly spend, and what that is worth.
 *
 * Arrivals of month t are Poisson with mean a·gₜ·x̃ₜ/(h + x̃ₜ): x̃ₜ = (1 − θ)·Σ θᵏ·xₜ₋ₖ spend with carry-over,
 * gₜ the growth common to all channels (log-linear in time). a, h and θ by maximum likelihood, h and θ on a grid. CLV a
 * month = arrivals·CLV per arrival, at least 0, at the growth of the last 12 months. Months with no spend in x̃ₜ are left out.
 * A channel responds when its likelihood ratio against "spend makes no difference" is matched by at most 10 % of shuffles
 * of spend by whole half-years, which keep the ups and downs that spend and arrivals have of themselves; for all
 * channels together (Holm). Intervals: quantiles 0.1 and 0.9 over `draws` resamples of half-years. That spend was the
 * cause is assumed. Months of all channels run alike, oldest first. Sources: Broadbent, Journal of the Market Research
 * Society 21 (1979), for carry-over; Künsch, Annals of Statistics 17 (1989), for blocks.
 */
export function fitChannelResponses(
  channels: ReadonlyMap<string, readonly ResponseMonth[]>,
  draws: number,
  random: () => number,
): ChannelResponse[] {
  const growth = commonGrowth([...channels.values()]);
  const fits = [...channels].map(([channel, months]) => fitOne(channel, months, growth, draws, random));
  const tested = fits.filter(({ curve }) => curve !== null);
  const corrected = new Map(holm(tested.map(({ p }) => p)).map((p, at) => [tested[at]?.channel ?? "", p]));
  return fits.map((fit) => {
    const p = corrected.get(fit.channel) ?? 1;
    return fit.curve === null ? fit : { ...fit, p, status: p <= RESPONSE_LEVEL ? "responds" : "flat" };
  });
}

function fitOne(
  channel: string,
  months: readonly ResponseMonth[],
  growth: Float64Array,
  draws: number,
  random: () => number,
): ChannelResponse {
  const spends = months.map(({ spend }) => Math.max(0, spend));
  const { today: spendNow, seen, months: monthsSpent } = monthlySpend(spends);
  const { low, high } = seen;
  const base = {
    channel,
    months: monthsSpent,
    arrivals: sum(months, ({ arrivals }) => arrivals),
    spendNow,
    seen,
  };
  const effective = effectiveSpends(spends);
  const rows = months.flatMap((month, at) =>
    effective.every(({ spends: own }) => (own[at] ?? 0) > 0)
      ? [{ ...month, at, growth: growth[at] ?? 1 }]
      : [],
  );
  if (!(rows.length >= FEWEST_MONTHS && sum(rows, (row) => row.arrivals) >= FEWEST_ARRIVALS && low < high)) {
    return {
      ...base,
      status: "too little",
      p: 1,
      carryOver: 0,
      curve: null,
      marginal: null,
      balance: null,
      draws: [],
    };
  }
  const shapes = responseShapes(
    effective.map(({ carryOver, spends: own }) => ({
      carryOver,
      spends: rows.map(({ at }) => own[at] ?? 0),
    })),
  );
  const inOrder = rows.map((_, place) => place);
  const best = bestShape(shapes, rows, inOrder, inOrder);
  const growthNow = mean(growth.slice(-LATELY)) ?? 1;
  const curveFrom = (places: readonly number[], shape: FittedShape): FittedCurve => ({
    // Months whose clients cost more than they bring add up to less than nothing: no spend on them is worth it.
    ceiling: Math.max(
      0,
      (growthNow * shape.level * sum(places, (place) => rows[place]?.clv ?? 0)) /
        sum(places, (place) => rows[place]?.arrivals ?? 0),
    ),
    halfSpend: shape.halfSpend,
  });
  const blocks = blocksOf(inOrder);
  const resampled = Array.from({ length: draws }, () => {
    const drawn = blocks.flatMap(() => blocks[Math.floor(random() * blocks.length)] ?? []);
    return sum(drawn, (place) => rows[place]?.arrivals ?? 0) > 0
      ? curveFrom(drawn, bestShape(shapes, rows, drawn, drawn))
      : { ceiling: 0, halfSpend: best.halfSpend };
  });
  const curve = curveFrom(inOrder, best);
  const over = (of: (one: FittedCurve) => number): MoneyInterval => {
    const values = resampled.map(of);
    const value = of(curve);
    return {
      value,
      low: Math.min(value, quantile(values, 0.1) ?? value),
      high: Math.max(value, quantile(values, 0.9) ?? value),
    };
  };
  return {
    ...base,
    status: "flat",
    p: shareByChance(shapes, rows, blocks, best.ratio, random),
    carryOver: best.carryOver,
    curve,
    marginal: over((one) => responseCurveOf(one).marginalAt(spendNow)),
    balance: over(({ ceiling, halfSpend }) => Math.max(0, Math.sqrt(ceiling * halfSpend) - halfSpend)),
    draws: resampled,
  };
}

/** Half-years: months that lie close together are not independent of each other. */
function blocksOf(places: readonly number[]): number[][] {
  return groups(places, (place) => Math.floor(place / BLOCK_MONTHS)).map(([, block]) => block);
}

/** Share of shuffles of whole half-years of spend that go with arrivals as well as the true order does. */
function shareByChance(
  shapes: readonly Shape[],
  rows: readonly FitRow[],
  blocks: readonly (readonly number[])[],
  ratio: number,
  random: () => number,
): number {
  const places = rows.map((_, place) => place);
  const shuffle = shuffler(random);
  let reached = 1;
  for (let draw = 0; draw < SHUFFLES; draw++) {
    const shuffled = shuffle([...blocks]).flat();
    if (bestShape(shapes, rows, places, shuffled).ratio >= ratio - 1e-9) reached++;
  }
  return reached / (SHUFFLES + 1);
}
