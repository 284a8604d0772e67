import type { TermRun } from "../../model/value/client-history.js";
import { type Engine, number } from "../engine.js";

/** Months from which a term is a long one: the models take terms under it and others for contracts of two kinds. */
export const LONG_FROM_MONTHS = 6;

/** Terms of a line that follow each other and are all short, or all long. */
interface Stretch extends TermRun {
  /** Of all of them together. */
  readonly months: number;
}

/** Stretches of the lines that have short terms and long ones, by line, oldest first. */
export async function readStretches(engine: Engine): Promise<ReadonlyMap<number, readonly Stretch[]>> {
  const rows = await engine.rows(
    `SELECT line, count(*) AS terms, arg_max(months, term) AS term_months, sum(months) AS months,
       12 * arg_min(greatest(0, rate), term) AS yearly_revenue FROM (
       SELECT line, term, months, rate, short, term - row_number() OVER (PARTITION BY line, short ORDER BY term) AS stretch
       FROM terms WHERE line IN (SELECT line FROM terms GROUP BY line HAVING bool_or(short) AND NOT bool_and(short))
     ) AS mixed GROUP BY line, short, stretch ORDER BY line, min(term)`,
  );
  const stretches = new Map<number, Stretch[]>();
  for (const row of rows) {
    const line = number(row, "line");
    const ofLine = stretches.get(line) ?? [];
    ofLine.push({
      terms: number(row, "terms"),
      termMonths: number(row, "term_months"),
      yearlyRevenue: number(row, "yearly_revenue"),
      months: number(row, "months"),
    });
    stretches.set(line, ofLine);
  }
  return stretches;
}

/**
 * The runs of terms of one kind that a line went through, oldest first. Short terms of less than half a year together
 * bridge the time between long ones and belong to them; so do those at the end of a line whose last terms count as long.
 */
export function termRuns(stretches: readonly Stretch[], endsLong: boolean): TermRun[] {
  const runs: TermRun[] = [];
  stretches.forEach(({ terms, termMonths, yearlyRevenue, months }, index) => {
    const before = runs.at(-1);
    const follows = before !== undefined && isLong(before);
    const bridges = index < stretches.length - 1 ? months < LONG_FROM_MONTHS : endsLong;
    if (follows && (isLong({ termMonths }) || bridges)) {
      runs[runs.length - 1] = {
        terms: before.terms + terms,
        termMonths: isLong({ termMonths }) ? termMonths : before.termMonths,
        yearlyRevenue: before.yearlyRevenue,
      };
    } else runs.push({ terms, termMonths, yearlyRevenue });
  });
  return runs;
}

/** A term of a line, by number, in its run. */
export interface PlaceInRuns {
  readonly run: TermRun;
  readonly isFirstRun: boolean;
  readonly isLastRun: boolean;
  /** Terms of the run before it. */
  readonly termsBefore: number;
}

/** Where a term lies; null beyond the runs. */
export function placeOf(runs: readonly TermRun[], term: number): PlaceInRuns | null {
  let termsBefore = term - 1;
  for (const [index, run] of runs.entries()) {
    if (termsBefore < run.terms) {
      return { run, isFirstRun: index === 0, isLastRun: index === runs.length - 1, termsBefore };
    }
    termsBefore -= run.terms;
  }
  return null;
}

function isLong({ termMonths }: Pick<TermRun, "termMonths">): boolean {
  return termMonths >= LONG_FROM_MONTHS;
}
