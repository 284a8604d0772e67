import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocateBudget, type BudgetLine } from "../../../src/model/economics/budget/allocate-budget.js";
import { hillCurve, saturatingCurve } from "../../../src/model/economics/spend-response/response-curve.js";

const total = (spends: readonly number[]): number => spends.reduce((sum, spend) => sum + spend, 0);

describe("response curves", () => {
  it("follow cases worked by hand", () => {
    expect(hillCurve(100, 50).valueAt(50)).toBe(50);
    expect(hillCurve(100, 50).marginalAt(0)).toBe(2);
    expect(hillCurve(100, 50).spendWhere(0.5)).toBe(50);
    expect(saturatingCurve(200, 0.01).valueAt(100)).toBeCloseTo(200 * (1 - Math.exp(-1)), 10);
    expect(() => hillCurve(1, 0)).toThrow(/half spend 0/);
    expect(() => saturatingCurve(Number.NaN, 1)).toThrow(/ceiling NaN/);
  });

  it("have marginals that are the slopes of their values", () => {
    for (const curve of [hillCurve(70, 20), saturatingCurve(70, 0.05)]) {
      for (const spend of [1, 10, 60]) {
        const slope = (curve.valueAt(spend + 1e-4) - curve.valueAt(spend - 1e-4)) / 2e-4;
        expect(curve.marginalAt(spend)).toBeCloseTo(slope, 5);
      }
    }
  });
});

describe("allocating a budget", () => {
  it("splits two like lines evenly, and a line twice as good gets more", () => {
    const line = (ceiling: number): BudgetLine => {
      return { curve: saturatingCurve(ceiling, 0.01), least: 0, most: 1000 };
    };
    expect(allocateBudget([line(100), line(100)], 200)).toEqual([
      expect.closeTo(100, 6),
      expect.closeTo(100, 6),
    ]);
    const [small = 0, big = 0] = allocateBudget([line(100), line(200)], 200);
    expect(big - small).toBeCloseTo(Math.log(2) / 0.01, 5);
  });

  it("spends all of it with equal marginal value inside the bounds, whatever the lines", () => {
    const lines = fc.array(
      fc.record({
        ceiling: fc.integer({ min: 1, max: 1_000_000 }),
        rate: fc.integer({ min: 1, max: 1_000 }).map((millionths) => millionths / 1e6),
        least: fc.integer({ min: 0, max: 500 }),
        room: fc.integer({ min: 1, max: 50_000 }),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 100 }), (drawn, share) => {
        const budgetLines = drawn.map(({ ceiling, rate, least, room }) => {
          return { curve: saturatingCurve(ceiling, rate), least, most: least + room };
        });
        const least = total(budgetLines.map((line) => line.least));
        const most = total(budgetLines.map((line) => line.most));
        const budget = least + (share / 100) * (most - least);
        const spends = allocateBudget(budgetLines, budget);
        expect(Math.abs(total(spends) - budget)).toBeLessThan(1e-6 * (1 + budget));
        const marginals = (of: (spend: number, line: BudgetLine) => boolean): number[] =>
          budgetLines.flatMap((line, at) =>
            of(spends[at] ?? 0, line) ? [line.curve.marginalAt(spends[at] ?? 0)] : [],
          );
        // No unit taken from one line brings more on another.
        const taken = Math.min(...marginals((spend, line) => spend > line.least + 1e-3));
        const given = Math.max(0, ...marginals((spend, line) => spend < line.most - 1e-3));
        expect(given).toBeLessThan(taken + 1e-6 * (1 + given));
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it("refuses bounds that cannot hold the budget", () => {
    const line = { curve: saturatingCurve(1, 1), least: 5, most: 10 };
    expect(() => allocateBudget([line], 20)).toThrow(/budget: 20 cannot be spent.*5 to 10/);
    expect(() => allocateBudget([line], Number.NaN)).toThrow(/budget: NaN/);
    expect(() => allocateBudget([{ ...line, most: 1 }], 5)).toThrow(/line 0/);
  });
});
