import { sum } from "d3";
import { isoDateOf } from "../numerics/calendar.js";
import { substream } from "../numerics/substream.js";
import { checkHistories } from "./check-histories.js";
import type { ClientForecast } from "./client-forecast.js";
import type { ClientHistory } from "./client-history.js";
import { type LedgerEntry, ledgerEntry } from "./client-ledger.js";
import { discountFactor } from "./discounting.js";
import { orderFlow, renewalFlow } from "./expected-flows.js";
import { type ForecastCalendar, firstHorizonEnd, forecastCalendar } from "./forecast-calendar.js";
import { logMeanOf } from "./lognormal-order-value/lognormal-order-value.js";
import { expectedOrderRevenue, type OrderValueFit } from "./order-value.js";
import { cumulativeRenewals } from "./renewal-schedule.js";
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
  readonly calendar: ForecastCalendar;
  readonly entry: LedgerEntry;
}

function figure(value: number): string {
  return Number(value.toPrecision(6)).toString();
}

function givenSteps({ history, forecast }: Workings): ValueStep[] {
  const { orders, marginRate, ageDays, firstOn } = history;
  const given = (label: string, value: number, unit: ValueStep["unit"]): ValueStep[] => [
    { kind: "given", label, formula: "", value, unit },
  ];
  return [
    ...given(`Days as a client, since ${firstOn}`, ageDays, "days"),
    ...given("Repeat order days so far", orders.repeatDays, "count"),
    ...(orders.meanRevenue === null
      ? []
      : given("Mean revenue of its repeat orders", orders.meanRevenue, "money")),
    ...given("Margin rate", marginRate, "share"),
    {
      kind: "result",
      label: "Probability of being a client still",
      formula: forecast.model === "repeat orders" ? "from how often it ordered, and how long ago last" : "",
      value: forecast.pActive,
      unit: "share",
    },
  ];
}

function meanOrderFormula({ gammaGamma, lognormal }: OrderValueFit, x: number, m: number): string {
  if (lognormal !== undefined) {
    const { mean, variance } = logMeanOf(lognormal.parameters, x, m);
    return `exp(mean + variance / 2) of the logarithm of its mean order, that is exp(${figure(mean)} + ${figure(variance)} / 2)`;
  }
  const { p, q, v } = gammaGamma.parameters;
  return `p (v + m x) / (p x + q − 1), that is ${figure(p)} × (${figure(v)} + ${figure(m)} × ${figure(x)}) / (${figure(p)} × ${figure(x)} + ${figure(q)} − 1)`;
}

function orderSteps({ history, forecast, orderValue, calendar }: Workings): ValueStep[] {
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
      formula: `${figure(count)} orders × ${figure(orderRevenue)} × margin ${figure(history.marginRate)} × discount ${figure(count > 0 ? discounted / count : 1)}`,
      value: history.marginRate * discounted * orderRevenue,
      unit: "money",
    };
  });
  return [
    {
      kind: "result",
      label: "Expected revenue of an order day",
      formula: `share realised ${figure(orderValue.realisedShare)} × ${mean}`,
      value: orderRevenue,
      unit: "money",
    },
    ...years,
  ];
}

function renewalSteps({ history, forecast, calendar }: Workings): ValueStep[] {
  return forecast.renewals.flatMap((schedule) =>
    cumulativeRenewals(schedule).flatMap((reached, index): ValueStep[] => {
      const day = schedule.days[index] ?? 0;
      if (day > calendar.horizonEnd) return [];
      const discount = calendar.dayDiscounts[day] ?? 0;
      return [
        {
          kind: "residual part",
          label: `Renewal on ${isoDateOf(calendar.asOfDay + day)}`,
          formula: `chance ${figure(reached)} × ${figure(schedule.revenue)} × margin ${figure(history.marginRate)} × discount ${figure(discount)}`,
          value: history.marginRate * reached * schedule.revenue * discount,
          unit: "money",
        },
      ];
    }),
  );
}

function resultSteps({ history, forecast, orderValue, calendar, entry }: Workings): ValueStep[] {
  const { horizonMonths, asOfDay, discountRateAnnual } = calendar;
  const lastDay = firstHorizonEnd(calendar, history.firstOn);
  const orders = orderFlow(forecast, calendar, lastDay);
  const renewals = renewalFlow(forecast, calendar, lastDay);
  const orderRevenue = figure(orderValue === null ? 0 : expectedOrderRevenue(orderValue, history.orders));
  const expected = entry.clv - entry.clvObserved;
  const toFirstDay = figure(discountFactor(history.ageDays, discountRateAnnual));
  const result = (label: string, formula: string, value: number): ValueStep => ({
    kind: "result",
    label,
    formula,
    value,
    unit: "money",
  });
  return [
    result("Residual value", "sum of the orders and renewals above", entry.residualValue),
    result("Historic value", "margin earned so far", entry.historicValue),
    result(
      "Total value",
      `${figure(entry.historicValue)} + ${figure(entry.residualValue)}`,
      entry.totalValue,
    ),
    result(`Earned in the first ${horizonMonths} months`, "discounted to the first day", entry.clvObserved),
    result(
      lastDay > 0
        ? `Still expected until ${isoDateOf(asOfDay + lastDay)}`
        : `Still expected: the first ${horizonMonths} months are over`,
      `(${figure(orders.firstHorizon)} discounted orders × ${orderRevenue} + discounted renewals ${figure(renewals.firstHorizon)}) × margin ${figure(history.marginRate)} × discount to the first day ${toFirstDay}`,
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
 * The values are those of `valueClients` for the same arguments. Numbers in formulas are rounded to six
 * digits.
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
    1,
    substream(options.seed, history.clientId),
  );
  const workings = { history, forecast, orderValue, calendar, entry };
  return [
    ...givenSteps(workings),
    ...orderSteps(workings),
    ...renewalSteps(workings),
    ...resultSteps(workings),
  ];
}
