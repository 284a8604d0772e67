import { daysBetween } from "../../numerics/calendar.js";
import type { ClientHistory } from "../client-history.js";

/** Fewer clients than this do not tell one way of predicting from another. */
export const FEWEST_CLIENTS = 30;

/** The clients as they were known on a day. */
export interface Snapshot {
  /** ISO date; the histories end on it. */
  readonly asOf: string;
  readonly histories: readonly ClientHistory[];
}

/** What came between two snapshots, in the order of the earlier one's histories. */
export interface Outcome {
  readonly days: number;
  /** Order days; of a client that came under contract meanwhile, those beside the contract. */
  readonly orders: Float64Array;
  /** Gross revenue; credit notes can make it negative. */
  readonly revenue: Float64Array;
}

/**
 * What the clients of `earlier` brought until `later`. A client that `later` lacks brought nothing; those first
 * seen after `earlier` do not count.
 */
export function outcomeBetween(earlier: Snapshot, later: Snapshot): Outcome {
  const known = new Map(later.histories.map((history) => [history.clientId, history]));
  const since = (measure: (history: ClientHistory) => number): Float64Array =>
    Float64Array.from(earlier.histories, (history) => {
      const then = known.get(history.clientId);
      return then === undefined ? 0 : measure(then) - measure(history);
    });
  return {
    days: daysBetween(earlier.asOf, later.asOf),
    orders: since((history) => history.orders.repeatDays).map((orders) => Math.max(0, orders)),
    revenue: since((history) => history.revenue),
  };
}

/** What came from one snapshot until a later one, both by index. */
export type Outcomes = (from: number, until: number) => Outcome;

/** The outcomes between snapshots, each worked out once. */
export function outcomesOf(snapshots: readonly Snapshot[]): Outcomes {
  const worked = new Map<string, Outcome>();
  return (from, until) => {
    const key = `${from} ${until}`;
    const known = worked.get(key);
    if (known !== undefined) return known;
    const [earlier, later] = [snapshots[from], snapshots[until]];
    if (earlier === undefined || later === undefined) {
      throw new RangeError(`snapshots ${from} and ${until} of ${snapshots.length}`);
    }
    const outcome = outcomeBetween(earlier, later);
    worked.set(key, outcome);
    return outcome;
  };
}

/** The snapshot without clients under contract: those whose business comes as repeat orders alone. */
export function withoutContracts({ asOf, histories }: Snapshot): Snapshot {
  return { asOf, histories: histories.filter((history) => history.contractLines.length === 0) };
}

/** The snapshot without clients that never had a contract. */
export function withContracts({ asOf, histories }: Snapshot): Snapshot {
  return { asOf, histories: histories.filter((history) => history.contractLines.length > 0) };
}

/** The snapshots from the first on that knows enough clients to tell one way of predicting from another. */
export function withEnoughClients(snapshots: readonly Snapshot[]): readonly Snapshot[] {
  const first = snapshots.findIndex(({ histories }) => histories.length >= FEWEST_CLIENTS);
  return first < 0 ? [] : snapshots.slice(first);
}
