import { sum } from "d3";
import { DAYS_A_MONTH, epochDayOf } from "../../numerics/calendar.js";
import type { ClientHistory, ContractLine, LineBilling } from "../client-history.js";
import type { SignedRevenue } from "../forecast/client-forecast.js";
import { type BillDays, instalmentDays } from "./billing.js";

/** What is signed and not yet billed of contract lines that live: of the latest term, and the terms ahead. */
export function signedRevenue(lines: readonly ContractLine[], asOfDay: number): SignedRevenue[] {
  return lines
    .filter(({ ended }) => !ended)
    .flatMap((line) => [...restOfTerm(line, asOfDay), ...termsAhead(line, asOfDay)]);
}

function restOfTerm(line: ContractLine, asOfDay: number): SignedRevenue[] {
  const { billing } = line;
  return billing === undefined || !(billing.unbilled > 0 && termEnd(line) > asOfDay)
    ? []
    : [
        {
          revenue: billing.unbilled,
          kind: billing.kind,
          days: daysToBill(line, asOfDay),
          ...swingOf(billing, (termEnd(line) - asOfDay) / (DAYS_A_MONTH * line.termMonths)),
        },
      ];
}

/** How part of a term swings: its months do so independently of each other, so that a few swing further than all. */
function swingOf({ swings }: LineBilling, partOfTerm: number): Pick<SignedRevenue, "swing"> {
  if (swings === undefined) return {};
  return { swing: Math.hypot(swings.level, swings.term / Math.sqrt(Math.min(1, partOfTerm))) };
}

/** Billed as the latest term is, and as large a share of it, none after the contract's end. A credit is signed for nothing, as it renews at nothing. */
function termsAhead(line: ContractLine, asOfDay: number): SignedRevenue[] {
  const { ahead = [], billing, endsOn, termMonths } = line;
  const { instalments = 1, share = 1 } = billing ?? {};
  const lastDay = epochDayOf(endsOn) - asOfDay;
  return ahead.flatMap(({ startsOn, revenue }) => {
    const bills = instalmentDays(epochDayOf(startsOn), termMonths, instalments, instalments);
    const days = bills.map((day) => Math.max(1, Math.min(lastDay, day - asOfDay)));
    const swing = billing === undefined ? {} : swingOf(billing, 1);
    return revenue > 0 ? [{ revenue: share * revenue, kind: "renewal", days, ...swing } as const] : [];
  });
}

/** Last day of the latest term that began. */
function termEnd({ endsOn, ahead: [next] = [] }: ContractLine): number {
  return next === undefined ? epochDayOf(endsOn) : epochDayOf(next.startsOn) - 1;
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
function daysToBill(line: ContractLine, asOfDay: number): BillDays {
  const { billing, termMonths, termRevenue } = line;
  const lastDay = termEnd(line) - asOfDay;
  const { instalments = 1, unbilled = 0, nextOn = null, share = 1 } = billing ?? {};
  if (nextOn === null) {
    const months = Math.max(1, Math.round(lastDay / DAYS_A_MONTH));
    return Array.from({ length: months }, (_, month) =>
      Math.max(1, Math.round(((month + 0.5) * lastDay) / months)),
    );
  }
  const left = Math.max(
    1,
    Math.min(instalments, Math.round((unbilled * instalments) / (share * termRevenue))),
  );
  return instalmentDays(epochDayOf(nextOn), termMonths, instalments, left).map((day) =>
    Math.max(1, Math.min(lastDay, day - asOfDay)),
  );
}
