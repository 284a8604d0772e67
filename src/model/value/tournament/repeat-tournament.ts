import type { RepeatModel } from "../repeat/repeat-model.js";
import type { ClientTraits } from "./client-predictors.js";
import { type Entrant, runContest, type Verdict } from "./contest.js";
import { VARIANCE_POWER } from "./deviance.js";
import { orderEntrants, orderField } from "./order-contest.js";
import { revenueEntrants, revenueField } from "./revenue-contest.js";
import { outcomesOf, type Snapshot } from "./snapshot.js";
import type { EntrantKind } from "./standing.js";

/** Which way of predicting repeat business did best on earlier origins, for order days and for revenue. */
export interface RepeatTournament {
  readonly orders: Verdict;
  readonly revenue: Verdict;
  /** What the winners and the others expect of the clients of the last snapshot over the next `days`, by name. */
  readonly ahead: (days: number) => {
    readonly orders: ReadonlyMap<string, Float64Array>;
    readonly revenue: ReadonlyMap<string, Float64Array>;
  };
}

/**
 * Lets ways of predicting repeat business compete on rolling origins: first for order days, then, with the
 * winner of those, for revenue. Each snapshot is an origin whose outcome is read off later ones; the last one is the
 * present, from which nothing is judged. Nothing after a snapshot is used at it.
 *
 * Snapshots ascend; there are at least one of them. Clients of all snapshots count: leave out those whose
 * business is not repeat orders.
 */
export function repeatTournament(
  models: readonly RepeatModel[],
  snapshots: readonly Snapshot[],
  traits: ClientTraits,
): RepeatTournament {
  const entrants = orderEntrants(models, traits);
  const outcomes = outcomesOf(snapshots);
  const orders = runContest(entrants, orderField(models, snapshots, outcomes, traits), VARIANCE_POWER.orders);
  const winner = winnerOf(orders, entrants);
  const names = entrants.filter(({ kind }) => kind === "model").map(({ name }) => name);
  const revenue = runContest(
    revenueEntrants(names, winner),
    revenueField(names, winner.name, orders, snapshots, outcomes, traits),
    VARIANCE_POWER.revenue,
  );
  const present = snapshots.length - 1;
  return {
    orders,
    revenue,
    ahead: (days) => ({
      orders: orders.predict(present, days),
      revenue: revenue.predict(present, days),
    }),
  };
}

function winnerOf(verdict: Verdict, entrants: readonly Entrant[]): { name: string; kind: EntrantKind } {
  const chosen = verdict.standings.find(({ name }) => name === verdict.chosen);
  return chosen ?? entrants[0] ?? { name: "none", kind: "rule" };
}
