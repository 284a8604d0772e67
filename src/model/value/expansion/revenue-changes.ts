/** Moments of the logarithm of a ratio. */
export interface LogMoments {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

/** How the revenue a month of terms compares with that of terms a year before them, so that seasons cancel. */
export interface YearlyChanges {
  readonly pairs: number;
  /** Renewals between the terms of all pairs: twelve a pair of monthly ones, at least one. */
  readonly renewals: number;
  /** Σ ln(after / before), within ± ln 10 each. */
  readonly sum: number;
}

/** How the revenue a month of renewed terms compares with that of the terms before them. */
export interface RevenueChanges {
  /** Renewals at the same revenue, within half a per cent. */
  readonly flat: number;
  /** ln(after / before) of renewals that brought more, at most ln 10 each. */
  readonly up: LogMoments;
  /** ln(after / before) of renewals that brought less, at least −ln 10 each. */
  readonly down: LogMoments;
  /** Absent where it is not known. */
  readonly yearly?: YearlyChanges;
  /** Of all changes less the mean of all contracts' in the same calendar year; absent where that is not known. */
  readonly swings?: Omit<LogMoments, "count">;
}
