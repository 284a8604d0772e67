import { describe, expect, it } from "vitest";
import { expectedOrderValue } from "../../../../src/model/value/gamma-gamma/expected-order-value.js";
import { fitGammaGamma } from "../../../../src/model/value/gamma-gamma/fit-gamma-gamma.js";
import { purchaseHistoryOf } from "../../../../src/model/value/orders/order-history.js";
import type { RepeatHistory } from "../../../../src/model/value/repeat/repeat-history.js";
import { repeatForecaster, repeatModel } from "../../../../src/model/value/repeat/repeat-models.js";
import { cdnow, SHARED_PRESENT, sharedCsv } from "../cdnow.js";
import { asPrinted, printed } from "./printed.js";

const MODELS = {
  bg: repeatModel("bg-nbd").at({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }),
  pn: repeatModel("pareto-nbd").at({ r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }),
  mbg: repeatModel("mbg-nbd").at({ r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }),
};
const ORDER_VALUE = { p: 6.25, q: 3.74, v: 15.44 };

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe.skipIf(!SHARED_PRESENT)("customers of the CDNOW sample (need the shared folder)", () => {
  const { histories } = SHARED_PRESENT ? cdnow("sample") : { histories: [] };
  const purchases = histories.map((history) => purchaseHistoryOf(history.orders));
  const customers = SHARED_PRESENT ? sharedCsv("golden/clv/cdnow_percustomer_pinned.csv") : [];
  const orderValues = histories.map(({ orders }) =>
    expectedOrderValue(ORDER_VALUE, orders.positiveRepeatDays, orders.meanRevenue ?? 0),
  );

  it("have, each of 2,357, the likelihood, P(alive), purchases, discounted purchases and order value of other programs", () => {
    expect(customers).toHaveLength(2357);
    const worst = { likelihood: 0, alive: 0, purchases: 0, discounted: 0, orderValue: 0 };
    for (const row of customers) {
      const number = (name: string): number => Number(row[name]);
      const history = { repeats: number("x"), recency: number("t_x"), age: number("T") };
      const miss = (measure: keyof typeof worst, actual: number, expected: number): void => {
        worst[measure] = Math.max(worst[measure], Math.abs(actual - expected));
      };
      for (const [name, model] of Object.entries(MODELS)) {
        miss("likelihood", model.logLikelihood(history), number(`${name}_ll`));
        miss("alive", model.probabilityAlive(history), number(`${name}_palive`));
        miss("purchases", model.expectedPurchases(history, 39), number(`${name}_cet39`));
      }
      const discounted = MODELS.pn.discountedResidualTransactions(history, 0.0027);
      miss("discounted", discounted, number("pn_dert_0027"));
      const orders = number("m_x") > 0 ? number("x") : 0;
      miss("orderValue", expectedOrderValue(ORDER_VALUE, orders, number("m_x")), number("gg_mean"));
    }
    expect(worst.likelihood).toBeLessThan(1e-8);
    expect(worst.alive).toBeLessThan(1e-8);
    expect(worst.purchases).toBeLessThan(1e-7);
    expect(worst.discounted).toBeLessThan(1e-7);
    expect(worst.orderValue).toBeLessThan(1e-7);
  });

  it.each([
    ["bg", "-9582.4305 1917.217 1653.941"],
    ["pn", "-9594.9763 1052.238 1665.693"],
    ["mbg", "-9582.136 1057.728 1577.129"],
  ] as const)("add up to the pinned likelihood, clients and purchases: %s", (name, line) => {
    const { logLikelihood, probabilityAlive, expectedPurchases } = MODELS[name];
    const published = printed(line);
    const purchased = (history: RepeatHistory): number => expectedPurchases(history, 39);
    const sums = [logLikelihood, probabilityAlive, purchased].map((of) => sum(purchases.map(of)));
    expect(asPrinted(published, sums)).toEqual(published);
  });

  it("add up to the pinned discounted purchases and order values", () => {
    const discounted = purchases.map((one) => MODELS.pn.discountedResidualTransactions(one, 0.0027));
    const published = printed("7188.626 83167.58");
    expect(asPrinted(published, [sum(discounted), sum(orderValues)])).toEqual(published);
  });

  it("have, the first ten, the order values of the published sheet", () => {
    const published = printed(
      "24.6596 18.9169 35.2190 35.2190 35.2190 71.4710 18.9169 35.2190 27.2884 35.2190",
    );
    expect(asPrinted(published, orderValues.slice(0, 10))).toEqual(published);
  });

  it("are worth in 12 months what another program expects by months of 4.345 weeks, of its rounded input", () => {
    const rounded = sharedCsv("real/cdnow/cdnow_customers_summary.csv").map((row) => ({
      repeats: Number(row.frequency),
      recency: Number(row.recency),
      age: Number(row.T),
    }));
    const bg = repeatModel("bg-nbd").fit(rounded);
    const spend = customers.map(({ x, m_x: mean }) => ({
      orders: Number(mean) > 0 ? Number(x) : 0,
      meanValue: Math.round(100 * Number(mean)) / 100,
    }));
    const gammaGamma = fitGammaGamma(spend.filter(({ orders }) => orders > 0));
    if (bg === null || gammaGamma === null) throw new Error("no fit");
    const { expectedPurchases } = repeatForecaster(bg);
    const worth = rounded.map((history, index) => {
      const { orders = 0, meanValue = 0 } = spend[index] ?? {};
      const order = expectedOrderValue(gammaGamma.parameters, orders, meanValue);
      const until = Array.from({ length: 13 }, (_, month) => expectedPurchases(history, 4.345 * month));
      return sum(
        until
          .slice(1)
          .map((purchased, month) => ((purchased - (until[month] ?? 0)) * order) / 1.01 ** (month + 1)),
      );
    });
    // By its own fit, which stops where ours differs from it by a hundred-thousandth.
    const published = [36.2785, 4.63747, 8.34409, 8.34409, 8.34409, 283.5235, 71_509.9];
    [...worth.slice(0, 6), sum(worth)].forEach((value, index) => {
      expect(Math.abs(value / (published[index] ?? 0) - 1)).toBeLessThan(1e-5);
    });
  });
});
