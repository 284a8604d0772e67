/** Where a figure may lie. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A figure and where it may lie: its 80 % interval, where nothing else is said. */
export interface Estimate extends Interval {
  readonly value: number;
}
