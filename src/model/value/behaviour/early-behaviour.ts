import { group, sum } from "d3";
import { addMonths, DAYS_A_MONTH, epochDayOf } from "../../numerics/calendar.js";
import { nameWithMost } from "../../numerics/name-with-most.js";
import { quarterNumber, quarterStart } from "../../numerics/quarter.js";
import { discountFactor } from "../discounting.js";

/** A client's business of one product on some days; days between the first and the last may hold more of it. */
export interface PurchaseLine {
  readonly clientId: string;
  readonly product: string | null;
  readonly firstOn: string;
  readonly lastOn: string;
  readonly revenue: number;
  readonly margin: number;
}

/** A contract term that a client was under. */
export interface TermLine {
  readonly clientId: string;
  readonly startsOn: string;
  readonly endsOn: string;
}

/** Mean of a client's readings of a measure in a quarter such as 2024-Q1. */
export interface SignalLine {
  readonly clientId: string;
  readonly measure: string;
  readonly quarter: string;
  readonly mean: number;
  readonly readings: number;
}

/** What a client did in its first 12 months, and what came of it after. */
export interface EarlyBehaviour {
  readonly clientId: string;
  /** What most of the first day's revenue was for; null where no product is named. */
  readonly firstProduct: string | null;
  /** Named products bought in the first 12 months. */
  readonly products: number;
  /** Months from the first purchase to the next; null when there was none in the first 12. */
  readonly monthsToSecondPurchase: number | null;
  /** Mean reading of each measure over the first 12 months. */
  readonly signals: Readonly<Record<string, number>>;
  /** Margin of the first 12 months, discounted to the first day as CLV is. */
  readonly firstYearMargin: number;
  /** The same of months 13 to 24. */
  readonly secondYearMargin: number;
  /** Bought in months 13 to 24, or was under contract at the end of them. */
  readonly stayed: boolean;
}

const MONTHS_SEEN = 24;

/**
 * The first 12 months of every client of which 24 months have been seen, in the order of the clients.
 *
 * Only what happened before month 13 describes a client, only what came after judges it, and everybody is judged at
 * the same age: a client that stays long has more time to do everything, which would otherwise look like a cause
 * (landmark analysis; Anderson, Cain and Gelber 1983). What a line brought counts as of the middle of its days.
 */
export function earlyBehaviours(
  clients: readonly { readonly clientId: string; readonly firstOn: string }[],
  purchases: readonly PurchaseLine[],
  terms: readonly TermLine[],
  signals: readonly SignalLine[],
  { asOf, discountRateAnnual }: { readonly asOf: string; readonly discountRateAnnual: number },
): EarlyBehaviour[] {
  const asOfDay = epochDayOf(asOf);
  const purchasesOf = byClient(purchases);
  const termsOf = byClient(terms);
  const signalsOf = byClient(signals);
  return clients.flatMap(({ clientId, firstOn }) => {
    const firstDay = epochDayOf(firstOn);
    const yearEnd = addMonths(firstDay, 12);
    const seenUntil = addMonths(firstDay, MONTHS_SEEN);
    if (seenUntil > asOfDay) return [];
    const lines = purchasesOf.get(clientId) ?? [];
    const early = lines.filter((line) => epochDayOf(line.firstOn) < yearEnd);
    const later = early.flatMap((line) => [epochDayOf(line.firstOn), epochDayOf(line.lastOn)]);
    const second = Math.min(...later.filter((day) => day > firstDay && day < yearEnd));
    const bought = lines.some((line) =>
      [line.firstOn, line.lastOn].some((date) => isWithin(epochDayOf(date), yearEnd, seenUntil)),
    );
    const covered = (termsOf.get(clientId) ?? []).some(
      (term) => epochDayOf(term.startsOn) < seenUntil && epochDayOf(term.endsOn) >= seenUntil - 1,
    );
    const discounted = (line: PurchaseLine): number => {
      const middle = (epochDayOf(line.firstOn) + epochDayOf(line.lastOn)) / 2;
      return line.margin * discountFactor(middle - firstDay, discountRateAnnual);
    };
    return [
      {
        clientId,
        firstProduct: nameWithMost(
          early.filter((line) => line.firstOn === firstOn),
          ({ product }) => product,
          ({ revenue }) => revenue,
        ),
        products: new Set(early.flatMap(({ product }) => (product === null ? [] : [product]))).size,
        monthsToSecondPurchase: Number.isFinite(second) ? (second - firstDay) / DAYS_A_MONTH : null,
        signals: meanSignals(signalsOf.get(clientId) ?? [], firstDay, yearEnd),
        firstYearMargin: sum(early, discounted),
        secondYearMargin: sum(
          lines.filter((line) => isWithin(epochDayOf(line.firstOn), yearEnd, seenUntil)),
          discounted,
        ),
        stayed: bought || covered,
      },
    ];
  });
}

function isWithin(day: number, from: number, to: number): boolean {
  return day >= from && day < to;
}

function byClient<Line extends { readonly clientId: string }>(
  lines: readonly Line[],
): ReadonlyMap<string, readonly Line[]> {
  return group(lines, ({ clientId }) => clientId);
}

/** A quarter counts when its middle lies in the first 12 months. */
function meanSignals(
  lines: readonly SignalLine[],
  firstDay: number,
  yearEnd: number,
): Readonly<Record<string, number>> {
  const totals = new Map<string, { sum: number; readings: number }>();
  for (const { measure, quarter, mean, readings } of lines) {
    const middle = addMonths(epochDayOf(quarterStart(quarterNumber(quarter))), 1) + 14;
    if (!isWithin(middle, firstDay, yearEnd)) continue;
    const known = totals.get(measure) ?? { sum: 0, readings: 0 };
    totals.set(measure, { sum: known.sum + mean * readings, readings: known.readings + readings });
  }
  return Object.fromEntries([...totals].map(([measure, { sum, readings }]) => [measure, sum / readings]));
}
