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

/** Last day of each term that is renewed on one of `days`, the renewals of a line in their order. */
export function termEnds(
  { endsOn, termMonths }: Pick<ContractLine, "endsOn" | "termMonths">,
  asOfDay: number,
  days: readonly number[],
): number[] {
  const first = epochDayOf(endsOn) + 1;
  const due = days.at(-1) ?? 0;
  let after = 0;
  while (addMonths(first, after * termMonths) - asOfDay <= due) after += 1;
  return days.map((_, index) => (days[index + 1] ?? addMonths(first, after * termMonths) - asOfDay) - 1);
}
