import { deviation, mean, sum } from "d3";
import type { Estimate } from "./interval.js";
import { DEVIATIONS_OF_80 } from "./interval-80.js";
import { meanInterval } from "./mean-interval.js";
import { skewedSumEnds } from "./skewed-sum-ends.js";
import { studentDeviationsOf80 } from "./student-quantile.js";

/**
 * Mean of values with an 80 % interval for amounts that are never negative and skewed, such as what clients are worth:
 * that of `skewedSumEnds`, of the sample's skewness, wider by the variance of what all values share. Where it would end below 0 the lower end is x̄ · e^(−t·S/x̄), S²
 * the variance s²/n and what is shared.
 *
 * Of 10 log-normal values whose log has a deviation of 1 (1.5) it holds the mean in 77 % (73 %) of cases, x̄ ± t·s/√n in
 * 71 % (60 %). With a negative value, and for a mean of 0, the interval of `meanInterval`.
 */
export function skewedMeanInterval(values: readonly number[], sharedVariance = 0): Estimate {
  const value = mean(values) ?? 0;
  const count = values.length;
  const spread = deviation(values) ?? 0;
  if (!(count > 1 && value > 0 && spread > 0 && values.every((one) => one >= 0)))
    return meanInterval(values, sharedVariance);
  const cubes =
    count > 2 ? (count * sum(values, (one) => (one - value) ** 3)) / ((count - 1) * (count - 2)) : 0;
  const variance = spread ** 2 / count + sharedVariance;
  const { low, high } = skewedSumEnds(
    { total: value, variance, third: cubes / count ** 2, degrees: count - 1 },
    DEVIATIONS_OF_80,
  );
  const error = studentDeviationsOf80(count - 1) * Math.sqrt(variance);
  return { value, low: low > 0 ? low : value * Math.exp(-error / value), high };
}
