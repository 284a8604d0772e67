import { describe, expect, it } from "vitest";
import { aboutProspect, firmographicInWords } from "../../src/components/prospects/prospect-about.js";
import { asSentence } from "../../src/components/words/as-sentence.js";
import { formatter } from "../../src/components/words/format.js";

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

describe("asSentence", () => {
  it("makes a clause a sentence once", () => {
    expect(asSentence("no split comes back")).toBe("No split comes back.");
    expect(asSentence("It holds.")).toBe("It holds.");
    expect(asSentence("")).toBe("");
  });
});
