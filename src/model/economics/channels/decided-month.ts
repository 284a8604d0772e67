import { quantile } from "d3";
import { DAYS_A_MONTH, monthAfter } from "../../numerics/calendar.js";

/** Of the clients, this share is won within the time that the latest months are left out for. */
const DECIDED = 0.9;

/**
 * The last month (YYYY-MM) whose clients are mostly known by the as-of date: 90 % of `waits`, the days from the first of
 * the month in which a client's deal began to the day it was won, have passed since.
 */
export function decidedMonth(waits: readonly number[], asOf: string): string {
  return monthAfter(asOf.slice(0, 7), -Math.ceil((quantile(waits, DECIDED) ?? 0) / DAYS_A_MONTH));
}
