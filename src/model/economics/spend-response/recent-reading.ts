import { greatest, mean } from "d3";

/** A client's readings of a measure, which a mean over the year alone would keep still about while they fall. */
export interface RecentReading {
  /** Mean of the last four quarters that were read in. */
  readonly year: number;
  /** Of the last of them, and of the same quarter a year before; null: none then. */
  readonly last: number;
  readonly before: number | null;
}

const YEAR = 4;

/** The readings of the four quarters up to one (on the count of `quarterNumber`); null where there is none. */
export function recentReading(
  readings: readonly { readonly number: number; readonly mean: number }[],
  quarter: number,
): RecentReading | null {
  const recent = readings.filter(({ number }) => number <= quarter && number > quarter - YEAR);
  const last = greatest(recent, ({ number }) => number);
  const year = mean(recent, (reading) => reading.mean);
  if (last === undefined || year === undefined) return null;
  const before = readings.find(({ number }) => number === last.number - YEAR);
  return { year, last: last.mean, before: before?.mean ?? null };
}
