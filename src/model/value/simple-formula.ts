import { sum } from "d3";
import { DAYS_A_YEAR } from "../numerics/calendar.js";
import type { ClientHistory } from "./client-history.js";

/** The simple formula's three factors and their product. */
export interface SimpleValue {
  /** Revenue of a purchase. */
  readonly averagePurchase: number;
  readonly purchasesPerYear: number;
  readonly lifespanYears: number;
  /** Revenue over the lifespan: no margin, no discount. */
  readonly value: number;
}

/**
 * Customer lifetime value by the simple formula: average purchase × purchases a year × lifespan in years.
 *
 * 200 × 2 × 5 = 2,000. It knows no margin, no discount, no clients that leave: a baseline, not a model.
 */
export function simpleValue(
  averagePurchase: number,
  purchasesPerYear: number,
  lifespanYears: number,
): SimpleValue {
  return {
    averagePurchase,
    purchasesPerYear,
    lifespanYears,
    value: averagePurchase * purchasesPerYear * lifespanYears,
  };
}

/**
 * The simple formula for clients taken together (one client: an array of one): revenue ÷ orders,
 * orders ÷ years as a client, and the horizon as lifespan, so that it compares with CLV.
 *
 * A client of less than a year counts as a year, or a first purchase of last week would count 52 times. Zero
 * where nothing was bought.
 */
export function simplePortfolioValue(
  histories: readonly ClientHistory[],
  horizonMonths: number,
): SimpleValue {
  const orders = sum(histories, (history) => history.orderDays);
  const years = sum(histories, (history) => Math.max(1, history.ageDays / DAYS_A_YEAR));
  const revenue = sum(histories, (history) => history.revenue);
  return simpleValue(orders > 0 ? revenue / orders : 0, years > 0 ? orders / years : 0, horizonMonths / 12);
}
