import { describe, expect, it } from "vitest";
import { retainedRevenue } from "../../../src/model/value/contracts/retained-revenue.js";

describe("retained revenue", () => {
  it("follows cases worked by hand", () => {
    expect(retainedRevenue(100, 0.5, 3, 0)).toBe(175);
    expect(retainedRevenue(100, 1, 2, 0.25)).toBe(180);
    expect(retainedRevenue(100, 0, 5, 0.1)).toBe(100);
  });

  it("comes to a year's revenue over what is lost of it in the long run", () => {
    expect(retainedRevenue(100, 0.9, 500, 0.1)).toBeCloseTo(100 / (1 - 0.9 / 1.1), 8);
  });

  it("refuses what is no share, rate or number of years", () => {
    expect(() => retainedRevenue(100, 1.2, 5, 0.1)).toThrow(/retention: 1.2/);
    expect(() => retainedRevenue(100, 0.5, 0.5, 0.1)).toThrow(/years: 0.5/);
    expect(() => retainedRevenue(100, 0.5, 5, Number.NaN)).toThrow(/discount rate: NaN/);
  });
});
