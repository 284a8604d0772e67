import { type Client, lifeOfClient } from "./accounts.js";
import type { Vendor } from "./deal.js";
import type { ClientLife } from "./life.js";
import { realisedClv } from "./realised-clv.js";
import { AS_OF_DAY, DAYS_A_YEAR } from "./timeline.js";

/** A renewal that came due by the as-of date. */
export interface DueRenewal {
  readonly day: number;
  readonly isRenewed: boolean;
}

/** What planted effects are measured on, for one client. */
export interface ClientRecord {
  readonly client: Client;
  readonly expectedClv: number;
  readonly realisedClv: number;
  readonly renewals: readonly DueRenewal[];
  /** Days of expansion orders under contract by the as-of date, credit notes aside. */
  readonly expansionDays: readonly number[];
  /** First and last day under contract by the as-of date; null for project clients. */
  readonly underContract: readonly [fromDay: number, toDay: number] | null;
}

function renewalsOf({ terms, left, lastDay }: ClientLife): readonly DueRenewal[] {
  const signed = terms.slice(1).map(({ startDay }) => ({ day: startDay, isRenewed: true }));
  const lost = terms.length > 0 && left ? [{ day: lastDay + 1, isRenewed: false }] : [];
  return [...signed, ...lost].filter(({ day }) => day <= AS_OF_DAY);
}

/** The record of a client from its simulated life. */
export function recordOf(vendor: Vendor, client: Client): ClientRecord {
  const life = lifeOfClient(vendor, client);
  const { deal } = client;
  return {
    client,
    expectedClv: deal.afterTurn ? deal.expectedClv.after : deal.expectedClv.before,
    realisedClv: realisedClv(life, deal.startDay),
    renewals: renewalsOf(life),
    expansionDays: deal.isProject
      ? []
      : life.purchases
          .filter(({ kind, day, amount }) => kind === "expansion" && day <= AS_OF_DAY && amount > 0)
          .map(({ day }) => day),
    underContract: deal.isProject ? null : [deal.startDay, Math.min(AS_OF_DAY, life.lastDay)],
  };
}

/** Share of due renewals that were signed, among those from `fromDay` up to but without `toDay`; null without any. */
export function renewalRate(
  records: readonly ClientRecord[],
  fromDay = Number.NEGATIVE_INFINITY,
  toDay = Number.POSITIVE_INFINITY,
): { readonly rate: number | null; readonly due: number } {
  const due = records.flatMap(({ renewals }) => renewals).filter(({ day }) => day >= fromDay && day < toDay);
  const signed = due.filter(({ isRenewed }) => isRenewed).length;
  return { rate: due.length === 0 ? null : signed / due.length, due: due.length };
}

/** Expansion orders in a year under contract, within the days given; null without a day under contract. */
export function expansionRate(
  records: readonly ClientRecord[],
  fromDay: number,
  toDay: number,
): number | null {
  let days = 0;
  let orders = 0;
  for (const { underContract, expansionDays } of records) {
    if (underContract === null) continue;
    const [first, last] = underContract;
    days += Math.max(0, Math.min(last + 1, toDay) - Math.max(first, fromDay));
    orders += expansionDays.filter((day) => day >= fromDay && day < toDay).length;
  }
  return days === 0 ? null : (orders / days) * DAYS_A_YEAR;
}
