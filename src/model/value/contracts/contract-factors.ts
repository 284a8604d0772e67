import { expansionWeight } from "../expansion/fit-expansion.js";
import type { ContractFactor, RenewalSchedule } from "../forecast/client-forecast.js";

/** By client. One that they lack has factors of 1. */
export type ContractFactors = Readonly<Record<string, ContractFactor>>;

const UNCHANGED: ContractFactor = { nextYear: 1, later: 1 };

/** 12 months have at most as many days. */
const LONGEST_YEAR_DAYS = 366;

/** The factor of a client: what every object inherits, as "constructor", is no factor. */
export function contractFactorOf(factors: ContractFactors | undefined, clientId: string): ContractFactor {
  return factors !== undefined && Object.hasOwn(factors, clientId)
    ? (factors[clientId] ?? UNCHANGED)
    : UNCHANGED;
}

/** Whether a factor leaves everything as it is. */
export function isUnchanged({ nextYear, later }: ContractFactor): boolean {
  return nextYear === 1 && later === 1;
}

/**
 * The factor on a day after the as-of date: the next year's in full for 12 months; then the later one, which fades to 1
 * by half every two years where it is above, and stays where it is below: neither lets more be expected of later years
 * than the contest bears out. The next year's would, as it depends on how much of the year is signed: a rate that is
 * misjudged by a third is all of it put on the last month before which a contract is renewed.
 */
export function factorOn({ nextYear, later }: ContractFactor, day: number): number {
  if (day <= LONGEST_YEAR_DAYS) return nextYear;
  return later <= 1 ? later : 1 + (later - 1) * expansionWeight(day - LONGEST_YEAR_DAYS);
}

/** Whether the first renewal of a schedule that may bring something is near enough for the contest to tell of it. */
function comesUpBy({ days, probabilities, revenue }: RenewalSchedule, lastDay: number): boolean {
  return revenue > 0 && (probabilities[0] ?? 0) > 0 && (days[0] ?? Number.POSITIVE_INFINITY) <= lastDay;
}

/** A schedule with the factor on its renewals; left as it is where none comes up until `lastDay`: till then all is signed. */
export function withFactor(
  schedule: RenewalSchedule,
  factor: ContractFactor,
  lastDay: number,
): RenewalSchedule {
  if (isUnchanged(factor) || !comesUpBy(schedule, lastDay)) return schedule;
  return { ...schedule, factors: schedule.days.map((day) => factorOn(factor, day)) };
}
