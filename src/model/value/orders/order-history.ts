import type { OrderSummary } from "../client-history.js";
import type { OrderExposure } from "../nbd/nbd-parameters.js";
import type { RepeatHistory } from "../repeat/repeat-history.js";
import { DAYS_A_WEEK } from "../value-fit.js";

/** Orders as the models of repeat business see them, in weeks. */
export function purchaseHistoryOf(orders: OrderSummary): RepeatHistory {
  const { repeatDays, recencyDays, ageDays, logGapDays } = orders;
  return {
    repeats: repeatDays,
    recency: recencyDays / DAYS_A_WEEK,
    age: ageDays / DAYS_A_WEEK,
    ...(logGapDays === undefined ? {} : { logGaps: logGapDays - repeatDays * Math.log(DAYS_A_WEEK) }),
  };
}

/** Orders under contract as NBD sees them, in weeks. */
export function orderExposureOf(orders: OrderSummary): OrderExposure {
  const { repeatDays, ageDays, lastYear } = orders;
  return {
    orders: repeatDays,
    exposure: ageDays / DAYS_A_WEEK,
    ...(lastYear === undefined
      ? {}
      : { lastYear: { orders: lastYear.repeatDays, exposure: lastYear.ageDays / DAYS_A_WEEK } }),
  };
}
