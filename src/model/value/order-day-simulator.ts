import type { OrderProcess } from "./client-forecast.js";
import { DAYS_A_WEEK } from "./value-fit.js";

/**
 * A function that visits the days of one simulated future's orders of a client that is alive, up to a last
 * day.
 *
 * Rate and drop-out probability are not drawn but integrated out as orders come: the gap to the next order is
 * Lomax, P(gap > g) = (rate/(rate+g))^shape, after it shape grows by 1 and rate by g; the client leaves with
 * the mean of its beta, leave/(leave+stay), and stay grows by 1 when it does not. The same futures, at a third
 * of the cost.
 */
export function orderDaySimulator(
  process: OrderProcess,
  random: () => number,
): (lastDay: number, visit: (day: number) => void) => void {
  const { leave } = process;
  let lastWeek = Number.NaN;
  let noOrder = 1;
  return (lastDay, visit) => {
    if (lastDay / DAYS_A_WEEK !== lastWeek) {
      lastWeek = lastDay / DAYS_A_WEEK;
      noOrder = (process.rate / (process.rate + lastWeek)) ** process.shape;
    }
    let uniform = 1 - random();
    if (uniform < noOrder) return;
    let { shape, rate, stay } = process;
    let week = 0;
    for (;;) {
      const gap = rate * (Math.exp(-Math.log(uniform) / shape) - 1);
      week += gap;
      if (!(week <= lastWeek)) return;
      visit(week * DAYS_A_WEEK);
      if (leave > 0 && random() * (leave + stay) < leave) return;
      shape += 1;
      rate += gap;
      stay += 1;
      uniform = 1 - random();
    }
  };
}
