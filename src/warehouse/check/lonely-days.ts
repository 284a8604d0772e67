/** A day of the books and how many rows it has. */
export interface BookedDay {
  /** ISO date. */
  readonly day: string;
  /** Days since any fixed day. */
  readonly number: number;
  readonly rows: number;
}

/** Days that may pass within the books without what follows being doubted. */
const LONGEST_GAP_DAYS = 366;

/** Most rows of a lonely day, and of several lonely days, for one row of the stretch that they are held against. */
const SHARE_OF_ONE_DAY = 1 / 2;
const SHARE_OF_DAYS = 1 / 20;

/** Days of which none follows the one before by more than a year. */
interface Stretch {
  readonly days: number;
  readonly rows: number;
  readonly last: BookedDay;
}

/**
 * The last day that is not lonely, of days in rising order; null: there are none.
 *
 * Lonely are days more than a year after all earlier ones that have few rows beside the fullest stretch of earlier days:
 * one day with up to half as many (dates that stand for none may be many), several with up to a twentieth, so that
 * books that rested for a year or more are not cut, nor those of events years apart.
 */
export function lastBookedDay(days: readonly BookedDay[]): string | null {
  const kept = stretchesOf(days);
  while (isLonely(kept)) kept.pop();
  return kept.at(-1)?.last.day ?? null;
}

function stretchesOf(days: readonly BookedDay[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const day of days) {
    const open = stretches.at(-1);
    if (open === undefined || day.number - open.last.number > LONGEST_GAP_DAYS) {
      stretches.push({ days: 1, rows: day.rows, last: day });
    } else {
      stretches[stretches.length - 1] = { days: open.days + 1, rows: open.rows + day.rows, last: day };
    }
  }
  return stretches;
}

/** True when the last of the stretches is to be doubted. */
function isLonely(stretches: readonly Stretch[]): boolean {
  const last = stretches.at(-1);
  if (last === undefined || stretches.length === 1) return false;
  const fullest = Math.max(...stretches.slice(0, -1).map(({ rows }) => rows));
  return last.rows <= fullest * (last.days === 1 ? SHARE_OF_ONE_DAY : SHARE_OF_DAYS);
}
