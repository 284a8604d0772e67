import { addMonths, daysBetween, epochDayOf, isoDateOf } from "../../../src/model/numerics/calendar.js";
import type {
  ClientHistory,
  ContractLine,
  LogRevenue,
  OrderSummary,
} from "../../../src/model/value/client-history.js";
import type { RevenueChanges } from "../../../src/model/value/expansion/revenue-changes.js";
import { componentAmounts } from "../../../src/model/value/portfolio/components.js";
import type { ValueOptions } from "../../../src/model/value/value-options.js";

export const AS_OF = "2024-12-31";

export const OPTIONS: ValueOptions = {
  asOf: AS_OF,
  horizonMonths: 60,
  discountRateAnnual: 0.1,
  highValueShare: 0.2,
  seed: 7,
  draws: 100,
};

export const NO_CHANGES: RevenueChanges = {
  flat: 0,
  up: { count: 0, sum: 0, squares: 0 },
  down: { count: 0, sum: 0, squares: 0 },
};

/** ln of amounts, those above 0; null without one. */
export function logRevenueOf(amounts: readonly number[]): LogRevenue | null {
  const logs = amounts.filter((amount) => amount > 0).map(Math.log);
  if (logs.length === 0) return null;
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return { mean, squares: logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) };
}

/** A client without contracts: order days (ISO dates) with the revenue of each. */
export function orderingClient(
  clientId: string,
  orderDays: readonly (readonly [string, number])[],
  changes: Partial<ClientHistory> = {},
  asOf = AS_OF,
): ClientHistory {
  const sorted = [...orderDays].sort(([a], [b]) => (a < b ? -1 : 1));
  const [first, ...repeats] = sorted;
  const firstOn = first?.[0] ?? asOf;
  const amounts = repeats.map(([, amount]) => amount);
  const positive = amounts.filter((amount) => amount > 0);
  const repeatTotal = amounts.reduce((sum, amount) => sum + amount, 0);
  const revenue = repeatTotal + (first?.[1] ?? 0);
  const margin = componentAmounts((component) =>
    component === "initial" ? (first?.[1] ?? 0) : component === "other" ? repeatTotal : 0,
  );
  const ageDays = daysBetween(firstOn, asOf);
  const gaps = repeats.slice(1).map(([day], index) => daysBetween(repeats[index]?.[0] ?? day, day));
  return {
    clientId,
    firstOn,
    ageDays,
    leftTruncated: false,
    historicMargin: margin,
    firstHorizonMargin: margin,
    revenue,
    revenueLast12Months: revenue,
    orderDays: new Set(sorted.filter(([, amount]) => amount >= 0).map(([day]) => day)).size,
    marginRate: 1,
    marginRateByKind: null,
    costToServeAMonth: 0,
    orders: {
      repeatDays: repeats.length,
      recencyDays: daysBetween(firstOn, sorted.at(-1)?.[0] ?? firstOn),
      ageDays,
      ...(gaps.length === 0 ? {} : { shortestGapDays: Math.min(...gaps) }),
      positiveRepeatDays: positive.length,
      meanRevenue:
        positive.length > 0 ? positive.reduce((sum, amount) => sum + amount, 0) / positive.length : null,
      logRevenue: logRevenueOf(positive),
      repeatRevenue: componentAmounts((component) => (component === "other" ? repeatTotal : 0)),
    },
    contractLines: [],
    ...changes,
  };
}

/** A contract line of `terms` terms whose first day is given. */
export function contractLine(
  startedOn: string,
  terms: number,
  termMonths: number,
  termRevenue: number,
  ended = false,
  changes: Partial<ContractLine> = {},
): ContractLine {
  const endsOn = isoDateOf(addMonths(epochDayOf(startedOn), terms * termMonths) - 1);
  return {
    product: null,
    startedOn,
    renewedBefore: 0,
    terms,
    termMonths,
    endsOn,
    termRevenue,
    ended,
    merged: false,
    noticeGiven: false,
    changes: { ...NO_CHANGES, flat: terms - 1 },
    yearAgo: null,
    ...changes,
  };
}

/** A live contract line whose terms brought the given amounts, the latest last. */
export function billedLine(startedOn: string, termMonths: number, bills: readonly number[]): ContractLine {
  const ratio = (one: number, other: number): number =>
    Math.max(-Math.LN10, Math.min(Math.LN10, Math.log(one / other)));
  const latest = bills.at(-1) ?? 0;
  const changes = bills.flatMap((bill, term) => {
    const before = bills[term - 1] ?? 0;
    return bill > 0 && before > 0 ? [ratio(bill, before)] : [];
  });
  const apart = Math.max(1, Math.floor(12 / termMonths));
  const yearly = bills.flatMap((bill, term) => {
    const before = bills[term - apart] ?? 0;
    return bill > 0 && before > 0 ? [ratio(bill, before)] : [];
  });
  const moments = (logs: readonly number[]) => ({
    count: logs.length,
    sum: logs.reduce((sum, log) => sum + log, 0),
    squares: logs.reduce((sum, log) => sum + log * log, 0),
  });
  return contractLine(startedOn, bills.length, termMonths, latest, false, {
    changes: {
      flat: changes.filter((log) => Math.abs(log) < 0.005).length,
      up: moments(changes.filter((log) => log >= 0.005)),
      down: moments(changes.filter((log) => log <= -0.005)),
      yearly: {
        pairs: yearly.length,
        renewals: apart * yearly.length,
        sum: yearly.reduce((sum, log) => sum + log, 0),
      },
    },
    recentTerms:
      latest > 0 ? bills.slice(-12, -1).flatMap((bill) => (bill > 0 ? [ratio(bill, latest)] : [])) : [],
  });
}

/** A client with contracts and, unless given, no orders beside them; those given are alike. */
export function contractClient(
  clientId: string,
  firstOn: string,
  contractLines: readonly ContractLine[],
  orders: Partial<OrderSummary> = {},
  changes: Partial<ClientHistory> = {},
): ClientHistory {
  const base = orderingClient(clientId, [[firstOn, 0]]);
  const { meanRevenue = null } = orders;
  const logRevenue = meanRevenue === null ? null : logRevenueOf([meanRevenue]);
  return { ...base, orders: { ...base.orders, logRevenue, ...orders }, contractLines, ...changes };
}
