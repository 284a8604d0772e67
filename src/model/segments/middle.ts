import { quantileSorted } from "d3";
import { probit } from "simple-statistics";

/** The middle of some values: median with an 80 % interval, quartiles, and how many values there are. */
export interface Middle {
  readonly count: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly q25: number;
  readonly q75: number;
}

const LEVEL = 0.8;

/**
 * The middle of the values; the interval holds the true median by order statistics, ranks (n + 1)/2 ± z·√n/2, and is the
 * whole range of few values. Null without values; what is not finite is left out.
 */
export function middleOf(values: readonly number[]): Middle | null {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const count = sorted.length;
  if (count === 0) return null;
  const at = (p: number) => quantileSorted(sorted, p) ?? 0;
  const half = (probit((1 + LEVEL) / 2) * Math.sqrt(count)) / 2;
  const ranked = (rank: number) => sorted[Math.min(count - 1, Math.max(0, rank))] ?? 0;
  return {
    count,
    median: at(0.5),
    low: ranked(Math.floor((count - 1) / 2 - half)),
    high: ranked(Math.ceil((count - 1) / 2 + half)),
    q25: at(0.25),
    q75: at(0.75),
  };
}
