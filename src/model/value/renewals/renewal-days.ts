import { addMonths, epochDayOf } from "../../numerics/calendar.js";
import type { ContractLine } from "../client-history.js";

/**
 * Days after the as-of day on which a live line comes up for renewal, ascending, up to `lastDay`: the day after its
 * latest term ends and every `termMonths` from there, in calendar months. One already due comes up on day 1.
 */
export function renewalDays(
  { endsOn, termMonths }: Pick<ContractLine, "endsOn" | "termMonths">,
  asOfDay: number,
  lastDay: number,
): number[] {
  const first = epochDayOf(endsOn) + 1;
  const days: number[] = first <= asOfDay ? [1] : [];
  for (let term = 0; ; term += 1) {
    const day = addMonths(first, term * termMonths) - asOfDay;
    if (day > lastDay) return days;
    if (day > (days[0] ?? 0)) days.push(day);
  }
}
