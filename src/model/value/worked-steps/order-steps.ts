import { sum } from "d3";
import { logMeanOf } from "../lognormal-order-value/lognormal-order-value.js";
import { expectedOrderRevenue, type OrderValueFit } from "../orders/order-value.js";
import { figure, timesFactor, type ValueStep, type Workings } from "./value-step.js";

function meanOrderFormula({ gammaGamma, lognormal }: OrderValueFit, x: number, m: number): string {
  if (lognormal !== undefined) {
    const { mean, variance } = logMeanOf(lognormal.parameters, x, m);
    return `exp(mean + variance / 2) of the logarithm of its mean order, that is exp(${figure(mean)} + ${figure(variance)} / 2)`;
  }
  const { p, q, v } = gammaGamma.parameters;
  return `p (v + m x) / (p x + q − 1), that is ${figure(p)} × (${figure(v)} + ${figure(m)} × ${figure(x)}) / (${figure(p)} × ${figure(x)} + ${figure(q)} − 1)`;
}

/** What an order brings, and the orders expected of each year. */
export function orderSteps({
  history,
  forecast,
  orderValue,
  carried,
  calendar,
  margins,
}: Workings): ValueStep[] {
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
          ? `${figure(orderValue.realisedShare / carried.value)} (the part of order revenue that credit notes leave) × ${mean}${timesFactor(carried.value)}`
          : "nothing, by what predicted better on earlier days",
      value: orderRevenue,
      unit: "money",
    },
    ...years,
  ];
}
