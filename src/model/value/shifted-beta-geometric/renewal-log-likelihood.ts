import { log1mExp } from "../../numerics/log-1m-exp.js";
import type { RenewalRecord } from "./sbg-parameters.js";

/** ln of the chances of surviving ascending renewal opportunities. */
export type LogSurvivals = (opportunities: readonly number[]) => Float64Array;

/**
 * The log-likelihood of one contract of each of some renewal records as a function of any survival curve over renewal
 * opportunities: ln[S(n) − S(n+1)] for one that ended after n renewals, ln S(n) for one that has not ended; less
 * ln S(n₀) where it was first seen after n₀ renewals (left truncation).
 *
 * The curve is given as a function from ascending opportunities to ln S.
 */
export function renewalLogLikelihoods(
  records: readonly RenewalRecord[],
): (logSurvivals: LogSurvivals) => Float64Array {
  const opportunities = [
    ...new Set(records.flatMap(({ entered, renewals }) => [entered, renewals, renewals + 1])),
  ].sort((a, b) => a - b);
  const position = new Map(opportunities.map((opportunity, index) => [opportunity, index]));
  const placesOf = (opportunity: (record: RenewalRecord) => number): Int32Array =>
    Int32Array.from(records, (record) => position.get(opportunity(record)) ?? -1);
  const reachedAt = placesOf(({ renewals }) => renewals);
  const nextAt = placesOf(({ renewals }) => renewals + 1);
  const enteredAt = placesOf(({ entered }) => entered);
  return (logSurvivals) => {
    const logS = logSurvivals(opportunities);
    const at = (place: number | undefined): number => logS[place ?? -1] ?? Number.NaN;
    const likelihoods = new Float64Array(records.length);
    for (const [index, { entered, ended }] of records.entries()) {
      const reached = at(reachedAt[index]);
      const outcome = ended ? reached + log1mExp(at(nextAt[index]) - reached) : reached;
      likelihoods[index] = outcome - (entered > 0 ? at(enteredAt[index]) : 0);
    }
    return likelihoods;
  };
}

/** The log-likelihood of renewal records, all their contracts together, as `renewalLogLikelihoods` has it of one each. */
export function renewalLogLikelihood(
  records: readonly RenewalRecord[],
): (logSurvivals: LogSurvivals) => number {
  const likelihoods = renewalLogLikelihoods(records);
  return (logSurvivals) =>
    likelihoods(logSurvivals).reduce(
      (sum, likelihood, index) => sum + (records[index]?.contracts ?? 0) * likelihood,
      0,
    );
}
