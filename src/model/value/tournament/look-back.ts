import { backtestValue, type ValueBacktest } from "../accuracy/backtest-value.js";
import { type DayRevenue, type TrackedMonth, trackRevenue } from "../accuracy/tracking.js";
import { type CommonShock, commonShock, type TotalOutcome } from "../uncertainty/common-shock.js";
import type { RepeatVerdict } from "./repeat-verdict.js";
import { outcomeBetween, type Snapshot } from "./snapshot.js";

/** The whole portfolio, contracts included, looked back at from every origin. */
export interface LookBack {
  /** By origin. */
  readonly totals: readonly TotalOutcome[];
  /** Null: not calibrated. */
  readonly shock: CommonShock | null;
  /** From the last origin, which chose nothing. */
  readonly last: ValueBacktest;
  /** From the last origin, month after month; intervals hold the common shock that the origins before it show. */
  readonly tracking: readonly TrackedMonth[];
}

/** The totals' own spread needs few futures a client: errors of theirs average out over clients. */
const DRAWS_FOR_TOTALS = 50;

/**
 * Values all clients at every origin by the models that the verdict names, with what was known then, and compares
 * with what came until the next snapshot, `windowMonths` later. Null with fewer than two snapshots, or where the last
 * origin knows no client. `revenueSince` is revenue after the last origin, of the clients known at it.
 */
export function lookBack(
  snapshots: readonly Snapshot[],
  windowMonths: number,
  revenueSince: readonly DayRevenue[],
  verdict: RepeatVerdict | null,
  { seed, draws }: { readonly seed: number; readonly draws: number },
): LookBack | null {
  const rounds = snapshots.slice(0, -1).flatMap((from, index) => {
    const to = snapshots[index + 1];
    if (to === undefined || from.histories.length === 0) return [];
    const { revenue } = outcomeBetween(from, to);
    const isLast = index === snapshots.length - 2;
    return [
      backtestValue(
        from.histories,
        new Map(from.histories.map(({ clientId }, client) => [clientId, revenue[client] ?? 0])),
        {
          origin: from.asOf,
          holdoutMonths: windowMonths,
          seed,
          draws: isLast ? draws : DRAWS_FOR_TOTALS,
          ...(verdict === null
            ? {}
            : {
                models: { repeatModel: verdict.model },
                orderFactors: verdict.factorsAtOrigins[index] ?? {},
              }),
        },
      ),
    ];
  });
  const last = rounds.at(-1);
  if (last === undefined) return null;
  const totals = rounds.map(({ total }) => total);
  return {
    totals,
    shock: commonShock(totals),
    last,
    tracking: trackRevenue(last.origin, last.months, revenueSince, commonShock(totals.slice(0, -1))),
  };
}
