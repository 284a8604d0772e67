import { addMonths, DAYS_A_MONTH } from "../../numerics/calendar.js";
import type { ForecastCalendar } from "../forecast/forecast-calendar.js";
import type { SimulatedPeriod } from "../forecast/simulated-period.js";

/** Days after the as-of date on which money is billed, in equal parts; ascending, at least one. */
export type BillDays = readonly number[];

/** Days of the first `parts` of a term's instalments, `first` among them: whole months apart where the term allows. */
export function instalmentDays(
  first: number,
  termMonths: number,
  instalments: number,
  parts: number,
): number[] {
  const months = termMonths / instalments;
  return Array.from({ length: parts }, (_, part) =>
    Number.isInteger(months)
      ? addMonths(first, part * months)
      : Math.round(first + part * months * DAYS_A_MONTH),
  );
}

/** What a unit of money counts in a period: the share of it that is billed within, discounted from its days where asked. */
export function billedWithin(
  days: BillDays,
  { afterDay, lastDay, discounted }: SimulatedPeriod,
  { dayDiscounts }: Pick<ForecastCalendar, "dayDiscounts">,
): number {
  let counted = 0;
  for (const day of days) {
    if (day > afterDay && day <= lastDay) counted += discounted ? (dayDiscounts[day] ?? 0) : 1;
  }
  return counted / days.length;
}
