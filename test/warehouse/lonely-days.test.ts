import { describe, expect, it } from "vitest";
import { lastBookedDay } from "../../src/warehouse/check/lonely-days.js";

/** Days by their number and how many rows each has. */
const last = (...days: readonly (readonly [number, number])[]) =>
  lastBookedDay(days.map(([number, rows]) => ({ day: `day ${number}`, number, rows })));

describe("the last day of the books", () => {
  it("is one within a year of the days before, however few rows it has", () => {
    expect(last([1, 50], [367, 1])).toBe("day 367");
    expect(last([1, 50], [368, 1])).toBe("day 1");
  });

  it("beyond that may be a day of more than half the rows before, or days of more than a twentieth", () => {
    expect(last([1, 20], [500, 10])).toBe("day 1");
    expect(last([1, 20], [500, 11])).toBe("day 500");
    expect(last([1, 39], [2, 1], [500, 1], [501, 1])).toBe("day 2");
    expect(last([1, 39], [2, 1], [500, 1], [501, 2])).toBe("day 501");
  });

  it("is looked for anew before what is doubted, and is the only one there is", () => {
    expect(last([1, 50], [500, 1], [1000, 1])).toBe("day 1");
    expect(last([1, 1])).toBe("day 1");
    expect(last()).toBeNull();
  });
});
