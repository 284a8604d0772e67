/** Mean length of a year, leap years counted. */
export const DAYS_A_YEAR = 365.25;

export const DAYS_A_MONTH = DAYS_A_YEAR / 12;

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
const DAYS_IN_400_YEARS = 146_097;
const EPOCH_OFFSET_DAYS = 719_468;

interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  const start = DAYS_BEFORE_MONTH[month - 1] ?? 0;
  const end = DAYS_BEFORE_MONTH[month] ?? 365;
  return end - start + (month === 2 && isLeapYear(year) ? 1 : 0);
}

function parseIsoDate(isoDate: string): CalendarDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(isoDate);
  const [year, month, day] =
    match === null ? [0, 0, 0] : [Number(match[1]), Number(match[2]), Number(match[3])];
  if (match === null || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    throw new RangeError(`not a date: ${JSON.stringify(isoDate)}; write an existing day as YYYY-MM-DD`);
  }
  return { year, month, day };
}

// Years that start in March put the leap day last, so that a day's number within its year is one formula:
// https://howardhinnant.github.io/date_algorithms.html
function dayFromDate({ year, month, day }: CalendarDate): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_IN_400_YEARS + dayOfEra - EPOCH_OFFSET_DAYS;
}

function dateFromDay(epochDay: number): CalendarDate {
  const shifted = epochDay + EPOCH_OFFSET_DAYS;
  const era = Math.floor(shifted / DAYS_IN_400_YEARS);
  const dayOfEra = shifted - era * DAYS_IN_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/**
 * Days from 1970-01-01 to an ISO date, in the proleptic Gregorian calendar; no time zone is involved.
 *
 * Throws a RangeError when the text is not an existing day written YYYY-MM-DD.
 */
export function epochDayOf(isoDate: string): number {
  return dayFromDate(parseIsoDate(isoDate));
}

/** The ISO date (YYYY-MM-DD) of a whole number of days since 1970-01-01; years 0 to 9999. */
export function isoDateOf(epochDay: number): string {
  const { year, month, day } = dateFromDay(epochDay);
  if (!(Number.isInteger(epochDay) && year >= 0 && year <= 9999)) {
    throw new RangeError(`not a day of the years 0 to 9999: ${epochDay}`);
  }
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** Days from one ISO date to another; negative when the second lies before the first. */
export function daysBetween(fromIsoDate: string, toIsoDate: string): number {
  return epochDayOf(toIsoDate) - epochDayOf(fromIsoDate);
}

/**
 * The same day of the month, `months` later, as an epoch day; the month's last day where it has no such day
 * (31 January + 1 month = 28 or 29 February).
 *
 * Add several steps to the first date, not to the result of the step before: clamping does not undo itself.
 * `months` is an integer and may be negative.
 */
export function addMonths(epochDay: number, months: number): number {
  if (!Number.isInteger(months)) throw new RangeError(`months to add are not whole: ${months}`);
  const { year, month, day } = dateFromDay(epochDay);
  const monthIndex = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(monthIndex / 12);
  const targetMonth = monthIndex - targetYear * 12 + 1;
  return dayFromDate({
    year: targetYear,
    month: targetMonth,
    day: Math.min(day, daysInMonth(targetYear, targetMonth)),
  });
}

/** Calendar months from 1 January 1970 to a day, that of its own month by its share: 15.5 is the middle of April 1971. */
export function calendarMonthsOf(epochDay: number): number {
  const { year, month, day } = dateFromDay(epochDay);
  return (year - 1970) * 12 + month - 1 + (day - 1) / daysInMonth(year, month);
}

/** Its inverse: days since 1970-01-01, with their fraction. */
export function dayAtCalendarMonths(months: number): number {
  const whole = Math.floor(months);
  const year = 1970 + Math.floor(whole / 12);
  const month = whole - 12 * (year - 1970) + 1;
  return dayFromDate({ year, month, day: 1 }) + (months - whole) * daysInMonth(year, month);
}

/** Every month from one to another, both YYYY-MM, in order; none where the other comes before. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = monthAfter(month, 1)) months.push(month);
  return months;
}

/** The month so many months later, YYYY-MM; `months` is an integer and may be negative. */
export function monthAfter(month: string, months: number): string {
  return isoDateOf(addMonths(epochDayOf(`${month}-01`), months)).slice(0, 7);
}
