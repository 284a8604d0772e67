import { max, mean, quantile, range, sum } from "d3";
import { holm } from "../../numerics/holm.js";
import type { Estimate, Interval } from "../../numerics/interval.js";
import { DEVIATIONS_OF_80 } from "../../numerics/interval-80.js";
import { studentDeviationsOf80 } from "../../numerics/student-quantile.js";
import type { HalfYears } from "../channels/half-years.js";
import { monthlySpend } from "../channels/monthly-spend.js";
import { commonSlope, growthBy } from "./common-growth.js";
import { type FittedCurve, responseCurveOf } from "./fitted-curve.js";
import { type CountedChannel, countedChannel, growthAt, type JointFit, jointGrowth } from "./joint-growth.js";
import { RESPONSE_LEVEL, type Readable, type ResponseMonth, readableOf } from "./readable-channel.js";
import { bestShape, type FittedShape } from "./response-shapes.js";

/**
 * Whether spend is answered. flat: months with more spend did not bring more than chance does, so what the next euro
 * brings is unknown. growth or spend: they did, but whether the firm would have grown as much without them is open, and
 * the next euro brings more than itself by the one reading and less by the other.
 */
export type ResponseStatus = "responds" | "growth or spend" | "flat" | "too little";

/** How CLV answers to monthly spend in one channel, as the firm is now; intervals are 80 %. */
export interface ChannelResponse {
  readonly channel: string;
  /** Months with spend, that is what the curve rests on. */
  readonly months: number;
  readonly arrivals: number;
  readonly status: ResponseStatus;
  /** Of an answer as clear without any, for all channels together; 1 where too little is known. */
  readonly p: number;
  /** Share of a month's effect that is left the month after. */
  readonly carryOver: number;
  /** Mean of the last 12 months. */
  readonly spendNow: number;
  /** Least and most spent in a month; beyond, a curve is a guess. */
  readonly seen: Interval;
  /** Best fit, also where it is flat; null where too little is known. */
  readonly curve: FittedCurve | null;
  /** CLV that the next unit of spend brings at `spendNow`. */
  readonly marginal: Estimate | null;
  /** Monthly spend at which the next unit brings exactly itself; 0: less than it costs from the first. */
  readonly balance: Estimate | null;
  /** Curves of resampled months, that is how far the fit may be off. */
  readonly draws: readonly FittedCurve[];
}

const SHUFFLES = 199;
/** χ² of one parameter at 10 %: growth less unlikely than that fits as well. */
const ALIKE = 2.706;
/** Level, half spend and carry-over. */
const PARAMETERS_A_CHANNEL = 3;
const LATELY = 12;

/**
 * Fits to each channel how arrivals answer to monthly spend, and what that is worth.
 *
 * Arrivals of month t are Poisson with mean a·gₜ·x̃ₜ/(h + x̃ₜ): x̃ₜ = (1 − θ)·Σ θᵏ·xₜ₋ₖ spend with carry-over,
 * gₜ the growth common to all channels (log-linear in time). a, h, θ and growth together by maximum likelihood, h and θ
 * on a grid (`jointGrowth`). CLV a month = arrivals·CLV per arrival of the months that are decided, at least 0, at the
 * growth of the last 12 months. Months with no spend in x̃ₜ are left out.
 *
 * A channel responds when its likelihood ratio against "spend makes no difference", beside the growth that arrivals had
 * of themselves (so that growth of both is no answer), is matched by at most 10 % of shuffles of spend by whole
 * half-years within the same half of the year, which keep the ups and downs and the season that spend and arrivals have
 * of themselves; for all channels together (Holm). With fewer than 10 such orders, that is less than 30 months, too
 * little is known. Where all growth of itself or none of it fits as well (likelihood ratio over the dispersion below
 * that of p = 10 %), and the next unit then lies on the other side of itself, growth cannot be told from spend. That
 * spend was the cause is assumed.
 *
 * Intervals: quantiles 0.1 and 0.9 over `draws` resamples of the B half-years, growth fitted anew with them, with their
 * logarithms stretched about the fit by √(B/(B − 1))·t/z, t of Student's with B − 1 degrees, for few blocks vary too
 * little. Of 200 planted curves 80 % intervals of what the next unit brings held 75 % at 48 months and 80 % at 72.
 * Months of all channels run alike, oldest first. Sources: Broadbent, Journal of the Market Research Society 21 (1979),
 * for carry-over; Künsch, Annals of Statistics 17 (1989), for blocks.
 */
