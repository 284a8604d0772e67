import { DAYS_A_YEAR } from "../numerics/calendar.js";
/**
 * What one unit of money due in `days` days is worth now: (1 + d)^(−days / 365.25) for a rate of d a year, d >
 * −1.
 */
export function discountFactor(days: number, discountRateAnnual: number): number {
  return (1 + discountRateAnnual) ** (-days / DAYS_A_YEAR);
}
