import { expect, it } from "vitest";
import { recentReading } from "../../../src/model/economics/spend-response/recent-reading.js";

const at = (number: number, mean: number) => ({ number, mean });

it("is the mean of four quarters, the last of them, and the same a year before", () => {
  const readings = [at(96, 97), at(97, 90), at(98, 80), at(99, 67), at(100, 63)];
  expect(recentReading(readings, 100)).toEqual({ year: 75, last: 63, before: 97 });
  expect(recentReading(readings, 101)).toEqual({ year: 70, last: 63, before: 97 });
  expect(recentReading([at(100, 63)], 102)).toEqual({ year: 63, last: 63, before: null });
  expect(recentReading(readings, 104)).toBeNull();
  expect(recentReading([], 100)).toBeNull();
});
