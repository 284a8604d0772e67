import { epochDayOf } from "../../numerics/calendar.js";
import type { ClientHistory } from "../client-history.js";
import type { RepeatHistory } from "../repeat/repeat-history.js";
import { lastClosedRound, type OrderRounds, orderDaysOf, roundAt } from "./order-rounds.js";

/** A client's orders by rounds. */
export interface RoundHistory extends RepeatHistory {
  /** The number of the round of its first order. */
  readonly firstRound: number;
}

/**
 * A client's history in rounds: those after that of its first order in which it ordered (at most one order each), the
 * last of them, and those that have closed by the as-of date. A round that is still open counts for who has ordered in
 * it.
 */
export function roundHistoryOf(history: ClientHistory, rounds: OrderRounds): RoundHistory {
  const { first, last } = orderDaysOf(history);
  const firstRound = roundAt(rounds, first);
  const recency = roundAt(rounds, last) - firstRound;
  const closed = lastClosedRound(rounds, epochDayOf(history.firstOn) + history.ageDays) - firstRound;
  return {
    repeats: Math.min(history.orders.repeatDays, recency),
    recency,
    age: Math.max(recency, closed),
    firstRound,
  };
}
