/** Moments of the logarithm of a ratio. */
export interface LogMoments {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

/** How the revenue a month of renewed terms compares with that of the terms before them. */
export interface RevenueChanges {
  /** Renewals at the same revenue, within half a per cent. */
  readonly flat: number;
  /** ln(after / before) of renewals that brought more, at most ln 10 each. */
  readonly up: LogMoments;
  /** ln(after / before) of renewals that brought less, at least −ln 10 each. */
  readonly down: LogMoments;
}
