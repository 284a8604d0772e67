import { deviation, mean } from "d3";
import type { Estimate } from "./interval.js";
import { studentDeviationsOf80 } from "./student-quantile.js";

/**
 * Mean of values with its 80 % interval x̄ ± t·√(s²/n + v), t of Student's distribution with n − 1 degrees of freedom
 * and v the variance of what all values share, such as errors of one model.
 *
 * One value has no spread to tell, and its interval is the value itself; no value gives 0 (0 to 0).
 */
export function meanInterval(values: readonly number[], sharedVariance = 0): Estimate {
  const value = mean(values) ?? 0;
  const count = values.length;
  const halfWidth =
    count > 1
      ? studentDeviationsOf80(count - 1) *
        Math.hypot((deviation(values) ?? 0) / Math.sqrt(count), Math.sqrt(sharedVariance))
      : 0;
  return { value, low: value - halfWidth, high: value + halfWidth };
}
