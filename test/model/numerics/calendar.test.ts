import { describe, expect, it } from "vitest";
import {
  addMonths,
  calendarMonthsOf,
  dayAtCalendarMonths,
  daysBetween,
  epochDayOf,
  isoDateOf,
  monthAfter,
  monthsBetween,
} from "../../../src/model/numerics/calendar.js";

const plus = (isoDate: string, months: number): string => isoDateOf(addMonths(epochDayOf(isoDate), months));

describe("calendar", () => {
  it("counts days from 1970 as the platform's calendar does, over four centuries", () => {
    for (let day = -80_000; day < 80_000; day += 1) {
      const isoDate = isoDateOf(day);
      if (day % 97 === 0) expect(isoDate).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
      if (epochDayOf(isoDate) !== day) throw new Error(`${isoDate} is not day ${day}`);
    }
  });

  it("counts calendar months from 1970, and back", () => {
    expect(calendarMonthsOf(epochDayOf("1971-04-16"))).toBe(15.5);
    expect(calendarMonthsOf(epochDayOf("1969-12-01"))).toBe(-1);
    expect(dayAtCalendarMonths(15.5)).toBe(epochDayOf("1971-04-16"));
    for (let day = -1000; day < 20_000; day += 37) {
      expect(dayAtCalendarMonths(calendarMonthsOf(day))).toBeCloseTo(day, 8);
    }
  });

  it("adds months and clamps to the month's last day", () => {
    expect(plus("2024-01-31", 1)).toBe("2024-02-29");
    expect(plus("2023-01-31", 1)).toBe("2023-02-28");
    expect(plus("2024-02-29", 12)).toBe("2025-02-28");
    expect(plus("2024-02-29", 48)).toBe("2028-02-29");
    expect(plus("2024-03-31", -1)).toBe("2024-02-29");
    expect(plus("2024-11-15", 3)).toBe("2025-02-15");
    expect(plus("2024-05-31", 0)).toBe("2024-05-31");
    expect(plus("1900-01-31", 1)).toBe("1900-02-28");
  });

  it("counts days between dates, signed", () => {
    expect(daysBetween("2024-02-28", "2024-03-01")).toBe(2);
    expect(daysBetween("2024-03-01", "2023-03-01")).toBe(-366);
  });

  it.each(["2023-02-29", "2023-13-01", "2023-00-10", "2023-1-1", "01.02.2023", "", "2023-04-31"])(
    "refuses %j",
    (text) => {
      expect(() => epochDayOf(text)).toThrow(`not a date: ${JSON.stringify(text)}`);
    },
  );

  it("refuses parts of days and months", () => {
    expect(() => isoDateOf(1.5)).toThrow("not a day");
    expect(() => isoDateOf(Number.NaN)).toThrow("not a day");
    expect(() => addMonths(0, 0.5)).toThrow("not whole: 0.5");
  });
});

describe("months", () => {
  it("follow each other across years, both ends included", () => {
    expect(monthsBetween("2023-11", "2024-02")).toEqual(["2023-11", "2023-12", "2024-01", "2024-02"]);
    expect(monthsBetween("2024-02", "2024-02")).toEqual(["2024-02"]);
    expect(monthsBetween("2024-03", "2024-02")).toEqual([]);
  });

  it("are counted forwards and backwards", () => {
    expect(monthAfter("2023-11", 3)).toBe("2024-02");
    expect(monthAfter("2024-02", -14)).toBe("2022-12");
  });
});
