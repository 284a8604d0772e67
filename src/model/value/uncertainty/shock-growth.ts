import { DEVIATIONS_OF_80 } from "../../numerics/interval-80.js";
import type { CommonShock } from "./common-shock.js";
import { FARTHEST_LOG_SHOCK } from "./total-outcome.js";

/** Slope of t^1.5 over √t: what makes the mean of the factor's logarithm grow as a root. */
const LEVEL_OVER_MEAN = 1.5;

/**
 * How many times farther the common shock moves the total of `months` than that of the window in which it was seen:
 * √(months / window), at least 1.
 *
 * The level of business is a random walk: each window's shock is independent and stays. The mean over T months of a
 * Brownian level of variance τ² a month is N(0, τ²T/3), so that what was seen over a window w grows by √(T/w). That
 * holds for an even, undiscounted flow; discounting and clients that leave bring the money earlier, which makes it a
 * little less (for 60 months at 10 % a year 2.09 instead of 2.24 times that of 12). Shorter times than the window are
 * taken to be missed as far as it: none was tested. Source: the local level model (Harvey 1989, chapter 2), integrated.
 */
export function shockGrowth(months: number, windowMonths: number): number {
  return Math.sqrt(Math.max(1, months / windowMonths));
}

/** Half the width of the 80 % interval of ln of the factor on the total of `months`; 0 without a calibrated shock. */
export function shockOver(shock: CommonShock | null, months: number): number {
  return Math.min(FARTHEST_LOG_SHOCK, unboundedShockOver(shock, months));
}

/**
 * The same, were it not held at a factor of 10. What the longest outcomes left of what was expected of them, beyond
 * chance, counts for as long as lies beyond the window, either way: √((h·growth)² + (z·lasting·(months − window))²).
 */
export function unboundedShockOver(shock: CommonShock | null, months: number): number {
  if (shock === null) return 0;
  const { halfWidth80, windowMonths, lasting = 0 } = shock;
  return Math.hypot(
    halfWidth80 * shockGrowth(months, windowMonths),
    DEVIATIONS_OF_80 * lasting * Math.max(0, months - windowMonths),
  );
}

/**
 * ln of the factor on business `months` ahead where it is `logFactor` over one window: the level whose mean over any
 * time from the window on is `logFactor` × `shockGrowth`; within a factor of 10.
 */
export function shockLevel(logFactor: number, months: number, windowMonths: number): number {
  const level =
    months <= windowMonths ? logFactor : LEVEL_OVER_MEAN * logFactor * shockGrowth(months, windowMonths);
  return Math.min(FARTHEST_LOG_SHOCK, Math.max(-FARTHEST_LOG_SHOCK, level));
}
