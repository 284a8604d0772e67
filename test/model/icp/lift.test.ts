import { expect, it } from "vitest";
import { groupDraws, measureLift } from "../../../src/model/icp/lift.js";
import { substream } from "../../../src/model/numerics/substream.js";

/** Forty accounts of their own, the first ten picked: their mean is 190 + 4.5, that of all 130 + 4.5. */
const clv = Array.from({ length: 40 }, (_, at) => (at < 10 ? 190 : 110) + (at % 10));
const groups = clv.map((_, row) => [row]);
const pick = Uint8Array.from(clv, (_, row) => (row < 10 ? 1 : 0));
const draws = groupDraws(groups.length, 1, substream(1, "lift"));

it("is the mean of the picked over that of all, and widened by a quarter where the choice is drawn too", () => {
  const one = measureLift(clv, groups, [pick], draws);
  const several = measureLift(clv, groups, [pick, pick], draws);
  if (one === null || several === null) throw new Error("ten are picked");
  expect(one.estimate).toBeCloseTo(194.5 / 134.5, 12);
  expect(one.difference.value).toBeCloseTo(60, 9);
  for (const end of ["low", "high"] as const) {
    expect(several[end] / several.estimate).toBeCloseTo((one[end] / one.estimate) ** 1.25, 9);
    expect(several.difference[end] - 60).toBeCloseTo(1.25 * (one.difference[end] - 60), 9);
  }
  const [below, above] = [60 - one.difference.low, one.difference.high - 60];
  expect(below).toBeGreaterThan(0);
  expect(Math.abs(Math.log(above / below))).toBeLessThan(0.25);
});

it("is none where nothing is picked, or where all together lose", () => {
  expect(measureLift(clv, groups, [new Uint8Array(40)], draws)).toBeNull();
  expect(
    measureLift(
      clv.map((one) => -one),
      groups,
      [pick],
      draws,
    ),
  ).toBeNull();
});
