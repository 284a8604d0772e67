import { backtestValue, type ValueBacktest } from "../accuracy/backtest-value.js";
import { type DayRevenue, type TrackedMonth, trackRevenue } from "../accuracy/tracking.js";
import { commonShock } from "../uncertainty/common-shock.js";
import type { TotalOutcome } from "../uncertainty/total-outcome.js";
import type { ClientTraits } from "./client-predictors.js";
import type { ContractVerdict } from "./contract-verdict.js";
import type { RepeatVerdict } from "./repeat-verdict.js";
import { outcomeBetween, type Snapshot } from "./snapshot.js";

/** The whole portfolio, contracts included, looked back at from the last origin. */
export interface LookBack {
  /** Of the models, which the last origin did not choose. */
  readonly last: ValueBacktest;
  /** Month after month; intervals hold the common shock that the origins before it show. */
  readonly tracking: readonly TrackedMonth[];
}

/**
 * Values all clients at the last origin by the models that the verdicts name, with what was known then, and compares
 * with what came until the last snapshot, `windowMonths` later. Null with fewer than two snapshots, or where the last
 * origin knows no client. `totals` are those of `originTotals`; `revenueSince` is revenue after the last origin, of
 * the clients known at it.
 */
export function lookBack(
  snapshots: readonly Snapshot[],
  windowMonths: number,
  totals: readonly TotalOutcome[],
  revenueSince: readonly DayRevenue[],
  verdict: RepeatVerdict | null,
  { seed, draws }: { readonly seed: number; readonly draws: number },
  contracts: ContractVerdict | null = null,
  traits: ClientTraits | null = null,
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
