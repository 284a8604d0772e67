import { max, mean, sum } from "d3";

const NEWTON_STEPS = 20;

/**
 * exp(b·t) with mean 1, b the Poisson trend of all channels' arrivals together; 1 throughout where there are none.
 * `timesOf` says how often a month counts, as where months are resampled.
 */
export function commonGrowth(
  channels: readonly (readonly { readonly arrivals: number }[])[],
  timesOf: (month: number) => number = () => 1,
): Float64Array {
  const count = max(channels, (months) => months.length) ?? 0;
  const counted = Array.from({ length: count }, (_, at) => timesOf(at));
  const totals = counted.map((often, at) => often * sum(channels, (months) => months[at]?.arrivals ?? 0));
  const all = sum(totals);
  const times = totals.map((_, at) => (at - (count - 1) / 2) / Math.max(1, count));
  let slope = 0;
  for (let step = 0; step < NEWTON_STEPS && all > 0 && count > 1; step++) {
    const weights = times.map((time, at) => (counted[at] ?? 0) * Math.exp(slope * time));
    const weight = sum(weights);
    const centre = sum(times, (time, at) => time * (weights[at] ?? 0)) / weight;
    const spread = sum(times, (time, at) => (time - centre) ** 2 * (weights[at] ?? 0)) / weight;
    const observed = sum(times, (time, at) => time * (totals[at] ?? 0)) / all;
    slope = Math.min(10, Math.max(-10, slope + (observed - centre) / spread));
  }
  const raw = times.map((time) => Math.exp(slope * time));
  const centre = mean(raw) ?? 1;
  return Float64Array.from(raw, (one) => one / centre);
}
