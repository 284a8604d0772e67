import { median } from "d3";
import { epochDayOf } from "../../numerics/calendar.js";
import type { ClientHistory } from "../client-history.js";
import { FEWEST_EVENTS } from "../sparse.js";
import {
  HALF_A_DAY,
  lastClosedRound,
  monthsSinceOpening,
  noonOf,
  type OrderRounds,
  orderDaysOf,
  roundAt,
} from "./order-rounds.js";

/** What it takes to tell rounds from orders at any time. */
interface RoundEvidence {
  readonly everyMonths: number;
  /** Rounds that must have closed since the first order of all. */
  readonly fewestRounds: number;
  /** Share of the period that nine of ten orders must keep to. */
  readonly widest: number;
}

/** The longest first: orders of one month a year keep to one time of the half-year and the quarter too. */
const PERIODS: readonly RoundEvidence[] = [
  { everyMonths: 12, fewestRounds: 3, widest: 1 / 3 },
  { everyMonths: 6, fewestRounds: 4, widest: 1 / 3 },
  { everyMonths: 3, fewestRounds: 6, widest: 1 / 3 },
  { everyMonths: 1, fewestRounds: 12, widest: 1 / 6 },
];

/** Share of clients' last orders that must lie in a round's window. */
const INSIDE = 0.9;
/** The same of those before the latest round: that all ordered lately is no round yet. */
const INSIDE_EARLIER = 0.75;
const FEWEST_EARLIER = 10;
/** Share of clients that may have ordered again before most of a period had passed. */
const MOST_CLOSE = 0.05;
/** Of clients that came back twice. */
const FEWEST_GAPS = 15;
const SHORTEST_MONTH = 28;
/** Orders of two rounds, windows of a third of the period, lie at least two thirds of it apart. */
const CLOSE = 0.6;

/**
 * The rounds in which clients without contracts order, as their histories show them; null where orders come at any
 * time, or the data are too few to tell.
 *
 * Of periods of 12, 6, 3 and 1 months the longest for which (1) hardly any client, at most one of 20 of those that came
 * back twice, ordered again within 0.6 of a period; (2) nine of ten clients ordered last within the same third of the
 * period (a sixth of a month), and three of four of those whose last order was before the latest round, where there are
 * ten; (3) enough rounds have closed since the first order of all: 3, 4, 6, 12. It takes 30 clients that
 * came back, 15 of them twice. Orders at random
 * fail (1), and regular ones, each client at its own time, (2). Where a client's first order lies plays no part: it may
 * be won at any time.
 */
export function noticeOrderRounds(histories: readonly ClientHistory[]): OrderRounds | null {
  const buyers = histories.filter(
    ({ contractLines, orders }) => contractLines.length === 0 && orders.repeatDays > 0,
  );
  const gaps = buyers.flatMap(({ orders }) => orders.shortestGapDays ?? []);
  const [someone] = buyers;
  if (someone === undefined || buyers.length < FEWEST_EVENTS || gaps.length < FEWEST_GAPS) return null;
  const today = epochDayOf(someone.firstOn) + someone.ageDays;
  const shortEnough = PERIODS.filter(({ everyMonths }) => {
    const close = gaps.filter((days) => days < CLOSE * everyMonths * SHORTEST_MONTH).length;
    return close <= MOST_CLOSE * gaps.length;
  });
  if (shortEnough.length === 0) return null;
  const firstOfAll = buyers.reduce((first, one) => Math.min(first, orderDaysOf(one).first), today);
  const lastOrders = buyers.map((history) => orderDaysOf(history).last);
  for (const { everyMonths, fewestRounds, widest } of shortEnough) {
    const rounds = tightestRounds(lastOrders, everyMonths);
    if (!(rounds.closesAfter <= widest * everyMonths)) continue;
    const ofOrders = lastOrders.map((day) => roundAt(rounds, day));
    const latest = ofOrders.reduce((last, round) => Math.max(last, round));
    const earlier = lastOrders.filter((_, index) => (ofOrders[index] ?? 0) < latest);
    const inside = earlier.filter((day) => monthsSinceOpening(rounds, day) <= rounds.closesAfter);
    if (earlier.length >= FEWEST_EARLIER && inside.length < INSIDE_EARLIER * earlier.length) continue;
    const closed = lastClosedRound(rounds, today) - roundAt(rounds, firstOfAll);
    return closed < fewestRounds ? null : rounds;
  }
  return null;
}

/** The rounds of that length with the shortest window that holds nine of ten of the orders, from morning to night. */
function tightestRounds(days: readonly number[], everyMonths: number): OrderRounds {
  const places = days.map((day) => positiveRemainder(noonOf(day), everyMonths)).sort((a, b) => a - b);
  const count = Math.ceil(INSIDE * places.length);
  const widthFrom = (index: number): number => {
    const end = index + count - 1;
    const wraps = end >= places.length;
    return (places[end % places.length] ?? 0) + (wraps ? everyMonths : 0) - (places[index] ?? 0);
  };
  const start = places.reduce((best, _, index) => (widthFrom(index) < widthFrom(best) ? index : best), 0);
  const opens = (places[start] ?? 0) - HALF_A_DAY;
  const inside = Array.from({ length: count }, (_, index) =>
    positiveRemainder((places[(start + index) % places.length] ?? 0) - opens, everyMonths),
  );
  return {
    everyMonths,
    opens,
    halfAfter: median(inside) ?? 0,
    closesAfter: widthFrom(start) + 2 * HALF_A_DAY,
  };
}

function positiveRemainder(value: number, divisor: number): number {
  return value - divisor * Math.floor(value / divisor);
}
