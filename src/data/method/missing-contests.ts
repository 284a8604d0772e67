import type { RollingOrigins } from "../../model/value/tournament/rolling-origins.js";
import {
  FEWEST_CLIENTS,
  type Snapshot,
  withContracts,
  withoutContracts,
} from "../../model/value/tournament/snapshot.js";
import { plural } from "../../model/words/plural.js";

/** Why there is no contest for repeat business, or for clients under contract; null where there is one. */
export interface MissingContests {
  readonly repeat: string | null;
  readonly contracts: string | null;
}

/** The reasons, from the clients as they were known at each origin and today. */
export function missingContests(plan: RollingOrigins, snapshots: readonly Snapshot[]): MissingContests {
  const reason = (whose: string, of: (snapshot: Snapshot) => Snapshot): string | null => {
    const now = snapshots.at(-1);
    if (now === undefined || of(now).histories.length === 0) return `There are no clients ${whose}.`;
    if (plan.origins.length === 0)
      return `The history is too short to look back: no earlier day has ${plural(plan.minimumHistoryMonths, "month")} before it and ${plan.windowMonths} after it.`;
    const last = snapshots.at(-2);
    const known = last === undefined ? 0 : of(last).histories.length;
    return known >= FEWEST_CLIENTS
      ? null
      : `Too few clients ${whose}: ${known} ${known === 1 ? "was" : "were"} known on ${plan.origins.at(-1)}, the last day to look back from, and it takes ${FEWEST_CLIENTS}.`;
  };
  return {
    repeat: reason("without contracts", withoutContracts),
    contracts: reason("under contract", withContracts),
  };
}
