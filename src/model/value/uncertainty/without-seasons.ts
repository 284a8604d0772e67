import { addMonths, daysBetween, epochDayOf, isoDateOf } from "../../numerics/calendar.js";
import type { CalendarIndex } from "./calendar-index.js";
import { logError, type TotalOutcome } from "./total-outcome.js";

/**
 * Totals of windows that are no whole years, as they would have come without the seasons, whose turn is known: what the
 * calendar brings in a window is no common shock, and over whole years it cancels.
 *
 * Each total is predicted times the mean of the index over the days of its window, from its origin until the next of
 * `days`. The rest of the log error grows by √(Y/(Y − 1)), Y the years that the index was learned from: one of them was
 * the window's own. Without an index, or for windows of whole years, they are left as they are.
 */
export function withoutSeasons(
  totals: readonly TotalOutcome[],
  days: readonly string[],
  windowMonths: number,
  index: CalendarIndex | null,
): readonly TotalOutcome[] {
  if (index === null || windowMonths % 12 === 0) return totals;
  const wider = Math.sqrt(index.years / (index.years - 1));
  return totals.map((total) => {
    const until = days.find((day) => day > total.origin);
    if (until === undefined || !(total.predicted > 0 && total.actual > 0)) return total;
    const predicted = total.predicted * meanOver(index, total.origin, until);
    return {
      ...total,
      predicted,
      actual: predicted * Math.exp(wider * logError({ predicted, actual: total.actual })),
      deviation: (total.deviation * predicted) / total.predicted,
    };
  });
}

/** The mean of the index over the days after `from`, up to `until`. */
function meanOver({ factors }: CalendarIndex, from: string, until: string): number {
  let total = 0;
  for (let day = epochDayOf(from) + 1; day <= epochDayOf(until); day += 1) {
    total += factors[Number(isoDateOf(day).slice(5, 7)) - 1] ?? 1;
  }
  return total / daysBetween(from, until);
}

/** The months from the first to the last that lie whole between two days, with what they brought. */
export function wholeMonthRevenue(
  rows: readonly { readonly month: string; readonly revenue: number }[],
  from: string,
  until: string,
): { readonly month: string; readonly revenue: number }[] {
  const revenue = new Map<string, number>();
  for (const row of rows) revenue.set(row.month, (revenue.get(row.month) ?? 0) + row.revenue);
  const months: { month: string; revenue: number }[] = [];
  let first = epochDayOf(`${from.slice(0, 7)}-01`);
  if (first < epochDayOf(from)) first = addMonths(first, 1);
  for (let next = addMonths(first, 1); next - 1 <= epochDayOf(until); next = addMonths(first, 1)) {
    const month = isoDateOf(first).slice(0, 7);
    months.push({ month, revenue: revenue.get(month) ?? 0 });
    first = next;
  }
  return months;
}
