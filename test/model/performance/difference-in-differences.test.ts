import { randomLcg } from "d3";
import { describe, expect, it } from "vitest";
import {
  type ComparedAccount,
  differencesInDifferences,
} from "../../../src/model/performance/difference-in-differences.js";

const account = (touched: boolean, before: number, after: number, stratum = "all"): ComparedAccount => ({
  touched,
  stratum,
  outcomes: [{ before: { amount: before, base: 1 }, after: { amount: after, base: 1 } }],
});

describe("differences in differences", () => {
  it("takes the change of the untouched off that of the touched (worked by hand)", () => {
    const accounts = [account(true, 1, 4), account(true, 3, 8), account(false, 2, 3), account(false, 4, 5)];
    const [one] = differencesInDifferences(accounts, 9, randomLcg(1));
    // Touched 2 → 6, untouched 3 → 4; changes of accounts 3, 5 and 1, 1: s² = (1 + 1)/4 · 2 = 1.
    expect(one?.rates).toEqual({ touched: { before: 2, after: 6 }, untouched: { before: 3, after: 4 } });
    expect(one?.effect).toBeCloseTo(3, 12);
    expect(one?.standardError).toBeCloseTo(1, 12);
  });

  it("lets every stratum count among the untouched as among the touched", () => {
    const young = [
      account(true, 0, 9, "young"),
      account(true, 0, 11, "young"),
      account(false, 0, 10, "young"),
    ];
    const old = [account(true, 0, 0, "old"), account(false, 0, 1, "old"), account(false, 0, -1, "old")];
    const [one] = differencesInDifferences([...young, ...old], 9, randomLcg(1));
    expect(one?.rates.untouched.after).toBeCloseTo(20 / 3, 12);
    expect(one?.effect).toBeCloseTo(0, 12);
  });

  it("finds what was planted, and does not count a change that befell everybody", () => {
    const random = randomLcg(4);
    const accounts = Array.from({ length: 120 }, (_, at) => {
      const before = random();
      return account(at % 2 === 0, before, before + 5 + random() + (at % 2 === 0 ? 1 : 0));
    });
    const [one] = differencesInDifferences(accounts, 199, randomLcg(2));
    expect(one?.effect).toBeGreaterThan(0.8);
    expect(one?.effect).toBeLessThan(1.2);
    expect(one?.p).toBe(1 / 200);
    expect(one?.pOfOutcomes).toBe(1 / 200);
  });

  it("says nothing where one of the four cells is empty or holds a single account", () => {
    expect(differencesInDifferences([], 9, randomLcg(1))).toEqual([]);
    const alone = [account(true, 1, 2), account(false, 1, 2), account(false, 1, 3)];
    expect(differencesInDifferences(alone, 9, randomLcg(1))).toEqual([null]);
    const never = [true, true, false, false].map((touched) => ({
      ...account(touched, 0, 1),
      outcomes: [{ before: { amount: 0, base: 0 }, after: { amount: 1, base: 1 } }],
    }));
    expect(differencesInDifferences(never, 9, randomLcg(1))).toEqual([null]);
  });
});
