import { addMonths, DAYS_A_MONTH, epochDayOf, isoDateOf } from "../../numerics/calendar.js";
import { plural } from "../../words/plural.js";

/** Earlier days from which the models look ahead, and how far. */
export interface RollingOrigins {
  /** Months predicted from each origin. */
  readonly windowMonths: number;
  /** Months from one origin to the next: half the window's. */
  readonly stepMonths: number;
  /** Months of data that an origin must have before it. */
  readonly minimumHistoryMonths: number;
  /** ISO dates, ascending; the last one's window ends on the as-of date. */
  readonly origins: readonly string[];
  /** Those whose windows follow one another and use no outcome twice: what needs errors of their own rests on these. */
  readonly apart: readonly string[];
  /**
   * For shorter windows than a year: days a year apart, back from the as-of date, for what seasons would hide in a part
   * of a year; empty where fewer than three have half a year of data before them.
   */
  readonly yearsApart: readonly string[];
  /** What the number of windows apart does not allow; null from three on. */
  readonly caution: string | null;
}

const LONGEST_WINDOW_MONTHS = 12;
const WINDOW_SHARE = 6;
const HISTORY_SHARE = 3;
const MOST_WINDOWS = 6;
const FEWEST_WINDOWS = 3;
const DAYS_OF_HALF_A_MONTH = 15;
const YEAR_MONTHS = 12;
const MONTHS_BEFORE_YEARS = 6;

/**
 * Origins for data from `firstOn` to `asOf`: windows of a sixth of the data (in whole months, 1 to 12), back from the
 * as-of date in steps of half a window, for as long as a third of the data, or a window where that is longer, lies
 * before them; at most six windows back. Windows overlap by half: twice the origins tell more of how to predict,
 * though not twice as much. Half a month counts as 15 days. Data shorter than two months have none.
 */
export function rollingOrigins(firstOn: string, asOf: string): RollingOrigins {
  const [firstDay, lastDay] = [epochDayOf(firstOn), epochDayOf(asOf)];
  const months = (lastDay - firstDay) / DAYS_A_MONTH;
  const windowMonths = Math.min(LONGEST_WINDOW_MONTHS, Math.max(1, Math.round(months / WINDOW_SHARE)));
  const minimumHistoryMonths = Math.max(windowMonths, Math.floor(months / HISTORY_SHARE));
  const earliest = addMonths(firstDay, minimumHistoryMonths);
  const origins: string[] = [];
  const apart: string[] = [];
  for (let halves = 2; halves <= 2 * MOST_WINDOWS; halves += 1) {
    const origin = monthsBefore(lastDay, (halves * windowMonths) / 2);
    if (origin < earliest) break;
    origins.unshift(isoDateOf(origin));
    if (halves % 2 === 0) apart.unshift(isoDateOf(origin));
  }
  return {
    windowMonths,
    stepMonths: windowMonths / 2,
    minimumHistoryMonths,
    origins,
    apart,
    yearsApart: windowMonths < YEAR_MONTHS ? yearsApart(firstDay, lastDay) : [],
    caution: apart.length >= FEWEST_WINDOWS ? null : cautionFor(apart.length, minimumHistoryMonths),
  };
}

function yearsApart(firstDay: number, lastDay: number): string[] {
  const earliest = addMonths(firstDay, MONTHS_BEFORE_YEARS);
  const days: string[] = [];
  for (let year = 1; year <= MOST_WINDOWS; year += 1) {
    const day = addMonths(lastDay, -YEAR_MONTHS * year);
    if (day < earliest) break;
    days.unshift(isoDateOf(day));
  }
  return days.length < FEWEST_WINDOWS ? [] : days;
}

/** `months` is a whole number or a whole number and a half. */
function monthsBefore(epochDay: number, months: number): number {
  const whole = Math.floor(months);
  return addMonths(epochDay, -whole) - (months > whole ? DAYS_OF_HALF_A_MONTH : 0);
}

function cautionFor(windows: number, minimumHistoryMonths: number): string {
  if (windows === 0) {
    return `The data are too short to look back from an earlier day: none has ${plural(minimumHistoryMonths, "month")} before it and a window after it.`;
  }
  return `The data hold only ${windows === 1 ? "one window" : "two windows"} to predict that do not overlap: models cannot be chosen on some and judged on another with confidence.`;
}
