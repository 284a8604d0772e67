import { describe, expect, it } from "vitest";
import { asSentence } from "../../src/components/as-sentence.js";
import { formatter } from "../../src/components/format.js";
import { aboutProspect, firmographicInWords } from "../../src/components/prospect-about.js";
import { rankedReasons, reasonsWithRest } from "../../src/components/prospect-reasons.js";
import { prospect } from "./prospect-fixture.js";

const f = formatter({ currency: "EUR", locale: "en-GB" });

describe("a prospect in a few words", () => {
  it("names industry, place and size as far as they are known", () => {
    const firmographics = {
      fiscal_year_end: "June",
      country: "Germany",
      employees: "1630",
      industry: "Retail",
    };
    expect(aboutProspect({ firmographics }, f)).toBe("Retail · Germany · 1,630 employees");
    expect(aboutProspect({ firmographics: { industry: "", country: "unknown" } }, f)).toBe("");
  });

  it("writes numbers as numbers, years as years, text as it is", () => {
    expect(firmographicInWords("annual_revenue", "200000000", f)).toBe("200 million");
    expect(firmographicInWords("founded_year", "2001", f)).toBe("2001");
    expect(firmographicInWords("industry", "=1+1", f)).toBe("=1+1");
    expect(firmographicInWords("industry", "", f)).toBe("unknown");
  });
});

describe("rankedReasons", () => {
  const reason = (multiplier: number, part: "value" | "win" = "value") => ({
    field: "f",
    value: "v",
    multiplier,
    part,
  });

  it("orders one part from up to down and leaves out what does not move it", () => {
    const reasons = [reason(0.5), reason(1.005), reason(2), reason(3, "win")];
    expect(rankedReasons(reasons, "value").map(({ multiplier }) => multiplier)).toEqual([2, 0.5]);
    expect(rankedReasons(reasons, "win").map(({ multiplier }) => multiplier)).toEqual([3]);
  });
});

describe("reasonsWithRest", () => {
  it("multiplies the average client's figures to those of the prospect", () => {
    const reason = { field: "industry", value: "Retail", multiplier: 1.3, part: "win" } as const;
    const scored = prospect(1, { expectedClv: 2000, pWin: 0.36, reasons: [reason] });
    const start = { value: 1000, win: 0.2 };
    const win = reasonsWithRest(scored, start, "win");
    expect(win.map(({ field }) => field)).toEqual(["industry", "all others together"]);
    expect(win.reduce((product, { multiplier }) => product * multiplier, 0.2)).toBeCloseTo(0.36, 12);
    expect(reasonsWithRest(scored, start, "value").map(({ multiplier }) => multiplier)).toEqual([2]);
    expect(reasonsWithRest(scored, { value: 2000, win: 0.36 / 1.3 }, "win")).toEqual([reason]);
    const index = { ...scored, pWin: null, winIndex: 1.3 };
    expect(reasonsWithRest(index, { value: 2000, win: 1 }, "win")).toEqual([reason]);
  });
});

describe("asSentence", () => {
  it("makes a clause a sentence once", () => {
    expect(asSentence("no split comes back")).toBe("No split comes back.");
    expect(asSentence("It holds.")).toBe("It holds.");
    expect(asSentence("")).toBe("");
  });
});
