import { meanDeviance } from "./deviance.js";

/** Predictions of the entrants, by name, and what came. */
export interface Round {
  readonly actual: Float64Array;
  readonly predictions: ReadonlyMap<string, Float64Array>;
}

export function broughtAnything(actual: Float64Array): boolean {
  return actual.some((value) => value > 0);
}

/**
 * Deviance of predictions as a share of what it would be had everybody been expected to bring the actual mean; null
 * where that is none.
 */
export function relativeDeviance(
  predicted: Float64Array,
  actual: Float64Array,
  power: number,
): number | null {
  const known = meanDeviance(levelOf(actual), actual, power);
  return known > 0 ? meanDeviance(predicted, actual, power) / known : null;
}

/** Everybody expected to bring the actual mean. */
export function levelOf(actual: Float64Array): Float64Array {
  const total = actual.reduce((sum, value) => sum + Math.max(0, value), 0);
  return new Float64Array(actual.length).fill(total / Math.max(1, actual.length));
}
