import { describe, expect, it } from "vitest";
import { discountFactor } from "../../../src/model/value/discounting.js";
import { concentrationCurve, giniOf, shareOfTop } from "../../../src/model/value/portfolio/concentration.js";
import { valueHistogram } from "../../../src/model/value/portfolio/value-histogram.js";
import { simplePortfolioValue, simpleValue } from "../../../src/model/value/simple-formula.js";
import { orderingClient } from "./client-histories.js";

describe("concentration", () => {
  it("works a case by hand", () => {
    expect(giniOf([1, 2, 3, 4])).toBeCloseTo(0.25, 12);
    expect(giniOf([5, 5, 5])).toBeCloseTo(0, 12);
    expect(giniOf([0, 0, 0, 8])).toBeCloseTo(0.75, 12);
    expect(shareOfTop([1, 2, 3, 4], 0.25)).toBeCloseTo(0.4, 12);
    expect(shareOfTop([1, 2, 3, 4], 0.375)).toBeCloseTo(0.55, 12);
    expect(concentrationCurve([1, 3])).toEqual([
      { accounts: 0, captured: 0 },
      { accounts: 0.5, captured: 0.75 },
      { accounts: 1, captured: 1 },
    ]);
  });

  it("thins a long curve and keeps its ends", () => {
    const curve = concentrationCurve(Array.from({ length: 5000 }, (_, index) => index + 1));
    expect(curve.length).toBeLessThanOrEqual(102);
    expect([curve[0], curve.at(-1)]).toEqual([
      { accounts: 0, captured: 0 },
      { accounts: 1, captured: 1 },
    ]);
  });

  it("is not defined without a positive total, nor where losses eat much of it", () => {
    expect([giniOf([30, -20]), shareOfTop([30, -20], 0.5)]).toEqual([null, null]);
    expect(concentrationCurve([30, -20])).toEqual([]);
    expect(giniOf([])).toBeNull();
    expect(giniOf([-1, 1])).toBeNull();
    expect(shareOfTop([0, 0], 0.2)).toBeNull();
    expect(concentrationCurve([0])).toEqual([]);
  });
});

describe("value histogram", () => {
  it("has round edges that hold all values", () => {
    const values = Array.from({ length: 300 }, (_, index) => 137 * index ** 1.3 - 900);
    const bins = valueHistogram(values);
    expect(bins.reduce((sum, one) => sum + one.clients, 0)).toBe(300);
    expect(bins[0]?.from).toBeLessThanOrEqual(-900);
    expect(bins.at(-1)?.to).toBeGreaterThanOrEqual(Math.max(...values));
    const widths = new Set(bins.map((one) => one.to - one.from));
    expect(widths.size).toBe(1);
    expect(String([...widths][0])).toMatch(/^[125]0*$/);
    bins.slice(1).forEach((one, index) => {
      expect(one.from).toBe(bins[index]?.to);
    });
  });

  it("copes with one value, equal values and none", () => {
    expect(valueHistogram([])).toEqual([]);
    expect(valueHistogram([42, 42]).reduce((sum, one) => sum + one.clients, 0)).toBe(2);
    expect(valueHistogram([0.001, 1e9]).reduce((sum, one) => sum + one.total, 0)).toBeCloseTo(1e9, 0);
  });
});

describe("simple rules", () => {
  it("multiply to 2,000 for 200 × 2 × 5", () => {
    expect(simpleValue(200, 2, 5).value).toBe(2000);
  });

  it("take a portfolio's factors from its histories", () => {
    const histories = [
      orderingClient("a", [
        ["2022-12-31", 300],
        ["2023-12-31", 100],
        ["2024-06-30", 200],
      ]),
      orderingClient("b", [["2024-12-01", 200]]),
    ];
    const { averagePurchase, purchasesPerYear, lifespanYears, value } = simplePortfolioValue(histories, 60);
    expect(averagePurchase).toBe(200);
    expect(purchasesPerYear).toBeCloseTo(4 / (731 / 365.25 + 1), 12);
    expect(lifespanYears).toBe(5);
    expect(value).toBeCloseTo(averagePurchase * purchasesPerYear * 5, 9);
    expect(simplePortfolioValue([], 60).value).toBe(0);
  });

  it("discount by real days: a year of 365.25 days takes 10 % off, none takes nothing", () => {
    expect(discountFactor(365.25, 0.1)).toBeCloseTo(1 / 1.1, 15);
    expect(discountFactor(0, 0.1)).toBe(1);
    expect(discountFactor(1000, 0)).toBe(1);
    expect(discountFactor(-365.25, 0.1)).toBeCloseTo(1.1, 15);
  });
});
