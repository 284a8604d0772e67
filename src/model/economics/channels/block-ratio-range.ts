import { quantileSorted } from "d3";
import type { Interval } from "../../numerics/interval.js";

/** One stretch of time: what was counted, and of how much. */
export interface RatioBlock {
  readonly numerator: number;
  readonly denominator: number;
}

const DRAWS = 400;
const FEWEST_BLOCKS = 4;

/**
 * How a ratio Σ numerators / Σ denominators over `drawn` blocks may lie by the blocks seen: drawn with replacement, so
 * that what moves a whole block counts. Relative to the ratio of all blocks; null with fewer than four blocks, or where
 * that ratio is not above 0. Blocks without a denominator are left out.
 */
export function blockRatioRange(
  blocks: readonly RatioBlock[],
  drawn: number,
  random: () => number,
): Interval | null {
  const told = blocks.filter(({ denominator }) => denominator > 0);
  const all = ratioOf(told);
  if (told.length < FEWEST_BLOCKS || !(all > 0)) return null;
  const ratios = Array.from({ length: DRAWS }, () =>
    ratioOf(Array.from({ length: drawn }, () => told[Math.floor(random() * told.length)] ?? NOTHING)),
  ).sort((a, b) => a - b);
  return {
    low: (quantileSorted(ratios, 0.1) ?? all) / all,
    high: (quantileSorted(ratios, 0.9) ?? all) / all,
  };
}

const NOTHING: RatioBlock = { numerator: 0, denominator: 0 };

function ratioOf(blocks: readonly RatioBlock[]): number {
  let [numerator, denominator] = [0, 0];
  for (const block of blocks) {
    numerator += block.numerator;
    denominator += block.denominator;
  }
  return denominator > 0 ? numerator / denominator : 0;
}
