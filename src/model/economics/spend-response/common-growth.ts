import { max, mean, sum } from "d3";

const NEWTON_STEPS = 20;

/** When a month of a series lies, in lengths of the series from its middle: −½ to ½. */
export function timeOf(month: number, months: number): number {
  return (month - (months - 1) / 2) / Math.max(1, months);
}

/** exp(b·t) by month with mean 1, b a trend over the whole series: 1 throughout where it is 0. */
export function growthBy(slope: number, months: number): Float64Array {
  const raw = Float64Array.from({ length: months }, (_, month) => Math.exp(slope * timeOf(month, months)));
  const centre = mean(raw) ?? 1;
  return raw.map((one) => one / centre);
}

/** b of exp(b·t), the Poisson trend of all channels' arrivals together; 0 where there are none. */
export function commonSlope(
  channels: readonly (readonly { readonly arrivals: number }[])[],
  months = max(channels, (own) => own.length) ?? 0,
): number {
  const totals = Array.from({ length: months }, (_, at) => sum(channels, (own) => own[at]?.arrivals ?? 0));
  const all = sum(totals);
  const times = totals.map((_, at) => timeOf(at, months));
  let slope = 0;
  for (let step = 0; step < NEWTON_STEPS && all > 0 && months > 1; step++) {
    const weights = times.map((time) => Math.exp(slope * time));
    const weight = sum(weights);
    const centre = sum(times, (time, at) => time * (weights[at] ?? 0)) / weight;
    const spread = sum(times, (time, at) => (time - centre) ** 2 * (weights[at] ?? 0)) / weight;
    const observed = sum(times, (time, at) => time * (totals[at] ?? 0)) / all;
    slope = Math.min(10, Math.max(-10, slope + (observed - centre) / spread));
  }
  return slope;
}
