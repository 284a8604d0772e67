import { log1mExp } from "../../numerics/log-1m-exp.js";
import type { RenewalRecord } from "./sbg-parameters.js";

/**
 * The log-likelihood of renewal records as a function of any survival curve over renewal opportunities:
 * ln[S(n) − S(n+1)] for contracts that ended after n renewals, ln S(n) for those that have not ended; less
 * ln S(n₀) for those first seen after n₀ renewals (left truncation).
 *
 * The curve is given as a function from ascending opportunities to ln S.
 */
export function renewalLogLikelihood(
  records: readonly RenewalRecord[],
): (logSurvivals: (opportunities: readonly number[]) => Float64Array) => number {
  const opportunities = [
    ...new Set(records.flatMap(({ entered, renewals }) => [entered, renewals, renewals + 1])),
  ].sort((a, b) => a - b);
  const position = new Map(opportunities.map((opportunity, index) => [opportunity, index]));
  return (logSurvivals) => {
    const logS = logSurvivals(opportunities);
    const at = (opportunity: number): number => logS[position.get(opportunity) ?? -1] ?? Number.NaN;
    return records.reduce((sum, { entered, renewals, ended, contracts }) => {
      const reached = at(renewals);
      const outcome = ended ? reached + log1mExp(at(renewals + 1) - reached) : reached;
      return sum + contracts * (outcome - (entered > 0 ? at(entered) : 0));
    }, 0);
  };
}
