import { sum } from "d3";
import { isoDateOf } from "../numerics/calendar.js";
import { substream } from "../numerics/substream.js";
import { type RoundHistory, roundHistoryOf } from "./bg-bb/round-history.js";
import { checkHistories } from "./check-histories.js";
import type { ClientForecast } from "./client-forecast.js";
import type { ClientHistory } from "./client-history.js";
import { type LedgerEntry, ledgerEntry } from "./client-ledger.js";
import { expectedMargins } from "./client-margin.js";
import { type CostToServe, costToServe } from "./cost-to-serve.js";
import { discountFactor } from "./discounting.js";
import { orderFlow, renewalFlow } from "./expected-flows.js";
import { type ForecastCalendar, firstHorizonEnd, forecastCalendar } from "./forecast-calendar.js";
import { logMeanOf } from "./lognormal-order-value/lognormal-order-value.js";
import { type CarriedFactor, carriedFactors } from "./order-factors.js";
import { expectedOrderRevenue, type OrderValueFit } from "./order-value.js";
import { cumulativeRenewals, renewedRevenue } from "./renewals/renewal-schedule.js";
import type { Margins } from "./simulate-client.js";
import { clientForecaster } from "./value-clients.js";
import type { ValueFit } from "./value-fit.js";
import { checkValueOptions, type ValueOptions } from "./value-options.js";

/** One line of a worked example. */
export interface ValueStep {
  /** Lines of kind "residual part" add up to the residual value. */
  readonly kind: "given" | "result" | "residual part";
  readonly label: string;
  /** How the value comes about, with the numbers put in; empty for what is given. */
  readonly formula: string;
  readonly value: number;
  readonly unit: "money" | "share" | "days" | "count";
}

/** All that the steps of one client are taken from. */
interface Workings {
  readonly history: ClientHistory;
  readonly forecast: ClientForecast;
  readonly orderValue: OrderValueFit | null;
  /** What another way of predicting, which did better on earlier days, makes of the models. */
  readonly carried: CarriedFactor;
  /** Its orders by rounds, where the model counts in these. */
  readonly inRounds: RoundHistory | null;
  readonly calendar: ForecastCalendar;
  readonly entry: LedgerEntry;
  readonly margins: Margins;
  readonly cost: CostToServe;
}

/** With more, each year's renewals are one line. */
const MOST_RENEWALS_ONE_BY_ONE = 24;

function figure(value: number): string {
  return Math.abs(value) >= 1000 ? value.toFixed(0) : Number(value.toPrecision(4)).toString();
}

/** The factor, where there is one. */
function timesFactor(factor: number): string {
  return factor === 1 ? "" : ` × ${figure(factor)} by what predicted better on earlier days`;
}

function givenSteps({ history, forecast, carried, inRounds }: Workings): ValueStep[] {
  const { orders, marginRate, marginRateByKind, ageDays, firstOn } = history;
  const given = (label: string, value: number, unit: ValueStep["unit"]): ValueStep[] => [
    { kind: "given", label, formula: "", value, unit },
  ];
  return [
    ...given(`Days as a client, since ${firstOn}`, ageDays, "days"),
    ...given("Repeat order days so far", orders.repeatDays, "count"),
    ...(inRounds === null
      ? []
      : [
          ...given("Rounds since that of its first order", inRounds.age, "count"),
          ...given("Rounds of these in which it ordered", inRounds.repeats, "count"),
          ...given("Rounds from its first order to its last", inRounds.recency, "count"),
        ]),
    ...(orders.meanRevenue === null
      ? []
      : given("Mean revenue of its repeat orders", orders.meanRevenue, "money")),
    ...given("Margin so far", marginRate, "share"),
    ...contestFactor(forecast).map((factor) => ({
      kind: "given" as const,
      label: "Factor of the way of predicting that did better than the contract model",
      formula: "on renewals and orders of the next 12 months; after that one above 1 fades",
      value: factor,
      unit: "count" as const,
    })),
    ...forecast.renewals
      .filter(({ swings }) => swings !== undefined)
      .flatMap(({ revenue }) =>
        given("Usual revenue of a contract’s term, by its latest twelve", revenue, "money"),
      ),
    ...(marginRateByKind !== null && forecast.renewals.length > 0
      ? given("Margin of renewals", marginRateByKind.renewal, "share")
      : []),
    {
      kind: "result",
      label: "Probability of being a client still",
      formula:
        forecast.model === "repeat orders"
          ? `from ${inRounds === null ? "how often it ordered, and how long ago last" : "the rounds that it took and missed"}${timesFactor(carried.activity)}`
          : "",
      value: forecast.pActive,
      unit: "share",
    },
  ];
}

