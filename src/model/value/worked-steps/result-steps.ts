import { sum } from "d3";
import { isoDateOf } from "../../numerics/calendar.js";
import { plural } from "../../words/plural.js";
import { discountFactor } from "../discounting.js";
import { orderFlow, renewalFlow, signedFlows } from "../forecast/expected-flows.js";
import { firstHorizonEnd } from "../forecast/forecast-calendar.js";
import { expectedOrderRevenue } from "../orders/order-value.js";
import { figure, type ValueStep, type Workings } from "./value-step.js";

/** What the steps before add up to. */
export function resultSteps({
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
  const signed = signedFlows(forecast, calendar, lastDay);
  const signedExpected = sum(signed, ({ kind, firstHorizon }) => margins.signed[kind] * firstHorizon);
  const plusSigned = (amount: number, label: string): string =>
    signed.length > 0 ? ` + ${label} ${figure(amount)}` : "";
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
      `sum of the orders${signed.length > 0 ? ", what is signed" : ""}${served ? ", renewals and costs" : " and renewals"} above`,
      entry.residualValue,
    ),
    result("Historic value", `margin earned so far${lessCostOf(cost.historic)}`, entry.historicValue),
    result(
      "Total value",
      `${figure(entry.historicValue)} + ${figure(entry.residualValue)}`,
      entry.totalValue,
    ),
    result(
      `Earned in the first ${plural(horizonMonths, "month")}`,
      `discounted to the first day${lessCostOf(cost.firstHorizonObserved)}`,
      entry.clvObserved,
    ),
    result(
      lastDay > 0
        ? `Still expected until ${isoDateOf(asOfDay + lastDay)}`
        : `Still expected: the first ${plural(horizonMonths, "month")} are over`,
      `(${figure(orders.firstHorizon)} discounted orders × ${orderRevenue} × margin ${figure(margins.orders)} + discounted renewals ${figure(renewals.firstHorizon)} × margin ${figure(margins.renewals)}${plusSigned(signedExpected, "discounted margin of what is signed")}${lessCostOf(cost.firstHorizon)}) × discount to the first day ${toFirstDay}`,
      expected,
    ),
    result("CLV", `${figure(entry.clvObserved)} + ${figure(expected)}`, entry.clv),
    result(
      "Revenue of the next 12 months",
      `${figure(orders.nextYear)} orders × ${orderRevenue} + renewals ${figure(renewals.nextYear)}${plusSigned(
        sum(signed, ({ nextYear }) => nextYear),
        "signed and not yet billed",
      )}, without margin and discount`,
      entry.expectedRevenue12m,
    ),
  ];
}
