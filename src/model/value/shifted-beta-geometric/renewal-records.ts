import { group, sum } from "d3";
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
