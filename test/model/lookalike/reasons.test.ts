import { describe, expect, it } from "vitest";
import { strongestEffects } from "../../../src/model/lookalike/reasons/reasons.js";
import { rankedReasons, reasonsWithRest } from "../../../src/model/lookalike/reasons/reasons-with-rest.js";

describe("strongestEffects", () => {
  const restOf = (effects: readonly number[]) => {
    const named = strongestEffects(effects);
    const rest = effects.filter((_, place) => !named.includes(place)).reduce((sum, one) => sum + one, 0);
    const least = Math.min(...named.map((place) => Math.abs(effects[place] ?? 0)));
    return { named, rest: Math.abs(rest), least };
  };

  it("names the strongest either way, plus before minus, and nothing within 3% of no effect", () => {
    expect(strongestEffects([0.9, -0.5, 0.01, 0.05, -0.7])).toEqual([0, 4, 1]);
    expect(strongestEffects([0.5, -0.02, 0.02])).toEqual([0]);
    expect(strongestEffects([])).toEqual([]);
  });

  it("names on until what is left together is smaller than each named one", () => {
    const { named, rest, least } = restOf([0.5, 0.4, 0.3, 0.25, 0.2, 0.07]);
    expect(named).toEqual([0, 1, 2, 3, 4]);
    expect(rest).toBeLessThan(least);
  });

  it("ends at six where many small ones add up", () => {
    expect(restOf(Array.from({ length: 20 }, () => 0.1)).named).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe("rankedReasons", () => {
  const reason = (multiplier: number, part: "value" | "win" = "value") => ({
    field: "f",
    value: "v",
    multiplier,
    part,
  });

  it("orders one part from up to down", () => {
    const reasons = [reason(0.5), reason(2), reason(3, "win")];
    expect(rankedReasons(reasons, "value").map(({ multiplier }) => multiplier)).toEqual([2, 0.5]);
    expect(rankedReasons(reasons, "win").map(({ multiplier }) => multiplier)).toEqual([3]);
  });
});

describe("reasonsWithRest", () => {
  it("multiplies the average client's figures to those of the prospect", () => {
    const reason = { field: "industry", value: "Retail", multiplier: 1.3, part: "win" } as const;
    const scored = { expectedClv: 2000, expectedLoss: 0, winIndex: 1, pWin: 0.36, reasons: [reason] };
    const start = { value: 1000, win: 0.2 };
    const win = reasonsWithRest(scored, start, "win");
    expect(win.map(({ field }) => field)).toEqual(["industry", "all others together"]);
    expect(win.reduce((product, { multiplier }) => product * multiplier, 0.2)).toBeCloseTo(0.36, 12);
    expect(reasonsWithRest(scored, start, "value").map(({ multiplier }) => multiplier)).toEqual([2]);
    expect(reasonsWithRest(scored, { value: 2000, win: 0.36 / 1.3 }, "win")).toEqual([reason]);
    const index = { ...scored, pWin: null, winIndex: 1.3 };
    expect(reasonsWithRest(index, { value: 2000, win: 1 }, "win")).toEqual([reason]);
  });
});
