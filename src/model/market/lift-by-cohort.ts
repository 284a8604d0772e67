import { randomLcg, rollups } from "d3";
import type { ValuedAccount } from "../account.js";
import { accountGroups } from "../icp/account-groups.js";
import { groupDraws, measureLift } from "../icp/lift.js";
import { matches, type Rule } from "../icp/rule.js";

/** What clients of a rule were worth against all clients won in the same year. */
export interface CohortLift {
  readonly cohort: string;
  readonly clients: number;
  readonly matching: number;
  /** 80 % bootstrap interval; null where no client matches. */
  readonly lift: { readonly value: number; readonly low: number; readonly high: number } | null;
}

const FEWEST_CLIENTS = 20;

/**
 * The lift of a fixed rule among the clients won in each year, at the same age: `worth` is what every client brought in
 * its first quarters, known of those followed for so long; others are left out, and so are years with fewer than 20.
 */
export function liftByCohort(
  rule: Rule,
  clients: readonly (ValuedAccount & { readonly wonIn: string })[],
  worth: ReadonlyMap<string, number>,
  seed: number,
): CohortLift[] {
  const followed = clients.filter(({ accountId }) => worth.has(accountId));
  return rollups(
    followed,
    (members) => members,
    ({ wonIn }) => wonIn,
  )
    .filter(([, members]) => members.length >= FEWEST_CLIENTS)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([cohort, members]) => {
      const pick = Uint8Array.from(members, (client) => Number(matches(rule, client)));
      const worths = members.map(({ accountId }) => worth.get(accountId) ?? 0);
      const groups = accountGroups(members);
      const lift = measureLift(worths, groups, [pick], groupDraws(groups.length, 1, randomLcg(seed)));
      return {
        cohort,
        clients: members.length,
        matching: pick.reduce((sum, one) => sum + one, 0),
        lift: lift && { value: lift.estimate, low: lift.low, high: lift.high },
      };
    });
}
