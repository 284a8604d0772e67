import type { OrderProcess } from "./client-forecast.js";
import { orderTimeSimulator } from "./repeat/order-time-simulator.js";
import { DAYS_A_WEEK } from "./value-fit.js";

/**
 * `orderTimeSimulator` for a process in weeks, with the last day and the visited orders in days. A client has at most one
 * order day a day: a future with as many orders as it has days ends there, and what would come after is left out.
 */
export function orderDaySimulator(
  process: OrderProcess,
  random: () => number,
): (lastDay: number, visit: (day: number) => void) => void {
  const simulate = orderTimeSimulator(process, random);
  return (lastDay, visit) =>
    simulate(lastDay / DAYS_A_WEEK, (week) => visit(week * DAYS_A_WEEK), Math.max(1, lastDay));
}
