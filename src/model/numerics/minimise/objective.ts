/** A function to minimise; it may return +∞ or NaN where it is not defined, never throw. */
export type Objective = (point: readonly number[]) => number;

/** Slopes of an objective by each coordinate. */
export type Gradient = (point: readonly number[]) => number[];

/** Value and slopes of an objective, computed together. */
export interface ValueAndSlopes {
  readonly value: number;
  readonly slopes: readonly number[];
}

/**
 * The objective and gradient of a function that computes both at once; the latest point is remembered, so that
 * asking for one after the other costs one evaluation.
 */
export function objectiveAndGradient(evaluate: (point: readonly number[]) => ValueAndSlopes): {
  readonly objective: Objective;
  readonly gradient: Gradient;
} {
  let latest: readonly number[] | null = null;
  let result: ValueAndSlopes = { value: Number.NaN, slopes: [] };
  const at = (point: readonly number[]): ValueAndSlopes => {
    if (latest === null || point.some((value, index) => value !== latest?.[index])) {
      result = evaluate(point);
      latest = [...point];
    }
    return result;
  };
  return { objective: (point) => at(point).value, gradient: (point) => [...at(point).slopes] };
}
