import { addMonths, epochDayOf } from "../numerics/calendar.js";
import type { RenewalSchedule } from "./client-forecast.js";
import type { ContractLine } from "./client-history.js";
import { renewalProbability } from "./shifted-beta-geometric/survival.js";
import { termClassOf, type ValueFit } from "./value-fit.js";

/**
 * The renewals to come of a live contract line, up to `lastDay` days after the as-of day.
 *
 * They fall on the day after the latest term ends and every `termMonths` from there, in calendar months. A
 * renewal already due on the as-of day is expected on the day after it.
 */
export function renewalSchedule(
  line: ContractLine,
  renewalFits: ValueFit["renewals"],
  asOfDay: number,
  lastDay: number,
): RenewalSchedule {
  const { parameters } = renewalFits[termClassOf(line.termMonths)];
  const firstRenewal = epochDayOf(line.endsOn) + 1;
  const overdue = firstRenewal <= asOfDay;
  const days: number[] = overdue ? [1] : [];
  for (let term = 0; ; term += 1) {
    const day = addMonths(firstRenewal, term * line.termMonths) - asOfDay;
    if (day > lastDay) break;
    if (day > (days[0] ?? 0)) days.push(day);
  }
  return {
    days,
    probabilities: days.map((_, index) => renewalProbability(parameters, line.terms - 1 + index)),
    revenue: line.termRevenue,
    overdue,
  };
}

/** Probability of each renewal of a schedule, those before it included. */
export function cumulativeRenewals({ probabilities }: RenewalSchedule): number[] {
  let reached = 1;
  return probabilities.map((probability) => {
    reached *= probability;
    return reached;
  });
}
