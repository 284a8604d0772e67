import { addMonths, epochDayOf } from "../numerics/calendar.js";

/** Mean length of a year in days. */
export const DAYS_A_YEAR = 365.25;
/** First day of the data. */
export const FIRST_DAY = epochDayOf("2019-01-01");
/** The as-of date: the last day of the data. */
export const AS_OF_DAY = epochDayOf("2025-12-31");
/** From this day on, companies that are won behave as the turned market does. */
export const TURN_DAY = epochDayOf("2022-07-01");
/** Calendar months of the data. */
export const MONTHS_OF_DATA = 84;

/** First day of the data's month `month` (0 … 83). */
export function monthStart(month: number): number {
  return addMonths(FIRST_DAY, month);
}
