import { holm } from "../../numerics/holm.js";
import type { AcquisitionReturn } from "./acquisition-return.js";

export type ReturnVerdict = "more than it costs" | "less than it costs" | "cannot tell";

const RETURN_LEVEL = 0.1;

/** Of each return on cost, in their order, whether it lies beyond 1: p corrected for all of them (Holm), against 10 %; null has none. */
export function returnVerdicts(returns: readonly (AcquisitionReturn | null)[]): ReturnVerdict[] {
  const told = returns.filter((one) => one !== null);
  const corrected = holm(told.map(({ p }) => p));
  return returns.map((one) => {
    const p = one === null ? 1 : (corrected[told.indexOf(one)] ?? 1);
    if (one === null || !(p <= RETURN_LEVEL)) return "cannot tell";
    return one.value > 1 ? "more than it costs" : "less than it costs";
  });
}
