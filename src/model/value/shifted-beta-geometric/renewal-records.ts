import { group, sum } from "d3";
import type { RenewalRecord } from "./sbg-parameters.js";

/**
 * The records behind a cohort's retention table: survivors (contracts or a share of them) at the start and
 * after each renewal opportunity, so never rising.
 */
export function renewalRecordsOfCohort(survivors: readonly number[]): RenewalRecord[] {
  return survivors.map((remaining, renewals) => {
    const next = survivors[renewals + 1];
    return next === undefined
      ? { entered: 0, renewals, ended: false, contracts: remaining }
      : { entered: 0, renewals, ended: true, contracts: remaining - next };
  });
}

/** Identical records as one, in a fixed order. */
export function collapseRenewalRecords(records: readonly RenewalRecord[]): RenewalRecord[] {
  return [...group(records, ({ entered, renewals, ended }) => `${entered} ${renewals} ${ended}`).values()]
    .flatMap((same) => {
      const [first] = same;
      return first === undefined ? [] : [{ ...first, contracts: sum(same, (record) => record.contracts) }];
    })
    .sort((a, b) => a.entered - b.entered || a.renewals - b.renewals || Number(a.ended) - Number(b.ended));
}
