import { sum } from "d3";
import { growthBy } from "./common-growth.js";
import type { FittedShape, Shape } from "./response-shapes.js";

/** A channel whose answer to spend is fitted together with the growth that it shares with others. */
export interface GrowingChannel {
  readonly shapes: readonly Shape[];
  readonly rows: readonly { readonly arrivals: number; readonly at: number }[];
}

/** Rows of a channel as they count, some several times, with what does not depend on growth summed once. */
export interface CountedChannel extends GrowingChannel {
  /** How often each row counts. */
  readonly times: Float64Array;
  readonly arrivals: number;
  /** By shape: Σ arrivals·log share. */
  readonly logs: Float64Array;
}

/** Growth, and the likeliest shape of each channel beside it. */
export interface JointFit {
  /** b of the growth exp(b·t), t from −½ to ½ over all months. */
  readonly slope: number;
  readonly growth: Float64Array;
  /** In the order of the channels; null where nothing arrived. */
  readonly shapes: readonly (FittedShape | null)[];
  /** Up to what no shape and no growth changes. */
  readonly logLikelihood: number;
}

const FIRST_STEP = 0.25;
const LAST_STEP = 0.02;

/** A channel of which the rows at `places` count. */
export function countedChannel(channel: GrowingChannel, places: readonly number[]): CountedChannel {
  const { shapes, rows } = channel;
  const times = new Float64Array(rows.length);
  for (const place of places) times[place] = (times[place] ?? 0) + 1;
  const arrivals = Float64Array.from(rows, (row, place) => row.arrivals * (times[place] ?? 0));
  return {
    ...channel,
    times,
    arrivals: sum(arrivals),
    logs: Float64Array.from(shapes, ({ logShares }) => dot(arrivals, logShares)),
  };
}

/**
 * Growth exp(b·t) and the shapes of all channels that fit best together, by maximum likelihood of Poisson arrivals.
 *
 * Growth that is fitted before spend takes all that spend which grew along with it brought, and every curve must then
 * saturate; so b is searched with the shapes, from the best of `starts` and of no growth on, in steps that are halved.
 */
export function jointGrowth(
  channels: readonly CountedChannel[],
  months: number,
  starts: readonly number[],
): JointFit {
  const at = (slope: number): JointFit => growthAt(channels, months, slope);
  const isBetter = (one: JointFit, than: JointFit) => one.logLikelihood > than.logLikelihood + 1e-9;
  let best = starts.map(at).reduce((one, other) => (isBetter(other, one) ? other : one), at(0));
  for (let step = FIRST_STEP; step > LAST_STEP; ) {
    const next = [best.slope - step, best.slope + step].map(at).find((one) => isBetter(one, best));
    if (next === undefined) step /= 2;
    else best = next;
  }
  return best;
}

/** The likeliest shapes beside a growth that is given. */
export function growthAt(channels: readonly CountedChannel[], months: number, slope: number): JointFit {
  const growth = growthBy(slope, months);
  const logGrowth = growth.map(Math.log);
  let logLikelihood = 0;
  const shapes = channels.map(({ shapes: looked, rows, times, arrivals, logs }): FittedShape | null => {
    if (!(arrivals > 0)) return null;
    const exposures = new Float64Array(rows.length);
    rows.forEach(({ at }, place) => {
      exposures[place] = (times[place] ?? 0) * (growth[at] ?? 1);
    });
    const exposure = sum(exposures);
    let [best, ratio, level] = [0, Number.NEGATIVE_INFINITY, 0];
    looked.forEach(({ shares }, shape) => {
      const reached = dot(exposures, shares);
      const own = 2 * ((logs[shape] ?? 0) - arrivals * Math.log(reached / exposure));
      if (own > ratio + 1e-9) [best, ratio, level] = [shape, own, arrivals / reached];
    });
    rows.forEach(({ at, arrivals: came }, place) => {
      logLikelihood += (times[place] ?? 0) * came * (logGrowth[at] ?? 0);
    });
    logLikelihood += ratio / 2 - arrivals * Math.log(exposure);
    const shape = looked[best];
    return shape === undefined ? null : { ...shape, level, ratio };
  });
  return { slope, growth, shapes, logLikelihood };
}

function dot(some: Float64Array, others: Float64Array): number {
  let product = 0;
  for (let at = 0; at < some.length; at++) product += (some[at] ?? 0) * (others[at] ?? 0);
  return product;
}
