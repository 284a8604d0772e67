import { group, sum } from "d3";
import { FEWEST_EVENTS } from "../sparse.js";
import type { RenewalRecord } from "./sbg-parameters.js";

/** Identical records as one, in a fixed order. */
export function collapseRenewalRecords(records: readonly RenewalRecord[]): RenewalRecord[] {
  return [...group(records, ({ entered, renewals, ended }) => `${entered} ${renewals} ${ended}`).values()]
    .flatMap((same) => {
      const [first] = same;
      return first === undefined ? [] : [{ ...first, contracts: sum(same, (record) => record.contracts) }];
    })
    .sort((a, b) => a.entered - b.entered || a.renewals - b.renewals || Number(a.ended) - Number(b.ended));
}

/** Contracts that were not renewed. */
export function endsOf(records: readonly RenewalRecord[]): number {
  return sum(records, ({ ended, contracts }) => (ended ? contracts : 0));
}

/** True below 30 ends: models of renewal lean on weak priors. */
export function hasFewEnds(records: readonly RenewalRecord[]): boolean {
  return endsOf(records) < FEWEST_EVENTS;
}
