import { addMonths, DAYS_A_MONTH, epochDayOf, isoDateOf } from "../../numerics/calendar.js";

/** Earlier days from which the models look ahead, and how far. */
export interface RollingOrigins {
  /** Months predicted from each origin. */
  readonly windowMonths: number;
  /** Months from one origin to the next: the window's, so that no outcome is used twice. */
  readonly stepMonths: number;
  /** Months of data that an origin must have before it. */
  readonly minimumHistoryMonths: number;
  /** ISO dates, ascending; the last one's window ends on the as-of date. */
  readonly origins: readonly string[];
  /** What their number does not allow; null from three origins on. */
  readonly caution: string | null;
}

const LONGEST_WINDOW_MONTHS = 12;
const WINDOW_SHARE = 6;
const HISTORY_SHARE = 3;
const MOST_ORIGINS = 6;
const FEWEST_ORIGINS = 3;

/**
 * Origins for data from `firstOn` to `asOf`: windows of a sixth of the data (in whole months, 1 to 12), one after the other
 * back from the as-of date, for as long as a third of the data, or a window where that is longer, lies before
 * them; at most six. Data shorter than two months have none.
 */
export function rollingOrigins(firstOn: string, asOf: string): RollingOrigins {
  const [firstDay, lastDay] = [epochDayOf(firstOn), epochDayOf(asOf)];
  const months = (lastDay - firstDay) / DAYS_A_MONTH;
  const windowMonths = Math.min(LONGEST_WINDOW_MONTHS, Math.max(1, Math.round(months / WINDOW_SHARE)));
  const minimumHistoryMonths = Math.max(windowMonths, Math.floor(months / HISTORY_SHARE));
  const origins: string[] = [];
  for (let back = 1; back <= MOST_ORIGINS; back += 1) {
    const origin = addMonths(lastDay, -back * windowMonths);
    if (origin < addMonths(firstDay, minimumHistoryMonths)) break;
    origins.unshift(isoDateOf(origin));
  }
  return {
    windowMonths,
    stepMonths: windowMonths,
    minimumHistoryMonths,
    origins,
    caution: origins.length >= FEWEST_ORIGINS ? null : cautionFor(origins.length, minimumHistoryMonths),
  };
}

function cautionFor(origins: number, minimumHistoryMonths: number): string {
  if (origins === 0) {
    return `The data are too short to look back from an earlier day: none has ${minimumHistoryMonths} months before it and a window after it.`;
  }
  return `The data hold only ${origins === 1 ? "one earlier day" : "two earlier days"} to predict from: models cannot be chosen on some and judged on another with confidence, and the portfolio's interval is not calibrated.`;
}
