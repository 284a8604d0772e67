import type { RepeatModel } from "../repeat/repeat-model.js";
import type { ClientTraits } from "./client-predictors.js";
import { type Entrant, type EntrantKind, runContest, type Verdict } from "./contest.js";
import { VARIANCE_POWER } from "./deviance.js";
import { orderEntrants, orderPredictions, orderRounds } from "./order-contest.js";
import { revenueEntrants, revenuePredictions, revenueRounds, withBlends } from "./revenue-contest.js";
import type { Snapshot } from "./snapshot.js";

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
 * winner of those, for revenue. Each snapshot is an origin whose outcome is read off the next; the last one is the
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
  const entrants = orderEntrants(models);
  const orders = runContest(entrants, orderRounds(models, snapshots, traits), VARIANCE_POWER.orders);
  const winner = winnerOf(orders, entrants);
  const names = models.map(({ label }) => label);
  const revenue = runContest(
    revenueEntrants(names, winner),
    revenueRounds(names, winner.name, orders, snapshots, traits),
    VARIANCE_POWER.revenue,
  );
  return {
    orders,
    revenue,
    ahead: (days) => {
      const ordersAhead = withBlends(orders, orderPredictions(models, snapshots, days, traits));
      const predicted = revenuePredictions(names, winner.name, ordersAhead, snapshots, days, traits);
      return { orders: ordersAhead, revenue: withBlends(revenue, predicted) };
    },
  };
}

function winnerOf(verdict: Verdict, entrants: readonly Entrant[]): { name: string; kind: EntrantKind } {
  const chosen = verdict.standings.find(({ name }) => name === verdict.chosen);
  return chosen ?? entrants[0] ?? { name: "none", kind: "rule" };
}
