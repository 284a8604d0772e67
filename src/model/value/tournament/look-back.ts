import { backtestValue, type ValueBacktest } from "../accuracy/backtest-value.js";
import { type DayRevenue, type TrackedMonth, trackRevenue } from "../accuracy/tracking.js";
import { commonShock } from "../uncertainty/common-shock.js";
import type { TotalOutcome } from "../uncertainty/total-outcome.js";
import type { ChosenWays } from "./chosen-ways.js";
import { outcomeBetween, type Snapshot } from "./snapshot.js";

/** The whole portfolio, contracts included, looked back at from the last origin. */
export interface LookBack {
  /** Of the models, which the last origin did not choose. */
  readonly last: ValueBacktest;
  /** Month after month; intervals hold the common shock that the origins before it show. */
  readonly tracking: readonly TrackedMonth[];
}

/** What came after the origins. */
export interface SeenSince {
  /** Of `originTotals`. */
  readonly totals: readonly TotalOutcome[];
  /** After the last origin, of the clients known at it. */
  readonly revenueSince: readonly DayRevenue[];
}

/**
 * Values all clients at the last origin by the models that the contests chose, with what was known then, and compares
 * with what came until the last snapshot, `windowMonths` later. Null with fewer than two snapshots, or where the last
 * origin knows no client.
 */
export function lookBack(
  snapshots: readonly Snapshot[],
  windowMonths: number,
  { totals, revenueSince }: SeenSince,
  { repeat: verdict, contracts, traits }: ChosenWays,
  { seed, draws }: { readonly seed: number; readonly draws: number },
): LookBack | null {
  const [from, to] = snapshots.slice(-2);
  if (from === undefined || to === undefined || from.histories.length === 0) return null;
  const { revenue } = outcomeBetween(from, to);
  const shockBefore = commonShock(
    totals.filter(({ origin }) => origin < from.asOf),
    windowMonths,
  );
  const last = backtestValue(
    from.histories,
    new Map(from.histories.map(({ clientId }, client) => [clientId, revenue[client] ?? 0])),
    {
      origin: from.asOf,
      holdoutMonths: windowMonths,
      seed,
      draws,
      shock: shockBefore,
      traits,
      contractFactors: contracts?.factorsAtOrigins.at(-1) ?? {},
      ...(verdict === null
        ? {}
        : {
            models: { repeatModel: verdict.model },
            orderFactors: verdict.factorsAtOrigins.at(-1) ?? {},
          }),
    },
  );
  return { last, tracking: trackRevenue(last.origin, last.months, revenueSince, shockBefore) };
}
