/** Days of the forecast from the one after `afterDay` to `lastDay`: margin discounted to the as-of date, or revenue as it comes. */
export interface SimulatedPeriod {
  readonly afterDay: number;
  readonly lastDay: number;
  readonly discounted: boolean;
}

/** A period with what it brings. */
export interface PeriodFutures extends SimulatedPeriod {
  /** Of each simulated future. */
  readonly value: Float64Array;
}
