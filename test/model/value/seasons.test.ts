import { randomLcg, randomNormal, sum } from "d3";
import { describe, expect, it } from "vitest";
import { addMonths, epochDayOf, isoDateOf } from "../../../src/model/numerics/calendar.js";
import { rollingOrigins } from "../../../src/model/value/tournament/rolling-origins.js";
import { calendarIndex } from "../../../src/model/value/uncertainty/calendar-index.js";
import { commonShock } from "../../../src/model/value/uncertainty/common-shock.js";
import { wholeMonthRevenue, withoutSeasons } from "../../../src/model/value/uncertainty/without-seasons.js";
import { outcome } from "./simulate-totals.js";

const FIRST = "2022-03-01";
const LAST = "2025-09-30";
/** December brings five times as much as another month. */
const SEASON = Array.from({ length: 12 }, (_, month) => (month === 11 ? 5 : 1) / (16 / 12));

/** Successive months of a level that grows, by a season, and chance. */
function months(count: number, factors: readonly number[], spread: number, seed: number) {
  const noise = randomNormal.source(randomLcg(seed))(0, spread);
  return Array.from({ length: count }, (_, index) => {
    const day = isoDateOf(addMonths(epochDayOf(FIRST), index));
    const level = 100 * Math.exp(0.01 * index + noise());
    return { month: day.slice(0, 7), revenue: level * (factors[Number(day.slice(5, 7)) - 1] ?? 1) };
  });
}

describe("the calendar of a business", () => {
  it("is found where the year repeats, whatever the growth", () => {
    const index = calendarIndex(months(43, SEASON, 0.1, 3));
    expect(index?.factors[11]).toBeGreaterThan(3.2);
    expect(index?.factors[11]).toBeLessThan(4.2);
    expect(sum(index?.factors ?? [])).toBeCloseTo(12, 9);
    expect(index?.years).toBeCloseTo(31 / 12, 9);
  });

  it("is not taken from chance, nor from two years and less", () => {
    const flat = SEASON.map(() => 1);
    const found = Array.from({ length: 200 }, (_, seed) => calendarIndex(months(43, flat, 0.3, seed)));
    expect(found.filter((index) => index !== null).length).toBeLessThanOrEqual(4);
    expect(calendarIndex(months(29, SEASON, 0.1, 3))).toBeNull();
    expect(calendarIndex([])).toBeNull();
    expect(calendarIndex(months(43, flat, 0, 3))).toBeNull();
  });

  it("counts months since the last without revenue", () => {
    const books = months(55, SEASON, 0.1, 3);
    const late = books.map((month, index) => (index === 11 ? { ...month, revenue: -5 } : month));
    expect(calendarIndex(late)).toEqual(calendarIndex(books.slice(12)));
  });

  it("is read from whole months", () => {
    const rows = ["2024-01", "2024-02", "2024-02", "2024-04", "2024-05"].map((month) => ({
      month,
      revenue: 7,
    }));
    expect(wholeMonthRevenue(rows, "2024-01-02", "2024-05-30")).toEqual([
      { month: "2024-02", revenue: 14 },
      { month: "2024-03", revenue: 0 },
      { month: "2024-04", revenue: 7 },
    ]);
    expect(wholeMonthRevenue(rows, "2024-04-01", "2024-04-30")).toHaveLength(1);
  });
});

describe("totals without the seasons", () => {
  const { windowMonths, apart, yearsApart } = rollingOrigins(FIRST, LAST);
  const days = [...apart, LAST];
  const index = { factors: SEASON, years: 3 };
  const seasonal = apart.map((origin, window) => {
    const share = sum(
      Array.from({ length: 7 }, (_, month) => {
        const day = isoDateOf(addMonths(epochDayOf(origin), month) + 15);
        return SEASON[Number(day.slice(5, 7)) - 1] ?? 1;
      }),
    );
    return outcome((100 / 7) * share * Math.exp(0.05 * (-1) ** window), { origin });
  });

  it("stray as far as all clients do, not as December does", () => {
    expect(windowMonths).toBe(7);
    expect(commonShock(seasonal, 7)?.logDeviation).toBeGreaterThan(0.25);
    const straying = commonShock(withoutSeasons(seasonal, days, 7, index), 7);
    expect(straying?.logDeviation).toBeLessThan(0.1);
  });

  it("are left as they are for whole years and without a calendar", () => {
    expect(withoutSeasons(seasonal, days, 12, index)).toBe(seasonal);
    expect(withoutSeasons(seasonal, days, 7, null)).toBe(seasonal);
  });

  it("need no calendar where three years can be looked back at", () => {
    expect(yearsApart).toEqual(["2022-09-30", "2023-09-30", "2024-09-30"]);
    expect(rollingOrigins("2022-05-01", LAST).yearsApart).toEqual([]);
    expect(rollingOrigins("2015-05-01", LAST).yearsApart).toEqual([]);
  });
});
