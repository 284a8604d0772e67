import { DEVIATIONS_OF_80 } from "./interval-80.js";

/**
 * Half the width of a central 80 % interval of Student's t, in its scale: the 90th percentile for `degrees` of
 * freedom, a whole number from 1.
 *
 * Closed for 1 and 2, else the expansion in 1/degrees (Abramowitz and Stegun 26.7.5), right to 3 digits.
 */
export function studentDeviationsOf80(degrees: number): number {
  if (!(Number.isInteger(degrees) && degrees >= 1)) {
    throw new RangeError(`${degrees} degrees of freedom; they must be a whole number from 1`);
  }
  if (degrees === 1) return Math.tan(Math.PI * 0.4);
  if (degrees === 2) return 0.8 * Math.sqrt(2 / 0.36);
  const z = DEVIATIONS_OF_80;
  return (
    z +
    (z ** 3 + z) / (4 * degrees) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3)
  );
}
