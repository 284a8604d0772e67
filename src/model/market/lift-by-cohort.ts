import { rollups } from "d3";
import type { ValuedAccount } from "../account.js";
import { liftOfPicks } from "../icp/rule-lift.js";
import type { Estimate } from "../numerics/interval.js";
import { hasMeaningfulMultiples } from "../value/orders/has-meaningful-multiples.js";

/** What clients of one kind were worth against all clients won in the same year. */
export interface CohortLift {
  readonly cohort: string;
  readonly clients: number;
  readonly matching: number;
  /** 80 % bootstrap interval; null where no client matches. */
  readonly lift: Estimate | null;
  /** The same as a difference in money. */
  readonly difference: Estimate | null;
  /** False: the mean of these clients is too near 0 for a lift to mean anything. */
  readonly hasMultiples: boolean;
}

const FEWEST_CLIENTS = 20;

/**
 * The lift of a fixed kind of client (of a rule, of a segment) among those won in each year, at the same age: `worth` is what every client brought in
 * its first quarters, known of those followed for so long; others are left out, and so are years with fewer than 20.
 */
export function liftByCohort(
  isOfKind: (client: ValuedAccount) => boolean,
  clients: readonly (ValuedAccount & { readonly wonIn: string })[],
  worth: ReadonlyMap<string, number>,
  seed: number,
): CohortLift[] {
  const followed = clients.flatMap((client) => {
    const clv = worth.get(client.accountId);
    return clv === undefined ? [] : [{ ...client, clv }];
  });
  return rollups(
    followed,
    (members) => members,
    ({ wonIn }) => wonIn,
  )
    .filter(([, members]) => members.length >= FEWEST_CLIENTS)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([cohort, members]) => {
      const picked = members.map(isOfKind);
      const lift = liftOfPicks(members, seed)(picked);
      return {
        cohort,
        clients: members.length,
        matching: picked.filter(Boolean).length,
        lift: lift && { value: lift.estimate, low: lift.low, high: lift.high },
        difference: lift?.difference ?? null,
        hasMultiples: hasMeaningfulMultiples(members.map(({ clv }) => clv)),
      };
    });
}
