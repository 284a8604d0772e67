import { DAYS_A_MONTH } from "../../numerics/calendar.js";
import type { BusinessClock } from "../forecast/client-forecast.js";
import type { ForecastCalendar } from "../forecast/forecast-calendar.js";
import { DAYS_A_WEEK } from "../value-fit.js";
import { shockLevel } from "./shock-growth.js";

/**
 * The clock of a world in which what is common to all clients multiplies business by exp(`logFactor`) over one window,
 * and by what that grows to later (`shockLevel`): even within a month of the calendar, in weeks.
 */
export function businessClock(
  logFactor: number,
  windowMonths: number,
  { monthEnds }: Pick<ForecastCalendar, "monthEnds">,
): BusinessClock {
  const factorAt = (months: number): number => Math.exp(shockLevel(logFactor, months, windowMonths));
  const weeks = new Float64Array(monthEnds.length + 1);
  const business = new Float64Array(monthEnds.length + 1);
  monthEnds.forEach((end, month) => {
    weeks[month + 1] = end / DAYS_A_WEEK;
    const length = (weeks[month + 1] ?? 0) - (weeks[month] ?? 0);
    business[month + 1] = (business[month] ?? 0) + length * factorAt(month + 0.5);
  });
  return {
    factorAt: (day) => factorAt(day / DAYS_A_MONTH),
    businessTime: (week) => between(weeks, business, week),
    time: (spent) => between(business, weeks, spent),
  };
}

/** The straight line through the points (x, y), both ascending, at `at`; the last piece goes on beyond the end. */
function between(x: Float64Array, y: Float64Array, at: number): number {
  let [low, high] = [0, x.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((x[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  const [fromX, toX, fromY, toY] = [x[low] ?? 0, x[low + 1] ?? 0, y[low] ?? 0, y[low + 1] ?? 0];
  return fromY + ((at - fromX) * (toY - fromY)) / (toX - fromX);
}
