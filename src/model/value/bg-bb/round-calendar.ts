import { dayAtCalendarMonths } from "../../numerics/calendar.js";
import type { OrderRounds } from "./order-rounds.js";

/** When the orders of rounds come, in days after the as-of date; a day counts to its end. */
export interface RoundCalendar {
  /** Share of a round's orders that come by some day. */
  readonly shareBy: (round: number, day: number) => number;
  /** Its inverse. */
  readonly dayBy: (round: number, share: number) => number;
  readonly opensOn: (round: number) => number;
}

/** Days on which a round opens, has half of its orders, and closes. */
type Window = readonly [opens: number, half: number, closes: number];

/** Orders come evenly from the opening of a round until half of them are there, and evenly from then until it closes. */
export function roundCalendar(rounds: OrderRounds, asOfDay: number): RoundCalendar {
  const { everyMonths, opens, halfAfter, closesAfter } = rounds;
  const windows = new Map<number, Window>();
  const windowOf = (round: number): Window => {
    const known = windows.get(round);
    if (known !== undefined) return known;
    const start = opens + round * everyMonths;
    const dayOf = (months: number): number => dayAtCalendarMonths(months) - (asOfDay + 1);
    const window: Window = [dayOf(start), dayOf(start + halfAfter), dayOf(start + closesAfter)];
    windows.set(round, window);
    return window;
  };
  return {
    shareBy: (round, day) => {
      const [from, half, until] = windowOf(round);
      if (day <= from) return 0;
      if (day >= until) return 1;
      return day < half ? (day - from) / (half - from) / 2 : 1 / 2 + (day - half) / (until - half) / 2;
    },
    dayBy: (round, share) => {
      const [from, half, until] = windowOf(round);
      return share < 1 / 2 ? from + 2 * share * (half - from) : half + (2 * share - 1) * (until - half);
    },
    opensOn: (round) => windowOf(round)[0],
  };
}
