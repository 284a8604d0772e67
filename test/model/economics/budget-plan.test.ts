import { randomNormal, sum } from "d3";
import { describe, expect, it } from "vitest";
import { budgetFigures } from "../../../src/model/economics/budget/budget-figures.js";
import { budgetDraws, budgetPlan, wholeBudget } from "../../../src/model/economics/budget/budget-plan.js";
import {
  type BudgetRules,
  isBeyondSeen,
  type KeepingLine,
  lineCurve,
  type WinningLine,
} from "../../../src/model/economics/spend-response/spend-line.js";
import { substream } from "../../../src/model/numerics/substream.js";

const rules: BudgetRules = { avoidedToday: 0.5, movesUnclear: false, beyondSeen: false };
const channel = (name: string, ceiling: number, part: Partial<WinningLine> = {}): WinningLine => ({
  purpose: "win",
  segment: null,
  name,
  today: 100,
  seen: { low: 20, high: 400 },
  peopleShare: 0.5,
  status: "responds",
  nextEuro: "brings more",
  curve: { ceiling, halfSpend: 100 },
  draws: [
    { ceiling: 0.8 * ceiling, halfSpend: 100 },
    { ceiling: 1.2 * ceiling, halfSpend: 100 },
  ],
  ...part,
});
const segment = (part: Partial<KeepingLine> = {}): KeepingLine => ({
  purpose: "keep",
  name: "Keep: A",
  today: 100,
  seen: { low: 50, high: 200 },
  peopleShare: 1,
  clients: 10,
  avoidable: { value: 300, low: 200, high: 400 },
  ...part,
});
const lines = [
  channel("search", 900),
  channel("events", 400),
  segment(),
  channel("fairs", 500, { status: "flat" }),
];

describe("a line's curve", () => {
  it("of keeping: today's spend avoids its share, and all further spend at most what is still avoidable", () => {
    const curve = lineCurve(segment(), 0.5);
    // What is avoided today is as much as is still avoidable: half of all.
    expect(curve.valueAt(100)).toBeCloseTo(300, 9);
    expect(curve.valueAt(200) - curve.valueAt(100)).toBeCloseTo(150, 9);
    expect(curve.valueAt(1e9) - curve.valueAt(100)).toBeCloseTo(300, 9);
    expect(() => lineCurve(segment(), 1)).toThrow(/share avoided today: 1/);
  });

  it("of keeping: lies within its 80 % interval in four of five draws", () => {
    const normal = randomNormal.source(substream(1, "keeping"))();
    const avoidable = Array.from({ length: 4000 }, () => {
      const curve = lineCurve(segment(), 0.5, { index: 0, deviations: normal() });
      return curve.valueAt(1e9) - curve.valueAt(100);
    });
    const within = avoidable.filter((one) => one >= 200 && one <= 400).length / avoidable.length;
    expect(within).toBeGreaterThan(0.78);
    expect(within).toBeLessThan(0.82);
  });

  it("is nothing where nothing is known or spent", () => {
    expect(lineCurve(segment({ today: 0 }), 0.5).valueAt(50)).toBe(0);
    expect(
      lineCurve(channel("none", 1, { curve: null, draws: [] }), 0.5, { index: 3, deviations: 1 }).marginalAt(
        1,
      ),
    ).toBe(0);
  });
});

