import { calendarMonthsOf, DAYS_A_MONTH, dayAtCalendarMonths, epochDayOf } from "../../numerics/calendar.js";
import type { ClientHistory } from "../client-history.js";

/**
 * Opportunities to order that come one by one, at the same time of each period: a yearly season, a conference, a
 * quarterly order round. Round n opens `opens` + n·`everyMonths` calendar months after 1 January 1970.
 */
export interface OrderRounds {
  /** From one round to the next. */
  readonly everyMonths: number;
  /** At least 0, less than `everyMonths`. */
  readonly opens: number;
  /** Months after it opens by which half of a round's orders have come. */
  readonly halfAfter: number;
  /** Months after it opens at which a round closes. */
  readonly closesAfter: number;
}

/** In months. */
export const HALF_A_DAY = 1 / 2 / DAYS_A_MONTH;
const ROUNDING = 1e-6;
/** Of the time between two rounds, the part before a round opens whose orders are early ones of it; the rest are late ones of the last. */
const EARLY = 1 / 4;

/** Epoch days of a client's first and last order. */
export function orderDaysOf({ firstOn, ageDays, orders }: ClientHistory): {
  readonly first: number;
  readonly last: number;
} {
  const first = epochDayOf(firstOn) + ageDays - orders.ageDays;
  return { first, last: first + orders.recencyDays };
}

/** The number of the round that an order of that epoch day belongs to. */
export function roundAt(rounds: OrderRounds, day: number): number {
  const early = EARLY * (rounds.everyMonths - rounds.closesAfter);
  return Math.floor((noonOf(day) - rounds.opens + early) / rounds.everyMonths);
}

/** The number of the last round that has closed by the end of that epoch day. */
export function lastClosedRound({ everyMonths, opens, closesAfter }: OrderRounds, day: number): number {
  return Math.floor((noonOf(day) + HALF_A_DAY - opens - closesAfter + ROUNDING) / everyMonths);
}

/** The epoch day on which half of a round's orders have come. */
export function middleDayOf({ everyMonths, opens, halfAfter }: OrderRounds, round: number): number {
  return Math.floor(dayAtCalendarMonths(opens + round * everyMonths + halfAfter));
}

/** The middle of a day in calendar months since 1970. */
export function noonOf(day: number): number {
  return calendarMonthsOf(day) + HALF_A_DAY;
}

/** Calendar months from the latest opening of a round to a day's noon, whether that round has closed since or not. */
export function monthsSinceOpening({ everyMonths, opens }: OrderRounds, day: number): number {
  const months = noonOf(day) - opens;
  return months - everyMonths * Math.floor(months / everyMonths);
}
