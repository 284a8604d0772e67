import { daysBetween, epochDayOf } from "../numerics/calendar.js";
import type { ClientHistory, ContractLine } from "./client-history.js";
import { VALUE_COMPONENTS } from "./portfolio/components.js";

function problemOf(history: ClientHistory): string | null {
  const { orders, contractLines } = history;
  const money = [
    history.revenue,
    history.revenueLast12Months,
    history.marginRate,
    history.costToServeAMonth,
    orders.meanRevenue ?? 0,
    ...Object.values(history.marginRateByKind ?? {}),
    ...VALUE_COMPONENTS.flatMap((component) => [
      history.historicMargin[component],
      history.firstHorizonMargin[component],
      orders.repeatRevenue[component],
    ]),
  ];
  const counts = [
    history.ageDays,
    orders.repeatDays,
    orders.recencyDays,
    orders.ageDays,
    orders.positiveRepeatDays,
    orders.shortestGapDays ?? 0,
    orders.lastYear?.repeatDays ?? 0,
    orders.lastYear?.ageDays ?? 0,
  ];
  if (!money.every(Number.isFinite)) return "an amount or the margin rate is not a finite number";
  if (!Number.isFinite(orders.logGapDays ?? 0))
    return "the logarithms of order gaps do not add up to a number";
  if (!counts.every((count) => Number.isInteger(count) && count >= 0)) {
    return "days and counts must be whole and not negative";
  }
  const { repeatDays = 0, ageDays = 0 } = orders.lastYear ?? {};
  if (!(repeatDays <= orders.repeatDays && ageDays <= orders.ageDays)) {
    return "the last 12 months hold more orders or days than all of the time";
  }
  if (!(orders.recencyDays <= orders.ageDays)) return "the last order lies after the as-of date";
  if (contractLines.length === 0 && orders.repeatDays > 0 !== orders.recencyDays > 0) {
    return "repeat order days and the days between first and last order contradict each other";
  }
  if (!(orders.positiveRepeatDays <= orders.repeatDays)) return "more positive order days than order days";
  if (orders.positiveRepeatDays > 0 !== (orders.meanRevenue !== null && orders.meanRevenue > 0)) {
    return "positive order days need a mean revenue above 0, and only they have one";
  }
  const { logRevenue } = orders;
  if (orders.positiveRepeatDays > 0 !== (logRevenue !== null)) {
    return "positive order days need the logarithms of their revenue, and only they have them";
  }
  if (logRevenue !== null && ![logRevenue.mean, logRevenue.squares].every(Number.isFinite)) {
    return "the logarithms of order revenue are no numbers";
  }
  if (logRevenue !== null && !(logRevenue.squares >= 0)) {
    return "the squares of the logarithms of order revenue add up to less than 0";
  }
  for (const line of contractLines) {
    if (!(Number.isInteger(line.renewedBefore) && line.renewedBefore >= 0)) {
      return `a contract was renewed ${line.renewedBefore} times before the data; it must be a whole number from 0`;
    }
    if (!(Number.isInteger(line.terms) && line.terms >= 1)) return `a contract has ${line.terms} terms`;
    if (!areEarlierRuns(line)) return "the terms of a contract before their length changed do not fit in it";
    if (!(Number.isInteger(line.termMonths) && line.termMonths >= 1)) {
      return `a contract's term is ${line.termMonths} months; it must be a whole number from 1`;
    }
    if (!Number.isFinite(line.termRevenue)) return "a contract's revenue is not a finite number";
    if (!(line.ahead ?? []).every((term) => Number.isFinite(term.revenue + term.yearlyRevenue))) {
      return "the revenue of a contract's term ahead is not a finite number";
    }
    if (!isLegalBilling(line))
      return "how a contract is billed is no number, or what is left to bill of it below 0";
    if (!(line.recentTerms ?? []).every(Number.isFinite)) {
      return "the logarithms of what a contract's recent terms brought are no numbers";
    }
    if (!changesAreNumbers(line)) return "what renewals changed in a contract's revenue is no number";
    if (!isLegalYearAgo(line)) return "what is said of a contract a year ago is no number, or below 0";
    if (!(daysBetween(line.startedOn, line.endsOn) >= 0)) return "a contract ends before it starts";
  }
  return null;
}

function isLegalBilling({ billing }: ContractLine): boolean {
  if (billing === undefined) return true;
  const { instalments, unbilled, share = 1 } = billing;
  return (
    Number.isInteger(instalments) &&
    instalments >= 1 &&
    unbilled >= 0 &&
    share > 0 &&
    Number.isFinite(unbilled + share)
  );
}

function areEarlierRuns({ terms, earlier = [] }: ContractLine): boolean {
  const whole = earlier.every((run) =>
    [run.terms, run.termMonths].every((count) => Number.isInteger(count) && count >= 1),
  );
  return whole && earlier.reduce((sum, run) => sum + run.terms, 0) < terms;
}

function changesAreNumbers({ changes: { flat, up, down, yearly } }: ContractLine): boolean {
  const ofYear = yearly === undefined ? [] : [yearly.pairs, yearly.renewals, yearly.sum];
  const moments = [up, down].flatMap(({ count, sum, squares }) => [count, sum, squares]);
  return [flat, ...moments, ...ofYear].every(Number.isFinite);
}

function isLegalYearAgo({ yearAgo }: ContractLine): boolean {
  if (yearAgo === null) return true;
  const { renewals, opportunities, yearlyRevenue } = yearAgo;
  return [renewals, opportunities].every((count) => count >= 0) && Number.isFinite(yearlyRevenue);
}

/**
 * Throws an Error that names the client and the fault when histories contradict themselves, repeat a client id
 * or, where `asOf` is given, end on another day. What passes is legal input: nothing after this throws.
 */
export function checkHistories(histories: readonly ClientHistory[], asOf?: string): void {
  const seen = new Set<string>();
  for (const history of histories) {
    const where = `history of client ${JSON.stringify(history.clientId)}`;
    if (seen.has(history.clientId)) throw new Error(`${where}: given twice`);
    seen.add(history.clientId);
    const problem = problemOf(history);
    if (problem !== null) throw new Error(`${where}: ${problem}`);
    const firstDay = epochDayOf(history.firstOn);
    if (asOf !== undefined && firstDay + history.ageDays !== epochDayOf(asOf)) {
      throw new Error(
        `${where}: ${history.ageDays} days after ${history.firstOn} is not the as-of date ${asOf}`,
      );
    }
  }
}
