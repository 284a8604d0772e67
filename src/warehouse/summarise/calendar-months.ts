/**
 * SQL of the months from a first day to a last one, both counted: whole calendar months, and the days that are left as
 * a share of the month that would follow. 2023-01-01 to 2023-12-31 is 12, to 2023-12-30 is 11 + 30 / 31.
 */
export function calendarMonths(first: string, last: string): string {
  const until = `(${last} + 1)`;
  const whole = `datesub('month', ${first}, ${until})`;
  return `(${whole} + (${until} - ${monthsAfter(first, whole)})
    / CAST(${monthsAfter(first, `${whole} + 1`)} - ${monthsAfter(first, whole)} AS DOUBLE))`;
}

/** SQL of the day so many whole months after another; the last of its month where that has no such day. */
export function monthsAfter(day: string, months: string): string {
  return `CAST(${day} + INTERVAL 1 MONTH * (${months}) AS DATE)`;
}

/** Months by which a length may miss a whole number of them and pass for it: terms of 28 days, or of 52 weeks. */
const NEARLY = 0.1;

/** Length of the shortest term that a rate is taken from: a week. */
const SHORTEST_MONTHS = 0.25;

/** SQL of the months that a term counts for where its amount is turned into a rate, from its exact length. */
export function rateMonths(months: string): string {
  return `CASE WHEN round(${months}) >= 1 AND abs(${months} - round(${months})) <= ${NEARLY} THEN round(${months})
    ELSE greatest(${SHORTEST_MONTHS}, ${months}) END`;
}