describe("the budget", () => {
  it.each([280, 400, 555, 900])(
    "of %i is spent exactly, at equal marginal value inside the bounds",
    (budget) => {
      const plan = budgetPlan(lines, rules, budget);
      expect(sum(plan.lines, ({ proposed }) => proposed)).toBeCloseTo(budget, 6);
      const inside = plan.lines.filter(
        ({ isHeld, line, proposed }) =>
          !isHeld && proposed > line.seen.low + 1e-6 && proposed < line.seen.high - 1e-6,
      );
      for (const { marginal } of inside) expect(marginal).toBeCloseTo(inside[0]?.marginal ?? 0, 6);
      expect(plan.lines.some(({ line, proposed }) => isBeyondSeen(line, proposed))).toBe(false);
      const value = (spends: readonly number[]): number =>
        sum(lines.slice(0, 3), (line) => lineCurve(line, 0.5).valueAt(spends[lines.indexOf(line)] ?? 0));
      const best = plan.lines.map(({ proposed }) => proposed);
      // No shift of 1 from one line to another inside the bounds brings more.
      for (const from of inside) {
        for (const to of inside) {
          const shifted = best.map(
            (spend, at) => spend - (plan.lines[at] === from ? 1 : 0) + (plan.lines[at] === to ? 1 : 0),
          );
          expect(value(shifted)).toBeLessThanOrEqual(value(best) + 1e-9);
        }
      }
    },
  );

  it("leaves what the data cannot tell at today's, unless the reader moves it", () => {
    const held = budgetPlan(lines, rules, 500).lines[3];
    expect(held).toMatchObject({ isHeld: true, proposed: 100, marginal: null, gain: 0 });
    const open = [channel("search", 900), channel("events", 400, { nextEuro: "cannot tell" })];
    expect(budgetPlan(open, rules, 500).lines.map(({ isHeld, proposed }) => [isHeld, proposed])).toEqual([
      [false, 400],
      [true, 100],
    ]);
    const moved = budgetPlan(lines, { ...rules, movesUnclear: true }, 500).lines[3];
    expect(moved?.isHeld).toBe(false);
    expect(moved?.proposed).not.toBeCloseTo(100, 3);
  });

  it("is moved into the bounds, which widen beyond what was seen on demand only", () => {
    expect(budgetPlan(lines, rules, 1e9)).toMatchObject({ budget: 1100, most: 1100 });
    expect(budgetPlan(lines, rules, 0)).toMatchObject({ budget: 190, least: 190 });
    const wide = budgetPlan(lines, { ...rules, beyondSeen: true }, 2000);
    expect(wide.lines.some(({ line, proposed }) => isBeyondSeen(line, proposed))).toBe(true);
  });

  it("asked for profit, ends where the next unit brings itself; for growth, later", () => {
    const whole = wholeBudget(lines, rules, 1);
    const plan = budgetPlan(lines, rules, whole);
    expect(plan.lines[0]?.marginal).toBeCloseTo(1, 6);
    // 900·100/(100 + x)² = 1 at x = 200; 400·100/(100 + x)² = 1 at x = 100.
    expect(plan.lines[0]?.proposed).toBeCloseTo(200, 6);
    expect(plan.lines[1]?.proposed).toBeCloseTo(100, 6);
    expect(wholeBudget(lines, rules, 0.5)).toBeGreaterThan(whole);
  });

  it("counted in hours, spends exactly those, and leaves lines without people", () => {
    const mixed = [channel("search", 900, { peopleShare: 0 }), channel("calls", 800), segment()];
    const hours = { of: "hours", hourCost: 50 } as const;
    const plan = budgetPlan(mixed, rules, 4, hours);
    expect(plan.lines[0]).toMatchObject({ isHeld: true, proposed: 100 });
    expect(plan.today).toBeCloseTo(3, 9);
    expect(sum(plan.lines, ({ line, proposed }) => (proposed * line.peopleShare) / 50)).toBeCloseTo(4, 6);
    const perHour = plan.lines
      .slice(1)
      .map(({ line, marginal }) => ((marginal ?? 0) * 50) / line.peopleShare);
    expect(perHour[0]).toBeCloseTo(perHour[1] ?? 0, 5);
  });

  it("says how often each line gets more, and what the split may bring", () => {
    const plan = budgetPlan(lines, rules, wholeBudget(lines, rules, 1));
    const draws = budgetDraws(
      lines,
      rules,
      plan,
      { of: "money" },
      null,
      20,
      randomNormal.source(substream(1, "draws"))(),
    );
    expect(draws.funded[0]).toBe(1);
    expect(draws.funded[3]).toBe(0);
    expect(draws.gain.low).toBeLessThanOrEqual(draws.gain.high);
    plan.lines.forEach(({ gain, isHeld }, at) => {
      const { low, high } = draws.lineGains[at] ?? { low: Number.NaN, high: Number.NaN };
      expect(low).toBeLessThanOrEqual(gain);
      expect(high).toBeGreaterThanOrEqual(gain);
      if (isHeld) expect([low, high]).toEqual([0, 0]);
    });
    // The first line's draws bring 0.8 and 1.2 times what its best curve does.
    expect(draws.lineGains[0]?.low).toBeCloseTo(0.8 * (plan.lines[0]?.gain ?? 0), 6);
    const { today, proposed, change, gain, afterCost } = budgetFigures(plan, draws);
    expect([today, proposed]).toEqual([Math.round(plan.spendToday), Math.round(plan.spendProposed)]);
    expect(proposed - today).toBe(change);
    for (const end of ["value", "low", "high"] as const) expect(gain[end] - change).toBe(afterCost[end]);
  });

  it("stands on nothing at all", () => {
    expect(budgetPlan([], rules, 100)).toMatchObject({ budget: 0, valueProposed: 0 });
    const nothing = budgetPlan(
      [channel("x", 1, { today: 0, seen: { low: 0, high: 0 }, curve: null, draws: [] })],
      rules,
      0,
    );
    expect(nothing.lines[0]).toMatchObject({ proposed: 0, gain: 0, isHeld: true });
  });
});
