import type { ClientHistory } from "../client-history.js";
import { repeatOrderProcess } from "../orders/repeat-order-value.js";
import { DAYS_A_WEEK, type ValueFit } from "../value-fit.js";
import { shockOver } from "./shock-growth.js";

/**
 * How many of the clients without contracts would order every day, or more often, if what is common to all clients
 * came at the upper end of its 80 % interval over `horizonMonths`: some of their simulated futures end early
 * (`orderDaySimulator`).
 */
export function dailyBuyers(
  histories: readonly ClientHistory[],
  fit: ValueFit,
  horizonMonths: number,
): number {
  const processOf = repeatOrderProcess(fit.repeatOrders);
  const fastest = Math.exp(shockOver(fit.shock ?? null, horizonMonths));
  return histories.filter((history) => {
    if (history.contractLines.length > 0) return false;
    const process = processOf(history);
    if (process === null || "nextRound" in process) return false;
    const ordersAWeek = process.shape / process.rate / (process.stages?.length ?? 1);
    return fastest * ordersAWeek >= DAYS_A_WEEK;
  }).length;
}
