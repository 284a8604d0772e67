import { quantileSorted, tickStep } from "d3";
import type { Feature } from "../feature.js";

const ROUND_STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 10] as const;

/**
 * Round numbers near the quantiles 1/bands … (bands − 1)/bands of the values, ascending and distinct: the places where
 * a person would cut a range. Sizes are rounded to one of ten steps a decade, plain numbers to a step of about a
 * twentieth of their middle 80 %. Edges outside the values' range are dropped. No values give no edges.
 */
export function bandEdges(values: readonly number[], kind: Feature["kind"], bands: number): number[] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const lowest = sorted[0];
  const highest = sorted.at(-1);
  if (lowest === undefined || highest === undefined || kind === "category") return [];
  const at = (p: number) => quantileSorted(sorted, p) ?? lowest;
  const step = tickStep(at(0.1), at(0.9), 20);
  const edges = new Set<number>();
  for (let band = 1; band < bands; band++) {
    const exact = at(band / bands);
    const edge = kind === "size" ? roundSize(exact) : roundTo(exact, step);
    if (edge > lowest && edge <= highest) edges.add(edge);
  }
  return [...edges].sort((a, b) => a - b);
}

function roundSize(value: number): number {
  if (!(value > 0)) return 0;
  const decade = 10 ** Math.floor(Math.log10(value));
  const nearest = ROUND_STEPS.reduce((best, step) =>
    Math.abs(Math.log(value / (step * decade))) < Math.abs(Math.log(value / (best * decade))) ? step : best,
  );
  return Number((nearest * decade).toPrecision(3));
}

function roundTo(value: number, step: number): number {
  if (!(step > 0)) return value;
  return Number((Math.round(value / step) * step).toPrecision(12));
}
