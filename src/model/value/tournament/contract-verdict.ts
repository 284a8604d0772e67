import type { ClientTraits } from "./client-predictors.js";
import { runContest } from "./contest.js";
import { CONTRACT_ENTRANTS, CONTRACT_MODEL, contractField } from "./contract-contest.js";
import { VARIANCE_POWER } from "./deviance.js";
import { type ContestTable, contestTable, FEWEST_CLIENTS } from "./repeat-verdict.js";
import { outcomeBetween, type Snapshot, withContracts } from "./snapshot.js";

/** Which way of predicting the revenue of clients under contract did best so far. Plain data. */
export interface ContractVerdict {
  /** That have or had a contract, today. */
  readonly clients: number;
  readonly origins: readonly string[];
  readonly revenue: ContestTable;
}

/**
 * Lets ways of predicting the revenue of clients under contract compete on rolling origins, by the same rules as
 * repeat business; the last snapshot is the present. Clients whose contracts have ended compete too: whether they come
 * back is part of what is predicted. Null with fewer than two snapshots, or fewer than 30 such clients at the first.
 */
export function contractVerdict(
  snapshots: readonly Snapshot[],
  traits: ClientTraits,
): ContractVerdict | null {
  const own = snapshots.map(withContracts);
  const [first, now] = [own[0], own.at(-1)];
  if (first === undefined || now === undefined || own.length < 2) return null;
  if (first.histories.length < FEWEST_CLIENTS) return null;
  const verdict = runContest(
    CONTRACT_ENTRANTS,
    contractField(own, traits),
    VARIANCE_POWER.revenue,
    CONTRACT_MODEL,
  );
  const origins = own.slice(0, -1).map(({ asOf }) => asOf);
  const last = own.at(-2);
  const window = last && outcomeBetween(last, now);
  return {
    clients: now.histories.length,
    origins,
    revenue: contestTable(verdict, window, "revenue", origins),
  };
}
