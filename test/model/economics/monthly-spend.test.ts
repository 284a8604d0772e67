import { describe, expect, it } from "vitest";
import { monthlySpend, peopleShare } from "../../../src/model/economics/channels/monthly-spend.js";

describe("spend a month", () => {
  it("is the mean of the last 12 months; least and most are of months with spend; credits count as nothing", () => {
    const amounts = [900, ...Array.from({ length: 10 }, () => 60), 0, -40];
    expect(monthlySpend(amounts)).toEqual({ today: 50, seen: { low: 60, high: 900 }, months: 11 });
  });

  it("is nothing where nothing was spent", () => {
    expect(monthlySpend([])).toEqual({ today: 0, seen: { low: 0, high: 0 }, months: 0 });
    expect(monthlySpend([0, -5])).toEqual({ today: 0, seen: { low: 0, high: 0 }, months: 0 });
  });
});

describe("the share of people in spend", () => {
  it("is of what was paid, credits apart, and 0 without spend", () => {
    const rows = [
      { kind: "people", amount: 30 },
      { kind: "media", amount: 90 },
      { kind: "people", amount: -20 },
    ];
    expect(peopleShare(rows)).toBe(0.25);
    expect(peopleShare([])).toBe(0);
  });
});
