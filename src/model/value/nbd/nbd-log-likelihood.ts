import { group } from "d3";
import { logRisingFactorials } from "../../numerics/log-rising-factorial.js";
import type { NbdParameters, OrderExposure } from "./nbd-parameters.js";

/**
 * The log-likelihood of order times under the negative binomial model, as a function of the parameters:
 * Σ lnΓ(r+x) − lnΓ(r) + r ln α − (r+x) ln(α+T).
 */
export function nbdLogLikelihood(
  exposures: readonly OrderExposure[],
): (parameters: Pick<NbdParameters, "r" | "alpha">) => number {
  const blocks = [...group(exposures, (one) => one.orders)].sort(([x], [y]) => x - y);
  const counts = blocks.map(([orders]) => orders);
  return ({ r, alpha }) => {
    const { value } = logRisingFactorials(r, counts);
    return blocks.reduce((sum, [orders, members], block) => {
      let logTimes = 0;
      for (const { exposure } of members) logTimes += Math.log(alpha + exposure);
      return sum + members.length * ((value[block] ?? 0) + r * Math.log(alpha)) - (r + orders) * logTimes;
    }, 0);
  };
}