export function fitChannelResponses(
  channels: ReadonlyMap<string, readonly ResponseMonth[]>,
  draws: number,
  random: () => number,
): ChannelResponse[] {
  const figures = [...channels].map(([channel, months]) => figuresOf(channel, months));
  const found = [...channels.values()].map((months, at) =>
    readableOf(months, figures[at]?.seen ?? NOTHING_SEEN),
  );
  const readable = found.filter((one) => one !== null);
  const count = max(channels.values(), (months) => months.length) ?? 0;
  const alone = commonSlope([...channels.values()]);
  const whole = readable.map(({ rows }) => rows.map((_, place) => place));
  const counted = readable.map((one, at) => countedChannel(one, whole[at] ?? []));
  const fit = jointGrowth(counted, count, startsFrom(alone));
  const curves = readable.map((one, at) => curveOf(one, whole[at] ?? [], fit.shapes[at] ?? null, fit.growth));
  const drawn = Array.from({ length: draws }, () => {
    const places = readable.map(({ years }) => resample(years.blocks, random));
    const own = jointGrowth(
      readable.map((one, at) => countedChannel(one, places[at] ?? [])),
      count,
      [alone, fit.slope],
    );
    return readable.map((one, at) => curveOf(one, places[at] ?? [], own.shapes[at] ?? null, own.growth));
  });
  const rivals = rivalFits(readable, counted, count, alone, fit);
  const grown = growthBy(alone, count);
  const chances = readable.map((one) => shareByChance(one, grown, random));
  const corrected = holm(chances);
  return figures.map((own, at): ChannelResponse => {
    const known = found[at] ?? null;
    const place = known === null ? -1 : readable.indexOf(known);
    const curve = curves[place] ?? null;
    if (known === null || curve === null) return { ...own, ...TOO_LITTLE };
    const p = corrected[place] ?? 1;
    const stretch = stretchOf(known.years.blocks.length);
    const moved = drawn.map((all) => {
      const one = all[place] ?? null;
      return one === null ? { ...curve, ceiling: 0 } : stretched(curve, one, stretch);
    });
    const sides = rivals.map((rival) => {
      const one = curveOf(known, whole[place] ?? [], rival.shapes[place] ?? null, rival.growth);
      return one !== null && responseCurveOf(one).marginalAt(own.spendNow) > 1;
    });
    return {
      ...own,
      status: p > RESPONSE_LEVEL ? "flat" : new Set(sides).size > 1 ? "growth or spend" : "responds",
      p,
      carryOver: fit.shapes[place]?.carryOver ?? 0,
      curve,
      marginal: over(curve, moved, (one) => responseCurveOf(one).marginalAt(own.spendNow)),
      balance: over(curve, moved, ({ ceiling, halfSpend }) =>
        Math.max(0, Math.sqrt(ceiling * halfSpend) - halfSpend),
      ),
      draws: moved,
    };
  });
}

/** From no growth, or growth that runs against that of arrivals, to twice theirs. */
function startsFrom(alone: number): number[] {
  return range(-1, 2.01, 0.25).map((part) => part * alone);
}

const NOTHING_SEEN = { low: 0, high: 0 };

const TOO_LITTLE = {
  status: "too little",
  p: 1,
  carryOver: 0,
  curve: null,
  marginal: null,
  balance: null,
  draws: [],
} as const;

/** The fit, and those that have all growth come of itself or none of it, as far as the data bear them out as well. */
function rivalFits(
  readable: readonly Readable[],
  counted: readonly CountedChannel[],
  months: number,
  alone: number,
  fit: JointFit,
): JointFit[] {
  const spread = Math.max(1, dispersion(readable, fit));
  const rivals = [0, alone].map((slope) => growthAt(counted, months, slope));
  return [fit, ...rivals.filter((one) => (2 * (fit.logLikelihood - one.logLikelihood)) / spread <= ALIKE)];
}

