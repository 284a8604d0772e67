import { deviation, mean } from "d3";
import { DEVIATIONS_OF_80 } from "./interval-80.js";

/**
 * Mean of values with an 80 % interval by the normal approximation, x̄ ± z·s/√n.
 *
 * One value has no spread to tell, and its interval is the value itself; no value gives 0 (0 to 0).
 */
export function meanInterval(values: readonly number[]): { value: number; low: number; high: number } {
  const value = mean(values) ?? 0;
  const halfWidth = (DEVIATIONS_OF_80 * (deviation(values) ?? 0)) / Math.sqrt(Math.max(1, values.length));
  return { value, low: value - halfWidth, high: value + halfWidth };
}
