import { ascending } from "d3";
import type { ClientHistory } from "../client-history.js";
import {
  type ClientForecast,
  type ClientProcess,
  increments,
  type OrderProcess,
  type RenewalSchedule,
  wholeMonths,
} from "../forecast/client-forecast.js";
import { clientOutlooks } from "../forecast/client-outlooks.js";
import { type ForecastCalendar, firstHorizonEnd } from "../forecast/forecast-calendar.js";
import { meanForecast } from "../forecast/mean-forecast.js";
import { orderRateOf } from "../nbd/expected-order-rate.js";
import { orderExposureOf } from "../orders/order-history.js";
import { cumulativeRenewals, renewalSchedule } from "../renewals/renewal-schedule.js";
import { DAYS_A_WEEK, type ValueFit } from "../value-fit.js";
import { contractFactorOf, factorOn, isUnchanged, withFactor } from "./contract-factors.js";
import { furtherContracts, withRenewals } from "./further-contracts.js";
import { signedRevenue } from "./signed-revenue.js";

/**
 * Days under at least one live contract that are expected until each of the given days: ∫ 1 − Πₗ(1 − Sₗ(t)) dt
 * over lines l, which end independently given how restless their client is; S steps down at the end of the day before each renewal.
 */
function expectedContractDays(
  schedules: readonly RenewalSchedule[],
  until: readonly number[],
): Map<number, number> {
  const steps = schedules.flatMap((schedule, line) =>
    cumulativeRenewals(schedule).map((reached, index) => ({
      day: (schedule.days[index] ?? 1) - 1,
      line,
      reached,
    })),
  );
  steps.sort((a, b) => a.day - b.day);
  const survival = schedules.map(() => 1);
  const totals = new Map<number, number>();
  let [day, total, next] = [0, 0, 0];
  const live = (): number => 1 - survival.reduce((ended, s) => ended * (1 - s), 1);
  for (const end of [...until].sort(ascending)) {
    for (let step = steps[next]; step !== undefined && step.day < end; next += 1, step = steps[next]) {
      total += (step.day - day) * live();
      day = step.day;
      survival[step.line] = step.reached;
    }
    total += (end - day) * live();
    day = end;
    totals.set(end, total);
  }
  return totals;
}

/**
 * How the live lines of a client with contracts renew, what is signed and not yet billed of them, and how its orders beside them come; `z` is how many standard
 * deviations more restless than thought it is, of what is not known of it (`curveOf`).
 */
export function contractProcess(
  { clientId, orders, contractLines }: ClientHistory,
  fit: ValueFit,
  { asOfDay, monthEnds, yearEnd }: ForecastCalendar,
  z: number,
): ClientProcess & { readonly orders: OrderProcess | null } {
  const forecastEnd = monthEnds.at(-1) ?? 0;
  const factor = contractFactorOf(fit.contractFactors, clientId);
  const renewals = contractLines
    .filter((line) => !line.ended)
    .map((line) =>
      withFactor(renewalSchedule(line, clientId, fit, asOfDay, forecastEnd, z), factor, yearEnd),
    );
  const signed = signedRevenue(contractLines, asOfDay);
  if (fit.contractOrders === null || renewals.length === 0) return { orders: null, renewals, signed };
  const ordering = orderRateOf(fit.contractOrders.parameters, orderExposureOf(orders));
  const further = furtherContracts(
    fit.contractStarts,
    fit.renewals,
    fit.contractSize,
    forecastEnd,
    clientId,
    z,
  );
  return {
    orders: {
      alive: 1,
      ...ordering,
      leave: 0,
      stay: 1,
      ...(isUnchanged(factor) ? {} : { factor }),
      ...(further === null ? {} : { furtherContracts: further }),
    },
    renewals,
    signed,
  };
}

/**
 * What is expected of a client with contracts: what is signed and not yet billed, renewals of its live lines by their survival curve, and orders at
 * its NBD rate for as long as a contract lives, with renewals of the contracts that they begin. A client whose contracts have all ended is no
 * client any more: nothing is expected. Where another way of predicting did better, orders count by what it makes of
 * their worth (`ValueFit.contractFactors`). Where contracts of one client end together, it is the mean over how restless
 * the client may be.
 */
export function forecastContracts(
  history: ClientHistory,
  fit: ValueFit,
  calendar: ForecastCalendar,
): ClientForecast {
  const outlooks = clientOutlooks(fit.renewals).map(({ z, weight }) => ({
    weight,
    forecast: forecastAt(history, fit, calendar, z),
  }));
  const [first] = outlooks;
  if (first === undefined) throw new Error("no outlook of a client");
  return outlooks.length === 1 ? first.forecast : meanForecast(first.forecast, outlooks);
}

function forecastAt(
  history: ClientHistory,
  fit: ValueFit,
  calendar: ForecastCalendar,
  z: number,
): ClientForecast {
  const { monthEnds } = calendar;
  const { orders, ...contracts } = contractProcess(history, fit, calendar, z);
  const { renewals } = contracts;
  const pActive =
    1 - renewals.reduce((ended, line) => ended * (line.overdue ? 1 - (line.probabilities[0] ?? 0) : 0), 1);
  const common = { model: "contract renewals", pActive, orders, ...contracts } as const;
  if (fit.contractOrders === null || orders === null) {
    return { ...common, ordersByMonth: new Float64Array(monthEnds.length), ordersInLastPart: 0 };
  }
  const ordersADay = orders.shape / orders.rate / DAYS_A_WEEK;
  const lastDay = firstHorizonEnd(calendar, history.firstOn);
  const contractDays = expectedContractDays(renewals, lastDay > 0 ? [...monthEnds, lastDay] : monthEnds);
  const ordersUntil = (day: number): number => ordersADay * (contractDays.get(day) ?? 0);
  const wholeEnd = monthEnds[wholeMonths(monthEnds, lastDay) - 1] ?? 0;
  const begun = increments(monthEnds.map(ordersUntil));
  const { factor } = orders;
  const ordersByMonth = withRenewals(begun, orders.furtherContracts ?? null).map((count, month) =>
    factor === undefined
      ? count
      : count * factorOn(factor, ((monthEnds[month - 1] ?? 0) + (monthEnds[month] ?? 0)) / 2),
  );
  const inPart = lastDay > wholeEnd ? ordersUntil(lastDay) - ordersUntil(wholeEnd) : 0;
  const partial = monthEnds.indexOf(wholeEnd) + 1;
  const ofPart = begun[partial] ?? 0;
  return {
    ...common,
    ordersByMonth,
    ordersInLastPart: ofPart > 0 ? (inPart * (ordersByMonth[partial] ?? 0)) / ofPart : inPart,
  };
}
