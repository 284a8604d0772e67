import { logRisingFactorials } from "../../numerics/log-rising-factorial.js";
import type { SbgParameters } from "./sbg-parameters.js";

/** ln S(n) = ln[ (β)ₙ / (α+β)ₙ ] for ascending numbers of renewal opportunities n. */
export function logSurvivals({ alpha, beta }: SbgParameters, opportunities: readonly number[]): Float64Array {
  const stay = logRisingFactorials(beta, opportunities).value;
  const all = logRisingFactorials(alpha + beta, opportunities).value;
  return stay.map((value, index) => value - (all[index] ?? 0));
}
