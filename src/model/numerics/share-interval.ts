import type { Estimate } from "./interval.js";
import { DEVIATIONS_OF_80 } from "./interval-80.js";

/**
 * Share of `hits` in `count` with Wilson's 80 % interval, which stays within 0…1 and has a width at 0 of n.
 * No observation gives 0 (0 to 1). Source: Wilson, Journal of the American Statistical Association 22 (1927).
 */
export function shareInterval(hits: number, count: number): Estimate {
  if (!(count > 0)) return { value: 0, low: 0, high: 1 };
  const share = hits / count;
  const squared = DEVIATIONS_OF_80 ** 2;
  const centre = (share + squared / (2 * count)) / (1 + squared / count);
  const half =
    (DEVIATIONS_OF_80 * Math.sqrt((share * (1 - share)) / count + squared / (4 * count ** 2))) /
    (1 + squared / count);
  return { value: share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
