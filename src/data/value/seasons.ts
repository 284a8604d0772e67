import { type CalendarIndex, calendarIndex } from "../../model/value/uncertainty/calendar-index.js";
import { wholeMonthRevenue } from "../../model/value/uncertainty/without-seasons.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";

/** The calendar of repeat business; null where the books show none. */
export const seasons = defineStep("seasons", async (context): Promise<CalendarIndex | null> => {
  const { asOf, quality, revenueByMonthKind } = await inputs(context);
  const repeats = revenueByMonthKind.filter(({ kind }) => kind !== "initial");
  return calendarIndex(wholeMonthRevenue(repeats, quality.firstDate, asOf));
});