/** One factor where another way of predicting is used, none elsewhere. */
function contestFactor({ renewals }: ClientForecast): number[] {
  return renewals.flatMap(({ factors }) => factors?.slice(0, 1) ?? []).slice(0, 1);
}

function meanOrderFormula({ gammaGamma, lognormal }: OrderValueFit, x: number, m: number): string {
  if (lognormal !== undefined) {
    const { mean, variance } = logMeanOf(lognormal.parameters, x, m);
    return `exp(mean + variance / 2) of the logarithm of its mean order, that is exp(${figure(mean)} + ${figure(variance)} / 2)`;
  }
  const { p, q, v } = gammaGamma.parameters;
  return `p (v + m x) / (p x + q − 1), that is ${figure(p)} × (${figure(v)} + ${figure(m)} × ${figure(x)}) / (${figure(p)} × ${figure(x)} + ${figure(q)} − 1)`;
}

function orderSteps({ history, forecast, orderValue, carried, calendar, margins }: Workings): ValueStep[] {
  if (forecast.orders === null || orderValue === null) return [];
  const { positiveRepeatDays: x, meanRevenue } = history.orders;
  const { horizonMonths, monthDiscounts } = calendar;
  const orderRevenue = expectedOrderRevenue(orderValue, history.orders);
  const mean = meanOrderFormula(orderValue, x, meanRevenue ?? 0);
  const years = Array.from({ length: Math.ceil(horizonMonths / 12) }, (_, year): ValueStep => {
    const [from, until] = [year * 12, Math.min((year + 1) * 12, horizonMonths)];
    const counts = Array.from(forecast.ordersByMonth).slice(from, until);
    const count = sum(counts);
    const discounted = sum(counts, (orders, index) => orders * (monthDiscounts[from + index] ?? 0));
    return {
      kind: "residual part",
      label: `Orders of months ${from + 1} to ${until}`,
      formula: `${figure(count)} orders × ${figure(orderRevenue)} × margin ${figure(margins.orders)} × discount ${figure(count > 0 ? discounted / count : 1)}`,
      value: margins.orders * discounted * orderRevenue,
      unit: "money",
    };
  });
  return [
    {
      kind: "result",
      label: "Expected revenue of an order day",
      formula:
        carried.value > 0
          ? `share realised ${figure(orderValue.realisedShare / carried.value)} × ${mean}${timesFactor(carried.value)}`
          : "nothing, by what predicted better on earlier days",
      value: orderRevenue,
      unit: "money",
    },
    ...years,
  ];
}

function renewalSteps({ forecast, calendar, margins }: Workings): ValueStep[] {
  const margin = margins.renewals;
  const renewals = forecast.renewals
    .flatMap((schedule) => {
      const revenues = renewedRevenue(schedule);
      return cumulativeRenewals(schedule).map((reached, index) => {
        const day = schedule.days[index] ?? 0;
        const discount = calendar.dayDiscounts[day] ?? 0;
        return { day, reached, revenue: revenues[index] ?? 0, discount };
      });
    })
    .filter(({ day }) => day <= calendar.horizonEnd);
  if (renewals.length <= MOST_RENEWALS_ONE_BY_ONE) {
    return renewals.map(({ day, reached, revenue, discount }) => ({
      kind: "residual part",
      label: `Renewal on ${isoDateOf(calendar.asOfDay + day)}`,
      formula: `chance ${figure(reached)} × ${figure(revenue)} × margin ${figure(margin)} × discount ${figure(discount)}`,
      value: margin * reached * revenue * discount,
      unit: "money",
    }));
  }
  return Array.from({ length: Math.ceil(calendar.horizonMonths / 12) }, (_, year): ValueStep => {
    const until = Math.min((year + 1) * 12, calendar.horizonMonths);
    const [from, to] = [calendar.monthEnds[year * 12 - 1] ?? 0, calendar.monthEnds[until - 1] ?? 0];
    const due = renewals.filter(({ day }) => day > from && day <= to);
    const expected = sum(due, ({ reached, revenue }) => reached * revenue);
    const discounted = sum(due, ({ reached, revenue, discount }) => reached * revenue * discount);
    return {
      kind: "residual part",
      label: `Renewals of months ${year * 12 + 1} to ${until}`,
      formula: `${due.length} renewals, by their chances ${figure(expected)} × margin ${figure(margin)} × discount ${figure(expected > 0 ? discounted / expected : 1)}`,
      value: margin * discounted,
      unit: "money",
    };
  });
}

