import { simulateOpportunities } from "../bg-bb/opportunity-process.js";
import type { OrderProcess, RoundProcess } from "../forecast/client-forecast.js";
import { orderTimeSimulator } from "../repeat/order-time-simulator.js";
import { DAYS_A_WEEK } from "../value-fit.js";

/** Visits an order on a day, worth so many usual ones. */
type VisitOrder = (day: number, worth: number) => void;

/**
 * A function that visits the days, ascending and up to a last one, of one simulated future's orders of a client that is
 * active, and what each is worth. In rounds more or less business shows in what orders are worth: a round comes when it
 * comes.
 */
export function orderDaySimulator(
  process: OrderProcess | RoundProcess,
  random: () => number,
): (lastDay: number, visit: VisitOrder) => void {
  return "nextRound" in process ? roundSimulator(process, random) : anyDaySimulator(process, random);
}

function roundSimulator(
  process: RoundProcess,
  random: () => number,
): (lastDay: number, visit: VisitOrder) => void {
  const { calendar, nextRound, nextPast, nextAhead, clock } = process;
  return (lastDay, visit) => {
    let rounds = 0;
    while (calendar.opensOn(nextRound + rounds) <= lastDay) rounds += 1;
    simulateOpportunities(process, random, rounds, (opportunity) => {
      const [past, ahead] = opportunity === 1 ? [nextPast, nextAhead] : [0, 1];
      if (ahead < 1 && random() >= ahead) return;
      const day = calendar.dayBy(nextRound + opportunity - 1, past + (1 - past) * random());
      if (day <= lastDay) visit(day, clock === undefined ? 1 : clock.factorAt(day));
    });
  };
}

/**
 * `orderTimeSimulator` for a process in weeks, with the last day and the visited orders in days. A client has at most one
 * order day a day: a future with as many orders as it has days ends there, and what would come after is left out.
 */
function anyDaySimulator(
  process: OrderProcess,
  random: () => number,
): (lastDay: number, visit: VisitOrder) => void {
  const simulate = orderTimeSimulator(process, random);
  return (lastDay, visit) =>
    simulate(lastDay / DAYS_A_WEEK, (week) => visit(week * DAYS_A_WEEK, 1), Math.max(1, lastDay));
}
