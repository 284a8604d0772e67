import { randomGamma, randomLcg, randomNormal } from "d3";
import { describe, expect, it } from "vitest";
import type { SpendHistory } from "../../../src/model/value/gamma-gamma/gamma-gamma-parameters.js";
import { fitLognormal } from "../../../src/model/value/lognormal-order-value/fit-lognormal.js";
import {
  expectedLognormalOrder,
  logMeanOf,
} from "../../../src/model/value/lognormal-order-value/lognormal-order-value.js";
import { expectedOrderRevenue, fitOrderValue } from "../../../src/model/value/order-value.js";
import { orderingClient } from "./client-histories.js";

const TRUTH = { location: 5, slope: 0.4, between: 0.8, within: 0.5 };

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

const spendOf = (sample: readonly { orders: number[] }[]): SpendHistory[] =>
  sample.map(({ orders }) => ({
    orders: orders.length,
    meanValue: orders.reduce((sum, value) => sum + value, 0) / orders.length,
  }));

describe("the lognormal model of order value", () => {
  const sample = clients(3000, 0.3);
  const spend = spendOf(sample);
  const fit = fitLognormal(spend);

  it("works a case by hand: one order, no spread but between clients", () => {
    // within² = ln 2, so that v = ln 2 for one order; between² = ln 2 gives both equal weight.
    const half = Math.sqrt(Math.LN2);
    const parameters = { location: 3, slope: 0, between: half, within: half };
    const { mean, variance } = logMeanOf(parameters, 1, Math.exp(5));
    expect(mean).toBeCloseTo((3 + 5 + Math.LN2 / 2) / 2, 12);
    expect(variance).toBeCloseTo(Math.LN2 / 2, 12);
    expect(expectedLognormalOrder(parameters, 0, 0)).toBeCloseTo(Math.exp(3) * Math.sqrt(2), 10);
  });

  it("recovers what was planted within three standard errors", () => {
    for (const name of ["location", "slope", "between", "within"] as const) {
      const error = Math.abs((fit?.parameters[name] ?? 0) - TRUTH[name]);
      expect(error, name).toBeLessThan(3 * (fit?.standardErrors?.[name] ?? 0) + 0.01);
    }
    expect(fit?.warnings).toEqual([]);
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

  it("is the same model in another currency", () => {
    const inPence = fitLognormal(spend.map((one) => ({ ...one, meanValue: one.meanValue * 100 })));
    expect((inPence?.parameters.location ?? 0) - (fit?.parameters.location ?? 0)).toBeCloseTo(
      Math.log(100),
      5,
    );
    expect(inPence?.parameters.between).toBeCloseTo(fit?.parameters.between ?? 0, 5);
    expect((inPence?.logLikelihood ?? 0) - (fit?.logLikelihood ?? 0)).toBeCloseTo(-3000 * Math.log(100), 4);
  });

  it.each([1, 5, 29])("stays finite with %d clients of one order each", (count) => {
    const few = fitLognormal(Array.from({ length: count }, () => ({ orders: 1, meanValue: 4e8 })));
    expect(few?.weakPriors).toBe(true);
    expect(Number.isFinite(expectedLognormalOrder(few?.parameters ?? TRUTH, 0, 0))).toBe(true);
    expect(fitLognormal([])).toBeNull();
  });
});

describe("the choice of a model of order value", () => {
  const history = (id: string, orders: readonly number[]) =>
    orderingClient(id, [
      ["2022-01-01", 1],
      ...orders.map((value, day): [string, number] => [`2022-02-${String(day + 1).padStart(2, "0")}`, value]),
    ]);

  it("is lognormal, with the reason, where order value goes with frequency", () => {
    const histories = clients(400, 0.8).map(({ orders }, index) => history(`c${index}`, orders));
    const fit = fitOrderValue(histories);
    expect(fit?.lognormal?.warnings[0]).toMatch(
      /order more often place larger orders \(rank correlation 0\.\d\d\)/,
    );
    const { orders } = histories[0] ?? history("none", []);
    expect(fit ? expectedOrderRevenue(fit, orders) : 0).toBeGreaterThan(0);
  });

  it("is gamma-gamma where it does not", () => {
    const random = randomLcg(0.6);
    const scale = randomGamma.source(random)(4, 1 / 300);
    const histories = Array.from({ length: 200 }, (_, index) => {
      const order = randomGamma.source(random)(5, 1 / scale());
      return history(
        `c${index}`,
        Array.from({ length: 1 + (index % 4) }, () => order()),
      );
    });
    expect(fitOrderValue(histories)?.lognormal).toBeUndefined();
  });
});
