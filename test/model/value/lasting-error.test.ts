import { randomLcg, randomNormal } from "d3";
import { describe, expect, it } from "vitest";
import { commonShock } from "../../../src/model/value/uncertainty/common-shock.js";
import { shockOver } from "../../../src/model/value/uncertainty/shock-growth.js";
import type { TotalOutcome } from "../../../src/model/value/uncertainty/total-outcome.js";
import { outcome } from "./simulate-totals.js";

const WINDOW = 12;
const LONG_DEVIATION = 0.05;

/** Four origins a year apart: each window came as expected, what lies beyond as `errorOver` has the log of it. */
function totals(errorOver: (months: number) => number, shocks = [0.02, -0.03, 0.03, -0.02]): TotalOutcome[] {
  return shocks.map((shock, origin) => {
    const months = WINDOW * (shocks.length - origin);
    const actual = months * Math.exp(errorOver(months));
    return outcome(
      100 * Math.exp(shock),
      months > WINDOW
        ? { untilToday: { months, predicted: months, actual, logDeviation: LONG_DEVIATION } }
        : {},
    );
  });
}

describe("what the longest outcomes leave of what was expected", () => {
  it("widens intervals of longer times, either way, and leaves those of the windows", () => {
    for (const sign of [-1, 1]) {
      const fading = commonShock(
        totals((months) => sign * 0.0125 * (months - WINDOW)),
        WINDOW,
      );
      const steady = commonShock(
        totals(() => 0),
        WINDOW,
      );
      expect(steady).not.toHaveProperty("lasting");
      expect(fading).toEqual({ ...steady, lasting: expect.closeTo(0.0121, 3) });
      expect(shockOver(fading, WINDOW)).toBe(shockOver(steady, WINDOW));
      expect(shockOver(fading, 60)).toBeGreaterThan(0.0125 * 48);
      expect(shockOver(fading, 60)).toBeLessThan(1.35 * 0.0125 * 48);
    }
  });

  it("is not told where windows stray as far, nor of one window", () => {
    const straying = totals((months) => 0.0125 * (months - WINDOW), [0.3, -0.3, 0.25, -0.35]);
    expect(commonShock(straying, WINDOW)).not.toHaveProperty("lasting");
    const alone = totals((months) => 0.0125 * (months - WINDOW)).map(({ untilToday, ...total }) => total);
    expect(commonShock(alone, WINDOW)).not.toHaveProperty("lasting");
    const nothing = totals(() => Number.NEGATIVE_INFINITY);
    expect(commonShock(nothing, WINDOW)).not.toHaveProperty("lasting");
  });

  it("is seldom taken from a level that walks at random", () => {
    const random = randomLcg(11);
    const step = randomNormal.source(random)(0, 0.1);
    const luck = randomNormal.source(random)(0, LONG_DEVIATION);
    let told = 0;
    for (let book = 0; book < 400; book += 1) {
      const shocks = Array.from({ length: 4 }, () => step());
      const walk = totals((months) => step() * Math.sqrt(months / WINDOW) + luck(), shocks);
      told += commonShock(walk, WINDOW)?.lasting === undefined ? 0 : 1;
    }
    expect(told / 400).toBeLessThan(0.05);
  });
});
