import { max, min, sum } from "d3";
import { epochDayOf } from "../../numerics/calendar.js";
import type { ClientHistory, ContractLine } from "../client-history.js";
import { renewalsOf, yearlyRevenue } from "../contracts/contract-line.js";
import { renewalDays } from "../renewals/renewal-days.js";
import { DAYS_A_WEEK } from "../value-fit.js";

/**
 * The state of a client's contracts and what it brought, for a regression: ln of what its live contracts bring in a
 * year, whether any lives; ln of what comes up for renewal within `days`, whether anything does, share of the time
 * ahead before the first renewal; ln(1 + weeks as a client), ln(1 + renewals of its oldest contract); ln of the
 * revenue of the last 12 months and of all; ln(1 + order days beside the contract), ln of the mean of those. A contract
 * known to end does not come up for renewal. NaN where a logarithm has nothing to be taken of.
 */
export function contractBehaviour(history: ClientHistory, days: number): number[] {
  const { contractLines, orders, firstOn, ageDays } = history;
  const asOfDay = epochDayOf(firstOn) + ageDays;
  const live = contractLines.filter(isToRenew);
  const firstDue = min(live, (line) => dueOn(line, asOfDay)) ?? Number.POSITIVE_INFINITY;
  const due = revenueDue(history, days);
  return [
    positiveLog(sum(live, yearlyRevenue)),
    live.length > 0 ? 1 : 0,
    positiveLog(due),
    due > 0 ? 1 : 0,
    Math.min(1, firstDue / days),
    Math.log1p(ageDays / DAYS_A_WEEK),
    Math.log1p(max(contractLines, renewalsOf) ?? 0),
    positiveLog(history.revenueLast12Months),
    positiveLog(history.revenue),
    Math.log1p(orders.repeatDays),
    positiveLog(orders.meanRevenue ?? 0),
  ];
}

/** Revenue of the terms that come up for renewal within `days`, if all are renewed at what they bring now. */
export function revenueDue({ contractLines, firstOn, ageDays }: ClientHistory, days: number): number {
  const asOfDay = epochDayOf(firstOn) + ageDays;
  return sum(
    contractLines.filter(isToRenew),
    (line) => renewalDays(line, asOfDay, days).length * Math.max(0, line.termRevenue),
  );
}

function isToRenew({ ended, noticeGiven }: ContractLine): boolean {
  return !ended && !noticeGiven;
}

/** Days until a live line comes up for renewal; one that is overdue comes up at once. */
function dueOn({ endsOn }: ContractLine, asOfDay: number): number {
  return Math.max(1, epochDayOf(endsOn) + 1 - asOfDay);
}

function positiveLog(amount: number): number {
  return amount > 0 ? Math.log(amount) : Number.NaN;
}
