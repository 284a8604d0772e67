import type { BookedDay } from "./lonely-days.js";

/** What is dated ahead lies further on than this; books may end with a quiet month. */
const SHORTEST_DAYS = 32;
/** How far back books are looked at for their pace: every season is there twice. */
const LOOK_BACK_DAYS = 730;
/** Rows dated ahead are no more than this share of those of the look back, or one. */
const SHARE_OF_ROWS = 0.01;
/** And no more than this share of the rows of the quietest stretch as long. */
const SHARE_OF_QUIETEST_ROWS = 0.1;
/** And on one day, or on no more than this share of its days with rows, or with this share of the usual rows a day. */
const SHARE_OF_QUIETEST_DAYS = 0.25;
const SHARE_OF_DAILY_ROWS = 0.05;
/** Up to where they begin the books ran on: these days had at least half of their usual rows. */
const RUN_UP_DAYS = 61;
const LEAST_PACE = 0.5;
/** From so many days of rows on, with half of the usual rows between them, business was taken up again. */
const DAYS_OF_A_RETURN = 4;
/** A stretch as long must have held so many days with rows, or one small batch would be taken for an end. */
const LEAST_DAYS = 2;
/** Of cuts that are less than this apart in likelihood, the latest is taken: it leaves out least. */
const ALIKE = 3;

/** Rows, and days with rows, from a day (not included) to another. */
interface Stretch {
  readonly rows: number;
  readonly days: number;
}

/**
 * The last day before rows that are dated ahead, of days in rising order; the last of all where none are; null: no days.
 *
 * Dated ahead are few rows far behind a time in which the books ran as ever, as invoices that are planned for months to
 * come: next to none in a stretch in which even the quietest one of the two years before held ten times as many. Of all
 * days that they may begin after, it is the one that sets both sides apart most, or the latest that does nearly as well: with
 * m rows in L days where λ a day are usual, by λL − m − m·ln(λL / m). Books that ebb away, rest each year, or are taken up again are not cut.
 */
export function lastDayReached(days: readonly BookedDay[]): string | null {
  const last = days.at(-1);
  if (last === undefined) return null;
  const rowsBefore = [0];
  for (const { rows } of days) rowsBefore.push((rowsBefore.at(-1) ?? 0) + rows);
  const indexAfter = (number: number): number => {
    let [low, high] = [0, days.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((days[middle]?.number ?? 0) <= number) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const between = (after: number, upTo: number): Stretch => {
    const [from, to] = [indexAfter(after), indexAfter(upTo)];
    return { rows: (rowsBefore[to] ?? 0) - (rowsBefore[from] ?? 0), days: to - from };
  };
  const first = days[0]?.number ?? last.number;
  const lookBackFrom = (cut: BookedDay): number => Math.max(first - 1, cut.number - LOOK_BACK_DAYS);

  const cuts: { readonly cut: BookedDay; readonly apart: number }[] = [];
  for (const cut of days.slice(0, -1).reverse()) {
    const length = last.number - cut.number;
    const { rows } = between(cut.number, last.number);
    if (rows > mostAhead(rowsBefore.at(-1) ?? 0)) break;
    const from = lookBackFrom(cut);
    const usual = (between(from, cut.number).rows / (cut.number - from)) * length;
    if (length < SHORTEST_DAYS || rows >= usual) continue;
    cuts.push({ cut, apart: usual - rows - rows * Math.log(usual / rows) });
  }
  const furthest = Math.max(...cuts.map(({ apart }) => apart));
  const chosen = cuts.find(({ apart }) => apart > furthest - ALIKE)?.cut;
  if (chosen === undefined) return last.day;
  return isAhead(days, chosen, last, lookBackFrom(chosen), between) ? chosen.day : last.day;
}

function isAhead(
  days: readonly BookedDay[],
  cut: BookedDay,
  last: BookedDay,
  from: number,
  between: (after: number, upTo: number) => Stretch,
): boolean {
  const ahead = between(cut.number, last.number);
  const usual = between(from, cut.number);
  const span = cut.number - from;
  const length = Math.min(last.number - cut.number, Math.floor(span / 2));
  if (length < SHORTEST_DAYS || ahead.rows > mostAhead(usual.rows)) return false;
  const runUp = between(cut.number - RUN_UP_DAYS, cut.number).rows;
  if (runUp < LEAST_PACE * usual.rows * Math.min(1, RUN_UP_DAYS / span)) return false;
  const starts = days
    .map(({ number }) => number)
    .filter((start) => start >= from && start + length <= cut.number);
  const stretches = [...starts, cut.number - length].map((start) => between(start, start + length));
  const quietestRows = Math.min(...stretches.map(({ rows }) => rows));
  const quietestDays = Math.min(...stretches.map((stretch) => stretch.days));
  if (quietestDays < LEAST_DAYS || ahead.rows > SHARE_OF_QUIETEST_ROWS * quietestRows) return false;
  if (ahead.days === 1) return true;
  const isThin = ahead.rows / ahead.days <= SHARE_OF_DAILY_ROWS * (usual.rows / usual.days);
  if (ahead.days > SHARE_OF_QUIETEST_DAYS * quietestDays && !isThin) return false;
  const firstAhead = days.find(({ number }) => number > cut.number) ?? last;
  const pace = ahead.rows / (last.number - firstAhead.number + 1);
  return ahead.days < DAYS_OF_A_RETURN || pace < (LEAST_PACE * usual.rows) / span;
}

function mostAhead(rows: number): number {
  return Math.max(1, SHARE_OF_ROWS * rows);
}
