import type { RenewalSchedule } from "./client-forecast.js";
import { expansionWeight } from "./expansion/fit-expansion.js";

/**
 * By client: what the way of predicting that did better than the contract model expects of the next 12 months beside
 * what is signed, over what the contract model does. A client that they lack has 1.
 */
export type ContractFactors = Readonly<Record<string, number>>;

/** 12 months have at most as many days. */
const LONGEST_YEAR_DAYS = 366;

/**
 * The factor on a day after the as-of date: in full for 12 months; then one above 1 fades to it by half every two
 * years, and one below 1 stays: neither lets more be expected of later years than the contest bears out.
 */
export function factorOn(factor: number, day: number): number {
  return factor <= 1 ? factor : 1 + (factor - 1) * expansionWeight(Math.max(0, day - LONGEST_YEAR_DAYS));
}

/** Whether the first renewal of a schedule that may bring something is near enough for the contest to tell of it. */
function comesUpBy({ days, probabilities, revenue }: RenewalSchedule, lastDay: number): boolean {
  return revenue > 0 && (probabilities[0] ?? 0) > 0 && (days[0] ?? Number.POSITIVE_INFINITY) <= lastDay;
}

/** A schedule with the factor on its renewals; left as it is where none comes up until `lastDay`: till then all is signed. */
export function withFactor(schedule: RenewalSchedule, factor: number, lastDay: number): RenewalSchedule {
  if (factor === 1 || !comesUpBy(schedule, lastDay)) return schedule;
  return { ...schedule, factors: schedule.days.map((day) => factorOn(factor, day)) };
}
