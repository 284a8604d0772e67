import { sum } from "d3";
import { DAYS_A_MONTH, epochDayOf } from "../numerics/calendar.js";
import { type BillDays, instalmentDays } from "./billing.js";
import type { SignedRevenue } from "./client-forecast.js";
import type { ClientHistory, ContractLine } from "./client-history.js";

/** What is signed and not yet billed of contract lines that live. */
export function signedRevenue(lines: readonly ContractLine[], asOfDay: number): SignedRevenue[] {
  return lines.flatMap((line) => {
    const { ended, billing } = line;
    return ended || billing === undefined || !(billing.unbilled > 0 && epochDayOf(line.endsOn) > asOfDay)
      ? []
      : [{ revenue: billing.unbilled, kind: billing.kind, days: daysToBill(line, asOfDay) }];
  });
}

/** The part of it that is billed within `days` after the as-of date. */
export function signedWithin({ contractLines, firstOn, ageDays }: ClientHistory, days: number): number {
  return sum(
    signedRevenue(contractLines, epochDayOf(firstOn) + ageDays),
    ({ revenue, days: bills }) => (revenue * bills.filter((day) => day <= days).length) / bills.length,
  );
}

/**
 * When the rest of the latest term is billed: in the instalments that are left, from the next one on; where no
 * instalments are known, month by month. None after the term's end.
 */
function daysToBill({ billing, endsOn, termMonths, termRevenue }: ContractLine, asOfDay: number): BillDays {
  const lastDay = epochDayOf(endsOn) - asOfDay;
  const { instalments = 1, unbilled = 0, nextOn = null } = billing ?? {};
  if (nextOn === null) {
    const months = Math.max(1, Math.round(lastDay / DAYS_A_MONTH));
    return Array.from({ length: months }, (_, month) =>
      Math.max(1, Math.round(((month + 0.5) * lastDay) / months)),
    );
  }
  const left = Math.max(1, Math.min(instalments, Math.round((unbilled * instalments) / termRevenue)));
  return instalmentDays(epochDayOf(nextOn), termMonths, instalments, left).map((day) =>
    Math.max(1, Math.min(lastDay, day - asOfDay)),
  );
}
