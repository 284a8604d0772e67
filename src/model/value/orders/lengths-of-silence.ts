import { DAYS_A_MONTH, DAYS_A_YEAR } from "../../numerics/calendar.js";
import { lastClosedRound, middleDayOf, type OrderRounds } from "../bg-bb/order-rounds.js";

export const SILENT_MONTHS: readonly number[] = [1, 2, 3, 6, 9, 12, 18, 24, 36, 48, 60];

/** Rounds are missed for as long as this. */
const YEARS_OF_ROUNDS = 5;
const MOST_ROUNDS = 12;

/** A silence, and the days from the first order to the last before it. */
export interface Silence {
  readonly months: number;
  readonly silentDays: number;
  readonly recencyDays: number;
  /** Where orders come in rounds. */
  readonly missedRounds?: number;
}

/** Silence as months pass; orders came evenly. */
export function anySilence(repeats: number, daysBetween: number): Silence[] {
  return SILENT_MONTHS.map((months) => ({
    months,
    silentDays: months * DAYS_A_MONTH,
    recencyDays: repeats * daysBetween,
  }));
}

/** Silence since the middle of the latest round, of the one before, and so on; orders came as many rounds apart as the days say. */
export function silenceOfRounds(
  rounds: OrderRounds,
  asOfDay: number,
): (repeats: number, daysBetween: number) => Silence[] {
  const latest = lastClosedRound(rounds, asOfDay);
  const missable = Math.min(MOST_ROUNDS, Math.ceil((YEARS_OF_ROUNDS * 12) / rounds.everyMonths));
  return (repeats, daysBetween) =>
    Array.from({ length: missable + 1 }, (_, missed) => {
      const last = middleDayOf(rounds, latest - missed);
      const first = middleDayOf(rounds, latest - missed - repeats * roundsBetween(rounds, daysBetween));
      const silentDays = asOfDay - last;
      return {
        months: Math.round(silentDays / DAYS_A_MONTH),
        silentDays,
        recencyDays: last - first,
        missedRounds: missed,
      };
    });
}

/** Rounds from one order to the next. */
export function roundsBetween({ everyMonths }: OrderRounds, daysBetween: number): number {
  return Math.max(1, Math.round((12 * daysBetween) / everyMonths / DAYS_A_YEAR));
}
