import { DAYS_A_MONTH } from "../../numerics/calendar.js";
import { discountFactor } from "../../value/discounting.js";

/** Money by month from now on, undiscounted: what is paid, and what comes back as margin. */
export interface InvestmentFlows {
  readonly costs: readonly number[];
  readonly margins: readonly number[];
}

/** Whether money spent comes back. */
export interface InvestmentOutcome {
  /** Margin that it adds, discounted. */
  readonly value: number;
  /** Discounted. */
  readonly cost: number;
  readonly net: number;
  /** value / cost; null where nothing is paid. */
  readonly ratio: number | null;
  /**
   * Months from now until what came back covers what was paid, for good; 0 where nothing is ever owed; null where
   * that does not happen within the flows.
   */
  readonly paybackMonths: number | null;
}

/**
 * Discounts both flows month by month from the middle of each, and finds when the running sum of margin − cost last
 * turns from owing to 0 or more.
 */
export function investmentOutcome(
  { costs, margins }: InvestmentFlows,
  discountRateAnnual: number,
): InvestmentOutcome {
  let [value, cost] = [0, 0];
  let paidBackIn: number | null = 0;
  for (let month = 0; month < Math.max(costs.length, margins.length); month += 1) {
    const factor = discountFactor((month + 0.5) * DAYS_A_MONTH, discountRateAnnual);
    cost += (costs[month] ?? 0) * factor;
    value += (margins[month] ?? 0) * factor;
    if (value < cost) paidBackIn = null;
    else paidBackIn ??= month + 1;
  }
  return {
    value,
    cost,
    net: value - cost,
    ratio: cost > 0 ? value / cost : null,
    paybackMonths: paidBackIn,
  };
}
