import { describe, expect, it } from "vitest";
import { expectedOrderValue } from "../../../src/model/value/gamma-gamma/expected-order-value.js";
import { fitGammaGamma } from "../../../src/model/value/gamma-gamma/fit-gamma-gamma.js";

const PINS = { p: 6.25, q: 3.74, v: 15.44 };

describe("gamma-gamma", () => {
  it("works a case by hand: 6 (16 + 3·35) / (6·3 + 4 − 1) = 726 / 21", () => {
    expect(expectedOrderValue({ p: 6, q: 4, v: 16 }, 3, 35)).toBeCloseTo(726 / 21, 12);
  });

  it.each([
    [0, 0, 35.2189781],
    [1, 20, 24.63848721],
    [1, 100, 80.25583982],
    [2, 50, 47.34251969],
    [5, 20, 21.22683142],
    [10, 100, 97.27927652],
  ])("expects after %d orders of mean %d what other programs expect", (orders, mean, expected) => {
    expect(expectedOrderValue(PINS, orders, mean)).toBeCloseTo(expected, mean === 0 ? 7 : 8);
  });

  it("holds the mean at the observed one where the fitted mean would be infinite", () => {
    const heavyTail = Array.from({ length: 400 }, (_, index) => ({
      orders: 1 + (index % 3),
      meanValue: 10 / ((index + 0.5) / 400) ** 1.4,
    }));
    const observed = heavyTail.reduce((sum, history) => sum + history.meanValue, 0) / 400;
    const fit = fitGammaGamma(heavyTail);
    expect(fit?.warnings[0]).toMatch(/mean order is held at the observed one/);
    expect(expectedOrderValue(fit?.parameters ?? PINS, 0, 0)).toBeCloseTo(observed, 6);
  });

  it("gives alike orders their own size", () => {
    const fit = fitGammaGamma(Array.from({ length: 50 }, () => ({ orders: 2, meanValue: 120 })));
    expect(expectedOrderValue(fit?.parameters ?? PINS, 0, 0)).toBeCloseTo(120, 9);
    expect(expectedOrderValue(fit?.parameters ?? PINS, 2, 120)).toBeCloseTo(120, 9);
    expect(fit?.warnings[0]).toMatch(/same size/);
  });

  it.each([1, 2, 9, 29])("stays finite with %d clients, even when they are alike", (clients) => {
    const fit = fitGammaGamma(Array.from({ length: clients }, () => ({ orders: 1, meanValue: 5e8 })));
    expect(expectedOrderValue(fit?.parameters ?? PINS, 0, 0)).toBeCloseTo(5e8, -2);
    expect(fit?.weakPriors).toBe(true);
  });

  it("is the same model in another currency", () => {
    const histories = Array.from({ length: 60 }, (_, index) => ({
      orders: 1 + (index % 4),
      meanValue: 50 + 40 * Math.sin(index),
    }));
    const fit = fitGammaGamma(histories);
    const inPence = fitGammaGamma(histories.map((one) => ({ ...one, meanValue: one.meanValue * 100 })));
    expect((inPence?.parameters.v ?? 0) / (fit?.parameters.v ?? 1)).toBeCloseTo(100, 3);
    expect((inPence?.parameters.q ?? 0) / (fit?.parameters.q ?? 1)).toBeCloseTo(1, 5);
  });

  it("is null without orders", () => {
    expect(fitGammaGamma([])).toBeNull();
  });
});
