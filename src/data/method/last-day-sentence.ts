import { least } from "d3";
import type { ContestRow } from "../../model/value/tournament/contest-table.js";

/** More ways than these that did better are counted, and the best of them named. */
const MOST_NAMED = 2;

/** On the day that chose nothing: the used way against those that did better, and `beside` it another one. */
export function lastDaySentence(used: ContestRow, rows: readonly ContestRow[], beside?: ContestRow): string {
  const own = lastLoss(used);
  if (!Number.isFinite(own)) return "After the last day, kept out of the choice, nothing came to judge by.";
  const other = beside === undefined ? "" : ` and the ${beside.name}’s ${errorFigure(lastLoss(beside))}`;
  const error = `On the last day, kept out of the choice, its error was ${errorFigure(own)}${other}`;
  const better = rows.filter((row) => shown(lastLoss(row)) < shown(own));
  const best = least(better, lastLoss);
  if (best === undefined) return `${error}; nothing did better.`;
  if (better.length > MOST_NAMED) {
    return `${error}; ${better.length} ways did better, ${named(best)} most.`;
  }
  return `${error}; ${better.map(named).join(" and ")} did better.`;
}

function named(row: ContestRow): string {
  return `“${row.name}” (${errorFigure(lastLoss(row))})`;
}

/** As it is written: what cannot be told apart on the page is no better. */
function shown(error: number): number {
  return Math.round(100 * error);
}

function lastLoss({ losses }: ContestRow): number {
  return losses.at(-1) ?? Number.POSITIVE_INFINITY;
}

/** A loss as sentences quote it. */
export function errorFigure(error: number | null): string {
  return error !== null && Number.isFinite(error) ? error.toFixed(2) : "unknown";
}
