import { group } from "d3";
import { decisionStratum, type StayDecision } from "./owner-decisions.js";

/** A decision, whenever it fell. */
type Decision = Omit<StayDecision, "day">;

/** How a client stayed, beside what its contracts would lead one to expect. */
export interface StayRecord {
  readonly clientId: string;
  readonly by: StayDecision["by"];
  readonly decisions: number;
  readonly stayed: number;
  /** Decisions to stay that clients with the same terms took at the same point. */
  readonly expectedStayed: number;
}

/** Weight, in decisions, of all contracts (or all orders) in the rate of a point that few have reached. */
const PRIOR_DECISIONS = 4;

/**
 * Observed and expected stays by client.
 *
 * Expected is indirectly standardised: Σ over the client's decisions of the share that stayed among all decisions of
 * the same kind (contract or orders), number (1, 2, 3 or later) and length of term, drawn towards the share of the
 * kind with the weight of 4 decisions. Clients without a decision have no record.
 */
export function stayRecords(decisions: readonly Decision[]): StayRecord[] {
  const share = (some: readonly Decision[]) =>
    some.filter(({ stayed }) => stayed).length / Math.max(1, some.length);
  const overall = new Map([...group(decisions, ({ by }) => by)].map(([by, some]) => [by, share(some)]));
  const rates = new Map(
    [...group(decisions, decisionStratum)].map(([key, some]) => {
      const prior = overall.get(some[0]?.by ?? "contract") ?? 0;
      return [
        key,
        (share(some) * some.length + prior * PRIOR_DECISIONS) / (some.length + PRIOR_DECISIONS),
      ] as const;
    }),
  );
  return [...group(decisions, ({ clientId }) => clientId)].map(([clientId, own]) => ({
    clientId,
    by: own[0]?.by ?? "contract",
    decisions: own.length,
    stayed: own.filter(({ stayed }) => stayed).length,
    expectedStayed: own.reduce((sum, decision) => sum + (rates.get(decisionStratum(decision)) ?? 0), 0),
  }));
}
