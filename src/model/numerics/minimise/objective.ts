/** A function to minimise; it may return +∞ or NaN where it is not defined, never throw. */
export type Objective = (point: readonly number[]) => number;

/** Slopes of an objective by each coordinate. */
export type Gradient = (point: readonly number[]) => number[];
