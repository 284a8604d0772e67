import { probit } from "simple-statistics";
import { DEVIATIONS_OF_80 } from "./interval-80.js";
import { normalShare } from "./normal-share.js";

/**
 * The quantile of Student's t for `degrees` of freedom, a whole number from 1; `probability` within (0, 1).
 *
 * Closed for 1 and 2, else the expansion in 1/degrees (Abramowitz and Stegun 26.7.5), right to 2 digits between the
 * 2nd and the 98th percentile.
 */
export function studentQuantile(probability: number, degrees: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`a quantile at ${probability}; the probability must lie between 0 and 1`);
  }
  return quantile(probability, probit(probability), degrees);
}

/** Half the width of a central 80 % interval of Student's t, in its scale: the 90th percentile, right to 3 digits. */
export function studentDeviationsOf80(degrees: number): number {
  return quantile(0.9, DEVIATIONS_OF_80, degrees);
}

/** The quantile of Student's t at the probability at which the normal quantile is `deviations`. */
export function studentDeviations(deviations: number, degrees: number): number {
  return quantile(normalShare(deviations), deviations, degrees);
}

/** At the probability at which the normal quantile is z. */
function quantile(probability: number, z: number, degrees: number): number {
  if (!(Number.isInteger(degrees) && degrees >= 1)) {
    throw new RangeError(`${degrees} degrees of freedom; they must be a whole number from 1`);
  }
  const middle = probability - 0.5;
  if (degrees === 1) return Math.tan(Math.PI * middle);
  if (degrees === 2) return 2 * middle * Math.sqrt(2 / (1 - 4 * middle ** 2));
  return (
    z +
    (z ** 3 + z) / (4 * degrees) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3)
  );
}
