import { expect, it } from "vitest";
import { winTrend } from "../../../src/model/lookalike/winning/win-trend.js";
import { substream } from "../../../src/model/numerics/substream.js";

const DEALS = 800;

/** Deals of six years, won with these log odds by how many years ago they were opened; the accounts differ by ±½. */
function deals(logOdds: (yearsAgo: number) => number, seed: number) {
  const random = substream(seed, "win trend");
  const years = Float64Array.from({ length: DEALS }, () => 6 * random());
  const accounts = years.map(() => (random() < 0.5 ? -0.5 : 0.5));
  const outcomes = years.map((ago, row) =>
    random() < 1 / (1 + Math.exp(-(logOdds(ago) + (accounts[row] ?? 0)))) ? 1 : 0,
  );
  const won = outcomes.reduce((sum, one) => sum + one, 0) / DEALS;
  // As a fit blind to time has it: the accounts, and the level of all years.
  const level = Math.log(won / (1 - won));
  return { years, outcomes, level, fitted: accounts.map((one) => one + level) };
}

it("brings odds that fell, all along or of late, to those of today", () => {
  for (const fall of [(ago: number) => -2 + 0.3 * ago, (ago: number) => -0.5 - 0.6 * Math.max(0, 3 - ago)]) {
    const misses = Array.from({ length: 6 }, (_, seed) => {
      const { level, fitted, outcomes, years } = deals(fall, seed);
      const trend = winTrend(fitted, outcomes, years);
      expect(trend?.slope).toBeLessThan(0);
      return Math.abs(level + (trend?.shift ?? 0) - fall(0));
    });
    expect(misses.reduce((sum, one) => sum + one, 0) / misses.length).toBeLessThan(0.3);
  }
});

it("sees none where the odds stayed, but by chance, nor in few deals or days that nobody wrote down", () => {
  const seen = Array.from({ length: 40 }, (_, seed) => {
    const { fitted, outcomes, years } = deals(() => -1, 100 + seed);
    return winTrend(fitted, outcomes, years);
  }).filter((trend) => trend !== null);
  expect(seen.length).toBeLessThan(9);
  const { fitted, outcomes, years } = deals((ago) => -2 + 0.5 * ago, 1);
  expect(winTrend(fitted, outcomes, years.fill(Number.NaN))).toBeNull();
  expect(winTrend(fitted.slice(0, 15), outcomes.slice(0, 15), years.slice(0, 15).fill(1))).toBeNull();
});