/** Pearson's χ² over its degrees of freedom: above 1 where arrivals vary more than Poisson's. */
function dispersion(readable: readonly Readable[], { shapes, growth }: JointFit): number {
  let [squares, rows] = [0, 0];
  readable.forEach((one, channel) => {
    const shape = shapes[channel];
    if (shape == null) return;
    one.rows.forEach(({ arrivals, at }, place) => {
      const expected = shape.level * (growth[at] ?? 1) * (shape.shares[place] ?? 0);
      squares += (arrivals - expected) ** 2 / expected;
      rows += 1;
    });
  });
  return squares / Math.max(1, rows - PARAMETERS_A_CHANNEL * readable.length - 1);
}

function over(curve: FittedCurve, draws: readonly FittedCurve[], of: (one: FittedCurve) => number): Estimate {
  const values = draws.map(of);
  const value = of(curve);
  return {
    value,
    low: Math.min(value, quantile(values, 0.1) ?? value),
    high: Math.max(value, quantile(values, 0.9) ?? value),
  };
}

type Figures = Pick<ChannelResponse, "channel" | "months" | "arrivals" | "spendNow" | "seen">;

/** As many half-years as there are, any of them several times. */
function resample(blocks: HalfYears["blocks"], random: () => number): number[] {
  return blocks.flatMap(() => blocks[Math.floor(random() * blocks.length)] ?? []);
}

function figuresOf(channel: string, months: readonly ResponseMonth[]): Figures {
  const { today, seen, months: spent } = monthlySpend(months.map(({ spend }) => spend));
  return { channel, months: spent, arrivals: sum(months, ({ arrivals }) => arrivals), spendNow: today, seen };
}

/** CLV a month by a fitted shape, at the growth of the last 12 months; nothing where nothing arrived. */
function curveOf(
  { rows, worth }: Readable,
  places: readonly number[],
  shape: FittedShape | null,
  growth: Float64Array,
): FittedCurve | null {
  if (shape === null) return null;
  const own = places.flatMap((place) => (rows[place]?.clv == null ? [] : [rows[place]]));
  const came = sum(own, ({ arrivals }) => arrivals);
  const each = came > 0 ? sum(own, ({ clv }) => clv ?? 0) / came : worth;
  // Months whose clients cost more than they bring add up to less than nothing: no spend on them is worth it.
  const ceiling = Math.max(0, (mean(growth.slice(-LATELY)) ?? 1) * shape.level * each);
  return { ceiling, halfSpend: shape.halfSpend };
}

/** What makes resamples of few blocks vary as much as what they stand for. */
function stretchOf(blocks: number): number {
  return (Math.sqrt(blocks / (blocks - 1)) * studentDeviationsOf80(blocks - 1)) / DEVIATIONS_OF_80;
}

/** A curve moved away from another, on a log scale; a ceiling of 0 stays. */
function stretched(from: FittedCurve, to: FittedCurve, by: number): FittedCurve {
  const moved = (start: number, end: number) => (start > 0 ? start * (end / start) ** by : end);
  return { ceiling: moved(from.ceiling, to.ceiling), halfSpend: moved(from.halfSpend, to.halfSpend) };
}

/** Share of orders of half-years of spend that go with arrivals as well as the true order does. */
function shareByChance(
  { shapes, rows, years }: Readable,
  growth: Float64Array,
  random: () => number,
): number {
  const grown = rows.map(({ arrivals, at }) => ({ arrivals, growth: growth[at] ?? 1 }));
  const places = rows.map((_, place) => place);
  const { ratio } = bestShape(shapes, grown, places);
  let reached = 1;
  for (let draw = 0; draw < SHUFFLES; draw++) {
    if (bestShape(shapes, grown, years.shuffled(random)).ratio >= ratio - 1e-9) reached++;
  }
  return reached / (SHUFFLES + 1);
}
