import { randomGamma, randomLcg, randomNormal } from "d3";
import { determinant, inverse, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { ordersLogLikelihood } from "../../../src/model/value/gamma-gamma/gamma-gamma-log-likelihood.js";
import { fitLognormal } from "../../../src/model/value/lognormal-order-value/fit-lognormal.js";
import { lognormalOrdersLogLikelihood } from "../../../src/model/value/lognormal-order-value/lognormal-log-likelihood.js";
import {
  expectedLognormalOrder,
  logMeanOf,
} from "../../../src/model/value/lognormal-order-value/lognormal-order-value.js";
import type { OrderSpread } from "../../../src/model/value/lognormal-order-value/lognormal-parameters.js";
import {
  expectedOrderRevenue,
  fitOrderValue,
  orderValueWarnings,
  withLognormal,
} from "../../../src/model/value/orders/order-value.js";
import { contractClient, contractLine, logRevenueOf, orderingClient } from "./client-histories.js";

const TRUTH = { location: 5, slope: 0.4, between: 0.8, within: 0.5, lift: 1 };

/** Clients of 1 to 12 orders whose own mean goes with their number. */
function clients(count: number, seed: number): { orders: number[]; mean: number }[] {
  const random = randomLcg(seed);
  const normal = randomNormal.source(random)(0, 1);
  return Array.from({ length: count }, () => {
    const x = 1 + Math.floor(12 * random() ** 2);
    const theta = TRUTH.location + TRUTH.slope * Math.log1p(x) + TRUTH.between * normal();
    const orders = Array.from({ length: x }, () =>
      Math.exp(theta - TRUTH.within ** 2 / 2 + TRUTH.within * normal()),
    );
    return { orders, mean: Math.exp(theta) };
  });
}

function spreadOf(orders: readonly number[]): OrderSpread {
  return {
    orders: orders.length,
    meanValue: orders.reduce((sum, value) => sum + value, 0) / orders.length,
    logs: logRevenueOf(orders) ?? { mean: Number.NaN, squares: 0 },
  };
}

describe("the lognormal model of order value", () => {
  const sample = clients(3000, 0.3);
  const spend = sample.map(({ orders }) => spreadOf(orders));
  const fit = fitLognormal(spend);

  it("works a case by hand: one order, no spread but between clients", () => {
    // within² = ln 2, so that v = ln 2 for one order; between² = ln 2 gives both equal weight.
    const half = Math.sqrt(Math.LN2);
    const parameters = { location: 3, slope: 0, between: half, within: half, lift: 2 };
    const { mean, variance } = logMeanOf(parameters, 1, Math.exp(5));
    expect(mean).toBeCloseTo((3 + 5 + Math.LN2 / 2) / 2 + Math.LN2, 12);
    expect(variance).toBeCloseTo(Math.LN2 / 2, 12);
    expect(expectedLognormalOrder(parameters, 0, 0)).toBeCloseTo(2 * Math.exp(3) * Math.sqrt(2), 10);
  });

  it("expects of a client without orders no more or less than of the typical one with a single order", () => {
    const parameters = { ...TRUTH, slope: -3 };
    expect(logMeanOf(parameters, 0, 0).mean).toBeCloseTo(5 - 3 * Math.LN2, 12);
  });

  it("is at its maximum where analysis of variance has it, clients having as many orders each", () => {
    // Logarithms ¼, ¾ | 1, 1½ | 2, 2, forty of each: within squares ⅛ + ⅛ + 0, means ½, 1¼, 2 of variance ⅜.
    const logs = [
      [0.25, 0.75],
      [1, 1.5],
      [2, 2],
    ];
    const balanced = Array.from({ length: 120 }, (_, index) =>
      spreadOf((logs[index % 3] ?? []).map(Math.exp)),
    );
    const fitted = fitLognormal(balanced);
    const within = 1 / 12;
    const { location = 0, slope = 0 } = fitted?.parameters ?? {};
    expect(fitted?.parameters.within).toBeCloseTo(Math.sqrt(within), 5);
    expect(fitted?.parameters.between).toBeCloseTo(Math.sqrt(3 / 8 - within / 2), 5);
    expect(location + slope * Math.log(3)).toBeCloseTo(1.25 + within / 2, 5);
    expect(fitted?.standardErrors?.within).toBeCloseTo(Math.sqrt(within / (2 * 120)), 5);
  });

  it("has the density of normal logarithms that share their client's mean, client by client", () => {
    const [location, slope, between, within] = [0.3, 0.2, 0.9, 0.4];
    const own = [[2, 5, 9], [4], [1, 1.5]];
    const direct = own.reduce((sum, orders) => {
      const x = orders.length;
      const away = orders.map(
        (order) => Math.log(order) - location - slope * Math.log1p(x) + within ** 2 / 2,
      );
      const covariance = Matrix.eye(x)
        .mul(within ** 2)
        .add(between ** 2);
      const vector = Matrix.columnVector(away);
      const distance = vector.transpose().mmul(inverse(covariance)).mmul(vector).get(0, 0);
      return sum - 0.5 * (x * Math.log(2 * Math.PI) + Math.log(determinant(covariance)) + distance);
    }, 0);
    const parameters = { location, slope, between, within, lift: 1 };
    const amounts = own.flat().reduce((sum, order) => sum + Math.log(order), 0);
    expect(lognormalOrdersLogLikelihood(own.map(spreadOf), parameters)).toBeCloseTo(
      direct - amounts - (0.5 * 3e-6) / within ** 2,
      10,
    );
  });

  it("recovers what was planted within three standard errors", () => {
    for (const name of ["location", "slope", "between", "within"] as const) {
      const error = Math.abs((fit?.parameters[name] ?? 0) - TRUTH[name]);
      expect(error, name).toBeLessThan(3 * (fit?.standardErrors?.[name] ?? 0));
    }
    expect(fit?.parameters.lift).toBeCloseTo(1, 1);
    expect(fit).toMatchObject({ warnings: [], weakPriors: false, observations: 3000 });
  });

  it("tells how one client's orders differ better than their means do: its error is a fraction of the others'", () => {
    const { within = 1, between = 0 } = fit?.standardErrors ?? {};
    expect(within).toBeLessThan(0.006);
    expect(between).toBeLessThan(0.015);
  });

  it("expects each client's mean order without bias, closer than the mean of its orders", () => {
    const parameters = fit?.parameters ?? TRUTH;
    let [expected, actual, modelError, ownError] = [0, 0, 0, 0];
    spend.forEach(({ orders, meanValue }, index) => {
      const truth = sample[index]?.mean ?? 0;
      const value = expectedLognormalOrder(parameters, orders, meanValue);
      expected += value;
      actual += truth;
      modelError += (value - truth) ** 2;
      ownError += (meanValue - truth) ** 2;
    });
    expect(Math.abs(expected / actual - 1)).toBeLessThan(0.03);
    expect(modelError).toBeLessThan(ownError);
  });

  it("expects of the orders seen what they brought in all", () => {
    const parameters = fit?.parameters ?? TRUTH;
    const [expected, seen] = spend.reduce<readonly [number, number]>(
      ([all, brought], { orders, meanValue }) => [
        all + orders * expectedLognormalOrder(parameters, orders, meanValue),
        brought + orders * meanValue,
      ],
      [0, 0],
    );
    expect(expected / seen).toBeCloseTo(1, 10);
  });

  it("is the same model in another currency, and whatever the order of the clients", () => {
    const inPence = fitLognormal(sample.map(({ orders }) => spreadOf(orders.map((one) => one * 100))));
    expect((inPence?.parameters.location ?? 0) - (fit?.parameters.location ?? 0)).toBeCloseTo(
      Math.log(100),
      5,
    );
    expect(inPence?.parameters.between).toBeCloseTo(fit?.parameters.between ?? 0, 5);
    const orders = spend.reduce((sum, one) => sum + one.orders, 0);
    expect((inPence?.logLikelihood ?? 0) - (fit?.logLikelihood ?? 0)).toBeCloseTo(-orders * Math.log(100), 3);
    expect(fitLognormal(spend.toReversed())?.parameters.within).toBeCloseTo(fit?.parameters.within ?? 0, 9);
  });

  it.each([1, 5, 29])("stays finite with %d clients of one order each", (count) => {
    const few = fitLognormal(Array.from({ length: count }, () => spreadOf([4e8])));
    expect(few?.weakPriors).toBe(true);
    expect(few?.warnings[0]).toMatch(/Only \d+ clients?/);
    expect(expectedLognormalOrder(few?.parameters ?? TRUTH, 0, 0)).toBeCloseTo(4e8, -8);
    expect(fitLognormal([])).toBeNull();
  });

  it("says where nothing tells how one client's orders differ, and where clients do not", () => {
    const random = randomLcg(0.2);
    const normal = randomNormal.source(random)(4, 0.6);
    const once = fitLognormal(Array.from({ length: 60 }, () => spreadOf([Math.exp(normal())])));
    expect(once?.warnings[0]).toMatch(/Only 0 repeat orders come after another one/);
    const day = [80, 90, 100, 110, 120];
    const same = fitLognormal(
      Array.from({ length: 60 }, (_, index) => spreadOf(day.map((_, at) => day[(index + at) % 5] ?? 0))),
    );
    expect(same?.warnings[0]).toMatch(/differ no more than one client's orders do/);
    expect(expectedLognormalOrder(same?.parameters ?? TRUTH, 5, 100)).toBeCloseTo(100, 0);
  });

  it("does not learn how orders differ from a few clients whose orders differ by far more", () => {
    const normal = randomNormal.source(randomLcg(0.4))(0, 0.1);
    const usual = Array.from({ length: 60 }, (_, index) =>
      Array.from({ length: 4 }, () => (100 + 10 * index) * Math.exp(normal())),
    );
    const wild = [...usual, [5, 20_000, 20_000, 20_000], [1, 1, 1e9, 1]].map(spreadOf);
    const fitted = fitLognormal(wild);
    expect(fitted?.parameters.within).toBeLessThan(0.13);
    expect(fitted?.warnings).toContain(
      "The order values of 2 clients swing far more than all others’; they are left out when learning how others’ vary.",
    );
    for (const { orders, meanValue } of wild.slice(0, 61)) {
      const ratio = expectedLognormalOrder(fitted?.parameters ?? TRUTH, orders, meanValue) / meanValue;
      expect(Math.abs(Math.log(ratio))).toBeLessThan(0.1);
    }
  });
});

describe("the choice of a model of order value", () => {
  const days = (orders: readonly number[]) =>
    orders.map((value, day): [string, number] => [`2022-02-${String(day + 1).padStart(2, "0")}`, value]);
  const history = (id: string, orders: readonly number[]) =>
    orderingClient(id, [["2022-01-01", 1], ...days(orders)]);
  const besideContract = (id: string, orders: readonly number[]) =>
    contractClient(id, "2022-01-01", [contractLine("2022-01-01", 3, 12, 500)], history(id, orders).orders);

  it("is lognormal, with the reason, where order value goes with frequency", () => {
    const histories = clients(400, 0.8).map(({ orders }, index) => history(`c${index}`, orders));
    const fit = fitOrderValue(histories);
    expect(orderValueWarnings(fit, "Orders")).toEqual([]);
    expect(fit?.lognormal?.reasons).toEqual([
      expect.stringMatching(/order more often place larger orders \(rank correlation 0\.\d\d\): .*lognormal/),
    ]);
    const { orders } = histories[0] ?? history("none", []);
    expect(fit ? expectedOrderRevenue(fit, orders) : 0).toBeGreaterThan(0);
  });

  it("takes days of nothing off the clients that have them by what those spend", () => {
    const buyers = Array.from({ length: 60 }, (_, index) =>
      history(
        `buyer ${index}`,
        Array.from({ length: 10 }, (__, day) => 1000 + 100 * Math.sin(7 * index + 3 * day)),
      ),
    );
    const trials = Array.from({ length: 60 }, (_, index) =>
      history(
        `trial ${index}`,
        Array.from({ length: 10 }, (__, day) => (day < 2 ? 10 + Math.sin(5 * index + day) : 0)),
      ),
    );
    // Eight of ten days of 10 bring nothing: 8/10 · 10 of 1,010.
    expect(fitOrderValue([...buyers, ...trials])?.realisedShare).toBeCloseTo(1 - 8 / 1010, 3);
  });

  it("is gamma-gamma where it does not", () => {
    const random = randomLcg(0.6);
    const scale = randomGamma.source(random)(4, 1 / 300);
    const histories = Array.from({ length: 400 }, (_, index) => {
      const order = randomGamma.source(random)(2, 1 / scale());
      return history(
        `c${index}`,
        Array.from({ length: 1 + (index % 4) }, () => order()),
      );
    });
    const fit = fitOrderValue(histories);
    expect(fit?.lognormal).toBeUndefined();
    expect(fit && withLognormal(fit, histories).lognormal).toBeDefined();
  });

  it("judges gamma-gamma by the orders: their density is that of gamma orders with a gamma rate", () => {
    // p = 2, q = 3, v = 4 and orders 1, 2: Γ(7) / (Γ(2)² Γ(3)) · 4³ · (1 · 2) / 7⁷.
    const likelihood = ordersLogLikelihood([spreadOf([1, 2])], { p: 2, q: 3, v: 4 });
    expect(likelihood).toBeCloseTo(Math.log(((720 / 2) * 64 * 2) / 7 ** 7), 12);
  });

  it.each([
    ["60 clients without contracts", 60, history],
    ["60 clients under contract", 60, besideContract],
    ["20 clients without contracts", 20, history],
    ["7 clients under contract", 7, besideContract],
  ] as const)("expects each client's own size where its own orders are alike: %s", (_, count, client) => {
    const sizes = [
      (index: number) => 100 + (900 * index) / count,
      (index: number) => 100 * (1 + index * index),
    ];
    for (const size of sizes) {
      const histories = Array.from({ length: count }, (__, index) =>
        client(
          `c${index}`,
          Array.from({ length: 2 + (index % 6) }, (___, order) => size(index) * (0.98 + 0.02 * (order % 3))),
        ),
      );
      const fit = fitOrderValue(histories);
      if (fit === null) throw new Error("no fit");
      for (const { orders } of histories) {
        const ratio = expectedOrderRevenue(fit, orders) / (orders.meanRevenue ?? 0);
        expect(Math.abs(ratio - 1)).toBeLessThan(0.01);
      }
      expect(fit.lognormal?.reasons?.[0]).toMatch(
        /^One client's orders differ from their mean by about 1\.\d%/,
      );
      expect(orderValueWarnings(fit, "Orders").join()).not.toMatch(/heavier tail/);
    }
  });
});
