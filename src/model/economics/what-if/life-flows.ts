import { DAYS_A_MONTH, daysBetween } from "../../numerics/calendar.js";

/** Business of a client between two days, in so many transactions. */
export interface DatedMargin {
  readonly firstOn: string;
  readonly lastOn: string;
  readonly margin: number;
  readonly transactions: number;
  /** Last day of the contract term that it was billed for; null: earned on its day. */
  readonly earnedUntil: string | null;
}

/** Margin by month of life; 0 is the month that starts on the first day. */
export interface LifeFlow {
  readonly month: number;
  readonly margin: number;
}

/** Whole months of 365.25/12 days from one ISO date to another. */
export function wholeMonthsBetween(from: string, to: string): number {
  return Math.floor(daysBetween(from, to) / DAYS_A_MONTH);
}

/** Margin as it was invoiced: transactions of one row as if alike and evenly spaced, exact for one and for two. */
export function invoicedFlows(firstOn: string, business: readonly DatedMargin[]): LifeFlow[] {
  return business.flatMap((row) => {
    const start = daysBetween(firstOn, row.firstOn);
    const span = daysBetween(row.firstOn, row.lastOn);
    const count = Math.max(1, row.transactions);
    return Array.from({ length: count }, (_, at) => ({
      month: Math.floor((start + (count === 1 ? 0 : (span * at) / (count - 1))) / DAYS_A_MONTH),
      margin: row.margin / count,
    }));
  });
}

/**
 * Margin as it is earned: what was billed for a contract term in equal parts over the term's months (rounded, at least
 * one), the rest as it was invoiced.
 */
export function earnedFlows(firstOn: string, business: readonly DatedMargin[]): LifeFlow[] {
  return business.flatMap((row) => {
    if (row.earnedUntil === null) return invoicedFlows(firstOn, [row]);
    const months = Math.max(1, Math.round(daysBetween(row.firstOn, row.earnedUntil) / DAYS_A_MONTH));
    const first = Math.floor(daysBetween(firstOn, row.firstOn) / DAYS_A_MONTH);
    return Array.from({ length: months }, (_, at) => ({ month: first + at, margin: row.margin / months }));
  });
}

/**
 * What serving a client cost by month of life, below 0: `costAMonth` for each of the days that it was one, from its
 * first. The last month is charged in part.
 */
export function servingFlows(daysServed: number, costAMonth: number): LifeFlow[] {
  const months = Math.max(0, daysServed) / DAYS_A_MONTH;
  if (!(costAMonth > 0)) return [];
  return Array.from({ length: Math.ceil(months) }, (_, month) => ({
    month,
    margin: -costAMonth * Math.min(1, months - month),
  }));
}
