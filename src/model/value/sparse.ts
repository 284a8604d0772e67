/**
 * Below this many informative events (clients that bought again, contracts that were not renewed) a fit leans
 * on weak priors.
 *
 * A rate seen 30 times has a relative standard error near 18 %, about where the priors used here (one standard
 * deviation is a factor e) stop to matter.
 */
export const FEWEST_EVENTS = 30;

/** Standard deviation of a weak prior on the logarithm of a parameter. */
const WEAK_PRIOR_DEVIATION = 1;

/**
 * Standard errors of log-parameters above this mean that the likelihood is flat and its maximum says nothing.
 */
export const WIDEST_LOG_ERROR = 3;

/** Minus the log-density of a normal prior, up to a constant. */
export function weakPenalty(logParameter: number, logCentre: number): number {
  return 0.5 * ((logParameter - logCentre) / WEAK_PRIOR_DEVIATION) ** 2;
}

/** Slope of `weakPenalty` by the log-parameter. */
export function weakPenaltySlope(logParameter: number, logCentre: number): number {
  return (logParameter - logCentre) / WEAK_PRIOR_DEVIATION ** 2;
}
