import { expect, it } from "vitest";
import { hasMeaningfulMultiples } from "../../../src/model/value/orders/has-meaningful-multiples.js";
import { gainsAndLosses, hasMeaningfulShares } from "../../../src/model/value/portfolio/gains-and-losses.js";

it("sums gains and losses apart", () => {
  expect(gainsAndLosses([3, -1, 0, 4, -2])).toEqual({ gainers: 2, gains: 7, losers: 2, losses: 3 });
  expect(gainsAndLosses([])).toEqual({ gainers: 0, gains: 0, losers: 0, losses: 0 });
});

it("takes shares of a total only where little of it is lost", () => {
  expect(hasMeaningfulShares([100, 50, -7])).toBe(true);
  expect(hasMeaningfulShares([100, 50, -8])).toBe(false);
  expect(hasMeaningfulShares([0, 0])).toBe(false);
  expect(hasMeaningfulShares([])).toBe(false);
  expect(hasMeaningfulShares([-1])).toBe(false);
});

it("takes multiples of a mean only where the mean is surely above 0", () => {
  expect(hasMeaningfulMultiples([1, 1, 400])).toBe(true);
  const fewLose = Array.from({ length: 100 }, (_, at) => (at % 4 === 0 ? -10 : 20));
  expect(hasMeaningfulMultiples(fewLose)).toBe(true);
  const manyLose = Array.from({ length: 100 }, (_, at) => (at % 2 === 0 ? -10 : 12));
  expect(hasMeaningfulMultiples(manyLose)).toBe(false);
  // However sure the mean, where five sixths of what is gained are lost.
  const surely = Array.from({ length: 20_000 }, (_, at) => (at % 2 === 0 ? -10 : 12));
  expect(hasMeaningfulMultiples(surely)).toBe(false);
  expect(hasMeaningfulMultiples([30, -8, -1])).toBe(false);
  expect(hasMeaningfulMultiples([])).toBe(false);
});
