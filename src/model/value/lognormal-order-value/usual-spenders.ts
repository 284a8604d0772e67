import { median } from "d3";
import { squaresWithin } from "./lognormal-log-likelihood.js";
import type { OrderSpread } from "./lognormal-parameters.js";

/** Standard deviations above what is expected of them, and as much again, that squares may reach. */
const FARTHEST = { deviations: 6, more: 12 };

/**
 * The clients but for those whose orders differ far more than the others' do (a pilot of 5 before orders of 20,000),
 * which say nothing of the others: squares of n further orders above s² (n + 6 √(2n) + 12), which hardly one in a
 * hundred thousand passes where all are alike, with s² the median of the clients' mean squares, each over the median
 * of χ² / n (Wilson and Hilferty).
 */
export function usualSpenders(histories: readonly OrderSpread[]): readonly OrderSpread[] {
  const usual = median(histories, (history) => {
    const count = history.orders - 1;
    return count === 0 ? undefined : squaresWithin(history) / (count * (1 - 2 / (9 * count)) ** 3);
  });
  if (usual === undefined) return histories;
  return histories.filter((history) => {
    const count = history.orders - 1;
    const bound = usual * (count + FARTHEST.deviations * Math.sqrt(2 * count) + FARTHEST.more);
    return squaresWithin(history) <= bound;
  });
}