function resultSteps({
  history,
  forecast,
  orderValue,
  calendar,
  entry,
  margins,
  cost,
}: Workings): ValueStep[] {
  const { horizonMonths, asOfDay, discountRateAnnual } = calendar;
  const lastDay = firstHorizonEnd(calendar, history.firstOn);
  const orders = orderFlow(forecast, calendar, lastDay);
  const renewals = renewalFlow(forecast, calendar, lastDay);
  const orderRevenue = figure(expectedOrderRevenue(orderValue, history.orders));
  const expected = entry.clv - entry.clvObserved;
  const toFirstDay = figure(discountFactor(history.ageDays, discountRateAnnual));
  const result = (label: string, formula: string, value: number): ValueStep => ({
    kind: "result",
    label,
    formula,
    value,
    unit: "money",
  });
  const served = history.costToServeAMonth > 0;
  const lessCostOf = (amount: number): string => (served ? ` − cost to serve ${figure(amount)}` : "");
  return [
    ...(served
      ? [
          {
            kind: "residual part" as const,
            label: "Cost to serve",
            formula: `${figure(history.costToServeAMonth)} a month for as long as it is expected to be a client, discounted`,
            value: -cost.residual,
            unit: "money" as const,
          },
        ]
      : []),
    result(
      "Residual value",
      served ? "sum of the orders, renewals and costs above" : "sum of the orders and renewals above",
      entry.residualValue,
    ),
    result("Historic value", `margin earned so far${lessCostOf(cost.historic)}`, entry.historicValue),
    result(
      "Total value",
      `${figure(entry.historicValue)} + ${figure(entry.residualValue)}`,
      entry.totalValue,
    ),
    result(
      `Earned in the first ${horizonMonths} months`,
      `discounted to the first day${lessCostOf(cost.firstHorizonObserved)}`,
      entry.clvObserved,
    ),
    result(
      lastDay > 0
        ? `Still expected until ${isoDateOf(asOfDay + lastDay)}`
        : `Still expected: the first ${horizonMonths} months are over`,
      `(${figure(orders.firstHorizon)} discounted orders × ${orderRevenue} × margin ${figure(margins.orders)} + discounted renewals ${figure(renewals.firstHorizon)} × margin ${figure(margins.renewals)}${lessCostOf(cost.firstHorizon)}) × discount to the first day ${toFirstDay}`,
      expected,
    ),
    result("CLV", `${figure(entry.clvObserved)} + ${figure(expected)}`, entry.clv),
    result(
      "Revenue of the next 12 months",
      `${figure(orders.nextYear)} orders × ${orderRevenue} + renewals ${figure(renewals.nextYear)}, without margin and discount`,
      entry.expectedRevenue12m,
    ),
  ];
}

/**
 * One client's value worked through, for readers who want to redo it: what is given; the expected orders of
 * each year and each renewal with its chance, margin and discount; the sums.
 *
 * The values are those of `valueClients` for the same arguments. Numbers in formulas are rounded to four
 * digits, or to whole ones.
 */
export function explainClientValue(
  history: ClientHistory,
  fit: ValueFit,
  options: ValueOptions,
): ValueStep[] {
  checkValueOptions(options);
  checkHistories([history], options.asOf);
  const calendar = forecastCalendar(options);
  const forecaster = clientForecaster(fit, calendar);
  const forecast = forecaster.forecast(history);
  const orderValue = forecaster.orderValueOf(history);
  const entry = ledgerEntry(
    history,
    forecast,
    orderValue,
    calendar,
    [],
    1,
    substream(options.seed, history.clientId),
  );
  const workings: Workings = {
    history,
    forecast,
    orderValue,
    carried: carriedFactors(fit)(history),
    inRounds:
      fit.repeatOrders?.rounds === undefined || history.contractLines.length > 0
        ? null
        : roundHistoryOf(history, fit.repeatOrders.rounds),
    calendar,
    entry,
    margins: expectedMargins(history, orderValue),
    cost: costToServe(history, forecast, calendar, firstHorizonEnd(calendar, history.firstOn)),
  };
  return [
    ...givenSteps(workings),
    ...orderSteps(workings),
    ...renewalSteps(workings),
    ...resultSteps(workings),
  ];
}
