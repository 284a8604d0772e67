import { epochDayOf } from "../../numerics/calendar.js";
import type { ClientHistory } from "../client-history.js";
import type { RepeatHistory } from "../repeat/repeat-history.js";
import { lastClosedRound, type OrderRounds, orderDaysOf, roundAt } from "./order-rounds.js";

/** A client's orders by rounds. */
export interface RoundHistory extends RepeatHistory {
  /** The number of the round of its first order. */
  readonly firstRound: number;
}

/** A client's orders by epoch days. */
interface OrderDays {
  readonly first: number;
  readonly last: number;
  readonly asOf: number;
  /** Order days after the first. */
  readonly repeatDays: number;
}

/**
 * A client's history in rounds: those after that of its first order in which it ordered (at most one order each), the
 * last of them, and those that have closed by the as-of date. A round that is still open counts for who has ordered in
 * it.
 */
export function roundHistoryOf(history: ClientHistory, rounds: OrderRounds): RoundHistory {
  const asOf = epochDayOf(history.firstOn) + history.ageDays;
  return inRounds({ ...orderDaysOf(history), asOf, repeatDays: history.orders.repeatDays }, rounds);
}

/** The same of order days. */
export function inRounds({ first, last, asOf, repeatDays }: OrderDays, rounds: OrderRounds): RoundHistory {
  const firstRound = roundAt(rounds, first);
  const recency = roundAt(rounds, last) - firstRound;
  return {
    repeats: Math.min(repeatDays, recency),
    recency,
    age: Math.max(recency, lastClosedRound(rounds, asOf) - firstRound),
    firstRound,
  };
}
