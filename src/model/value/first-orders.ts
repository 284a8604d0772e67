import type { ClientHistory } from "./client-history.js";
import { componentAmounts } from "./components.js";

/**
 * Histories of clients that bought once, with the first order day in the place of a repeat: what an order brings is
 * learned from it where there is nothing else to learn it from. What is to come is of the kind "other".
 */
export function firstOrdersAsRepeats(histories: readonly ClientHistory[]): ClientHistory[] {
  return histories.map((history) => ({
    ...history,
    orders: {
      ...history.orders,
      repeatDays: 1,
      positiveRepeatDays: history.revenue > 0 ? 1 : 0,
      meanRevenue: history.revenue > 0 ? history.revenue : null,
      repeatRevenue: componentAmounts((component) => (component === "other" ? history.revenue : 0)),
    },
  }));
}
