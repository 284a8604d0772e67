import { growthBy } from "./common-growth.js";
import type { FittedShape, Shape } from "./response-shapes.js";

/** A channel whose answer to spend is fitted together with the growth that it shares with others. */
export interface GrowingChannel {
  readonly shapes: readonly Shape[];
  readonly rows: readonly { readonly arrivals: number; readonly at: number }[];
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

/**
 * Growth exp(b·t) and the shapes of all channels that fit best together, by maximum likelihood of Poisson arrivals.
 *
 * Growth that is fitted before spend takes all that spend which grew along with it brought, and every curve must then
 * saturate; so b is searched with the shapes, from the best of `starts` on, in steps that are halved. `places` says
 * which rows of each channel count, some several times.
 */
export function jointGrowth(
  channels: readonly GrowingChannel[],
  places: readonly (readonly number[])[],
  months: number,
  starts: readonly number[],
): JointFit {
  const at = (slope: number): JointFit => growthAt(channels, places, months, slope);
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
export function growthAt(
  channels: readonly GrowingChannel[],
  places: readonly (readonly number[])[],
  months: number,
  slope: number,
): JointFit {
  const growth = growthBy(slope, months);
  let logLikelihood = 0;
  const shapes = channels.map(({ shapes: looked, rows }, channel): FittedShape | null => {
    const arrivals = new Float64Array(rows.length);
    const exposures = new Float64Array(rows.length);
    let total = 0;
    let exposure = 0;
    let growing = 0;
    for (const place of places[channel] ?? []) {
      const row = rows[place];
      if (row === undefined) continue;
      const grown = growth[row.at] ?? 1;
      arrivals[place] = (arrivals[place] ?? 0) + row.arrivals;
      exposures[place] = (exposures[place] ?? 0) + grown;
      total += row.arrivals;
      exposure += grown;
      growing += row.arrivals * Math.log(grown);
    }
    if (!(total > 0)) return null;
    let best: FittedShape | null = null;
    for (const shape of looked) {
      let reached = 0;
      let logs = 0;
      for (let place = 0; place < rows.length; place++) {
        reached += (exposures[place] ?? 0) * (shape.shares[place] ?? 0);
        logs += (arrivals[place] ?? 0) * (shape.logShares[place] ?? 0);
      }
      const ratio = 2 * (logs - total * Math.log(reached / exposure));
      if (best === null || ratio > best.ratio + 1e-9) best = { ...shape, level: total / reached, ratio };
    }
    logLikelihood += growing - total * Math.log(exposure) + (best?.ratio ?? 0) / 2;
    return best;
  });
  return { slope, growth, shapes, logLikelihood };
}
