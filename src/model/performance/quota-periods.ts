import { epochDayOf, isoDateOf } from "../numerics/calendar.js";

/** What an owner was asked to sell in a year, quarter or month. */
export interface Quota {
  readonly owner: string;
  /** 2024, 2024-Q1 or 2024-03. */
  readonly period: string;
  readonly quota: number;
}

/** A quota above zero of a period that is over, from its first month to its last (YYYY-MM). */
export interface QuotaOfPeriod extends Quota {
  readonly from: string;
  readonly to: string;
}

export interface QuotaPeriods {
  readonly over: readonly QuotaOfPeriod[];
  /** Quotas of zero or less: nothing was asked, so nothing is divided by them. */
  readonly withoutTarget: number;
  /** Quotas of periods that end after the as-of date. */
  readonly notOver: number;
  /** Quotas whose period is no year, quarter or month. */
  readonly unreadable: number;
}

/** The quotas that count: their period is over on the as-of date and they are above zero; what does not count is counted. */
export function quotaPeriods(quotas: readonly Quota[], asOf: string): QuotaPeriods {
  const readable = quotas.flatMap((quota) => {
    const months = monthsOf(quota.period);
    return months === null ? [] : [{ ...quota, ...months }];
  });
  const targets = readable.filter(({ quota }) => quota > 0);
  const over = targets.filter(({ to }) => isMonthOver(to, asOf));
  return {
    over,
    withoutTarget: readable.length - targets.length,
    notOver: targets.length - over.length,
    unreadable: quotas.length - readable.length,
  };
}

/** Whether a month (YYYY-MM) has ended by the day. */
export function isMonthOver(month: string, asOf: string): boolean {
  const last = asOf.slice(0, 7);
  return month < last || (month === last && isoDateOf(epochDayOf(asOf) + 1).endsWith("-01"));
}

/** First and last month of a period as YYYY-MM; null when it is none. */
function monthsOf(period: string): { readonly from: string; readonly to: string } | null {
  const [, year, quarter, month] = /^(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(period) ?? [];
  if (year === undefined) return null;
  if (month !== undefined) return { from: period, to: period };
  const first = quarter === undefined ? 1 : 3 * Number(quarter) - 2;
  const last = quarter === undefined ? 12 : 3 * Number(quarter);
  const written = (number: number) => `${year}-${String(number).padStart(2, "0")}`;
  return { from: written(first), to: written(last) };
}
