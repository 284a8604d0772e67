import { describe, expect, it } from "vitest";
import { holm } from "../../../src/model/numerics/holm.js";
import {
  quarterName,
  quarterNumber,
  quarterNumberOf,
  quarterStart,
} from "../../../src/model/numerics/quarter.js";

describe("quarters", () => {
  it("count on from year to year, by name and by date", () => {
    expect(quarterNumber("2024-Q4") + 1).toBe(quarterNumber("2025-Q1"));
    expect(quarterNumberOf("2024-10-01")).toBe(quarterNumber("2024-Q4"));
    expect(quarterName(quarterNumber("2024-Q3"))).toBe("2024-Q3");
    expect(quarterStart(quarterNumber("2024-Q4"))).toBe("2024-10-01");
    expect(quarterStart(quarterNumberOf("2025-02-14") - 8)).toBe("2023-01-01");
    expect(() => quarterNumber("2024-Q5")).toThrow(/not a quarter: "2024-Q5"/);
  });
});

describe("Holm's correction", () => {
  it("follows a case worked by hand, in the order given", () => {
    expect(holm([0.03, 0.01, 0.04])).toEqual([0.06, 0.03, 0.06]);
    expect(holm([0.6, 0.7])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });
});
