import type { ClientHistory } from "../client-history.js";
import { componentAmounts } from "../portfolio/components.js";
import { fitOrderValue, type OrderValueFit } from "./order-value.js";

/**
 * What an order day of clients that bought once brings: learned from their first order days, where there is nothing
 * else to learn it from. What is to come is of the kind "other". Null when none has positive revenue.
 */
export function fitFirstOrderValue(histories: readonly ClientHistory[]): OrderValueFit | null {
  return fitOrderValue(
    histories.map((history) => ({
      ...history,
      orders: {
        ...history.orders,
        repeatDays: 1,
        positiveRepeatDays: history.revenue > 0 ? 1 : 0,
        meanRevenue: history.revenue > 0 ? history.revenue : null,
        logRevenue: history.revenue > 0 ? { mean: Math.log(history.revenue), squares: 0 } : null,
        repeatRevenue: componentAmounts((component) => (component === "other" ? history.revenue : 0)),
      },
    })),
  );
}
