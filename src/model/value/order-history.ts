import type { PurchaseHistory } from "./bg-nbd/bg-nbd-parameters.js";
import type { OrderSummary } from "./client-history.js";
import type { OrderExposure } from "./nbd/nbd-parameters.js";
import { DAYS_A_WEEK } from "./value-fit.js";

/** Orders as BG/NBD sees them, in weeks. */
export function purchaseHistoryOf(orders: OrderSummary): PurchaseHistory {
  return {
    repeats: orders.repeatDays,
    recency: orders.recencyDays / DAYS_A_WEEK,
    age: orders.ageDays / DAYS_A_WEEK,
  };
}

/** Orders under contract as NBD sees them, in weeks. */
export function orderExposureOf(orders: OrderSummary): OrderExposure {
  return { orders: orders.repeatDays, exposure: orders.ageDays / DAYS_A_WEEK };
}
