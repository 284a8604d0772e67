import type { OrderProcess } from "./client-forecast.js";
import { orderTimeSimulator } from "./repeat/order-time-simulator.js";
import { DAYS_A_WEEK } from "./value-fit.js";

/** `orderTimeSimulator` for a process in weeks, with the last day and the visited orders in days. */
export function orderDaySimulator(
  process: OrderProcess,
  random: () => number,
): (lastDay: number, visit: (day: number) => void) => void {
  const simulate = orderTimeSimulator(process, random);
  return (lastDay, visit) => simulate(lastDay / DAYS_A_WEEK, (week) => visit(week * DAYS_A_WEEK));
}
