import { randomLcg, randomNormal } from "d3";
import { expect, it } from "vitest";
import { meanInterval } from "../../../src/model/numerics/mean-interval.js";
import { skewedMeanInterval } from "../../../src/model/numerics/skewed-mean-interval.js";

it("stays above 0 where no value is negative, and reaches further up than down", () => {
  const { value, low, high } = skewedMeanInterval([10, 20, 30, 40, 900]);
  expect(value).toBe(200);
  expect(low).toBeGreaterThan(0);
  expect(high - value).toBeGreaterThan(value - low);
  const sparse = skewedMeanInterval([0, 0, 1000]);
  expect(sparse.low).toBeGreaterThan(0);
});

it("is the interval of the mean where a value is negative, or nothing has a spread", () => {
  for (const values of [[], [5], [0, 0], [-1, 4, 9]]) {
    expect(skewedMeanInterval(values)).toEqual(meanInterval(values));
  }
});

it("holds the mean of skewed values more often than the symmetric interval does", () => {
  const normal = randomNormal.source(randomLcg(7))(0, 1.5);
  const truth = Math.exp(1.5 ** 2 / 2);
  const samples = Array.from({ length: 2000 }, () => Array.from({ length: 20 }, () => Math.exp(normal())));
  const held = (interval: typeof meanInterval) =>
    samples.map((values) => interval(values)).filter(({ low, high }) => low <= truth && truth <= high)
      .length / samples.length;
  expect(held(skewedMeanInterval)).toBeGreaterThan(0.69);
  expect(held(meanInterval)).toBeLessThan(0.67);
});

it("is wider where all values share an error", () => {
  for (const interval of [meanInterval, skewedMeanInterval]) {
    const values = [10, 20, 30, 40];
    const [alone, shared] = [interval(values), interval(values, 25)];
    expect(shared.value).toBe(alone.value);
    expect(shared.low).toBeLessThan(alone.low);
    expect(shared.high).toBeGreaterThan(alone.high);
  }
  const { high } = meanInterval([10, 20, 30, 40], 25);
  // s² = 500/3, t of three degrees of freedom 1.6377.
  expect(high).toBeCloseTo(25 + 1.6377 * Math.sqrt(500 / 12 + 25), 1);
});
