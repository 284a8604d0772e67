import { sum } from "d3";
import type { RevenueChanges } from "./revenue-changes.js";

/** How the level of lines' revenue moves on average. */
export interface LevelDrift {
  /** E[ln(after / before)] at a renewal. */
  readonly mean: number;
  /** Its standard error from the passing parts of terms, in their standard deviations. */
  readonly passingParts: number;
}

/**
 * The mean change of the level at a renewal: Σ ln(after / before) of terms a year apart over the renewals between them,
 * so that a season is no growth; of successive terms where no line has two terms a year apart.
 *
 * Of a line with p such pairs k renewals apart, 2·min(p, k) passing parts are left; of successive terms two, of the first
 * and of the last.
 */
export function levelDrift(changes: readonly RevenueChanges[]): LevelDrift {
  const yearly = changes.flatMap((line) => line.yearly ?? []);
  const between = sum(yearly, ({ renewals }) => renewals);
  if (between > 0) {
    const parts = sum(yearly, ({ pairs, renewals }) =>
      pairs > 0 ? 2 * Math.min(pairs, renewals / pairs) : 0,
    );
    return { mean: sum(yearly, (line) => line.sum) / between, passingParts: Math.sqrt(parts) / between };
  }
  const renewed = changes.filter(({ flat, up, down }) => flat + up.count + down.count > 0);
  const renewals = sum(renewed, ({ flat, up, down }) => flat + up.count + down.count);
  if (renewals === 0) return { mean: 0, passingParts: 0 };
  const total = sum(renewed, ({ up, down }) => up.sum + down.sum);
  return { mean: total / renewals, passingParts: Math.sqrt(2 * renewed.length) / renewals };
}
