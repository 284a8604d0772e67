import { wholeMonths } from "../forecast/client-forecast.js";

/** The part up to some day of the month of the forecast, by index, that the day lies in. */
export interface LastPart {
  readonly month: number;
  /** Of that month; 0 where the day lies before or after the forecast. */
  readonly share: number;
  /** Day in the middle of the part. */
  readonly middle: number;
}

/** What is left of a first horizon after its whole months, from the day after the as-of date that it ends on. */
export function lastPart(monthEnds: readonly number[], lastDay: number): LastPart {
  const month = wholeMonths(monthEnds, lastDay);
  const [from, to] = [monthEnds[month - 1] ?? 0, monthEnds[month] ?? Number.POSITIVE_INFINITY];
  return { month, share: Math.max(0, lastDay - from) / (to - from), middle: (from + lastDay) / 2 };
}
