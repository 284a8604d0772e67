import { sum } from "d3";
import { epochDayOf } from "../numerics/calendar.js";
import type { SignedRevenue } from "./client-forecast.js";
import type { ClientHistory, ContractLine } from "./client-history.js";

/** What is signed and not yet billed of contract lines: evenly from the as-of date until each latest term ends. */
export function signedRevenue(lines: readonly ContractLine[], asOfDay: number): SignedRevenue[] {
  return lines.flatMap(({ ended, endsOn, billing }) => {
    const lastDay = epochDayOf(endsOn) - asOfDay;
    return ended || billing === undefined || !(billing.unbilled > 0 && lastDay > 0)
      ? []
      : [{ firstDay: 1, lastDay, revenue: billing.unbilled, kind: billing.kind }];
  });
}

/** The part of it that is billed within `days` after the as-of date. */
export function signedWithin({ contractLines, firstOn, ageDays }: ClientHistory, days: number): number {
  return sum(
    signedRevenue(contractLines, epochDayOf(firstOn) + ageDays),
    ({ revenue, lastDay }) => (revenue * Math.min(days, lastDay)) / lastDay,
  );
}
