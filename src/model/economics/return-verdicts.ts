import { holm } from "../numerics/holm.js";
import { DEVIATIONS_OF_80 } from "../numerics/interval-80.js";
import { normalShare } from "../numerics/normal-share.js";
import type { MoneyInterval } from "./fit-channel-response.js";

export type ReturnVerdict = "more than it costs" | "less than it costs" | "cannot tell";

const RETURN_LEVEL = 0.1;

/**
 * Of each return on cost, in their order, whether it lies beyond 1; null has none.
 *
 * ln R is taken as normal with deviation ln(high/value)/z; two-sided p of R = 1, corrected for all of them (Holm),
 * against 10 %. A return without spread is as it is.
 */
export function returnVerdicts(returns: readonly (MoneyInterval | null)[]): ReturnVerdict[] {
  const ps = returns.map((one) => {
    if (one === null) return 1;
    const deviation = Math.log(one.high / one.value) / DEVIATIONS_OF_80;
    const distance = Math.abs(Math.log(one.value));
    if (!(deviation > 0)) return distance > 0 ? 0 : 1;
    return 2 * normalShare(-distance / deviation);
  });
  const tested = returns.flatMap((one, at) => (one === null ? [] : [at]));
  const corrected = holm(tested.map((at) => ps[at] ?? 1));
  return returns.map((one, at) => {
    const p = corrected[tested.indexOf(at)] ?? 1;
    if (one === null || p > RETURN_LEVEL) return "cannot tell";
    return one.value > 1 ? "more than it costs" : "less than it costs";
  });
}
