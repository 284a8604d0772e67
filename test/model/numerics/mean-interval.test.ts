import { randomNormal } from "d3";
import { expect, it } from "vitest";
import { meanInterval } from "../../../src/model/numerics/mean-interval.js";
import { substream } from "../../../src/model/numerics/substream.js";

it("is the mean with its 80 % interval, which few values widen", () => {
  // By hand: x̄ = 3, s = √2, t = 3.0777 with one degree of freedom, so 3.0777·√2/√2 on either side.
  const two = meanInterval([2, 4]);
  expect(two.value).toBe(3);
  expect(two.high - 3).toBeCloseTo(3.0777, 4);
  expect(3 - two.low).toBeCloseTo(3.0777, 4);
  expect(meanInterval([5])).toEqual({ value: 5, low: 5, high: 5 });
  expect(meanInterval([])).toEqual({ value: 0, low: 0, high: 0 });
});

it.each([2, 3, 5, 10])("holds the mean of normal values in four of five samples of %i", (count) => {
  const normal = randomNormal.source(substream(count, "mean"))();
  const samples = 5000;
  const held = Array.from({ length: samples }, () =>
    meanInterval(Array.from({ length: count }, () => normal())),
  ).filter(({ low, high }) => low <= 0 && high >= 0).length;
  expect(held / samples).toBeGreaterThan(0.78);
  expect(held / samples).toBeLessThan(0.82);
});
