import { describe, expect, it } from "vitest";
import { formatter } from "../../src/components/words/format.js";

const f = formatter({ currency: "EUR", locale: "en-GB" });

describe("formatter", () => {
  it("writes money whole, or to significant digits that match its uncertainty", () => {
    expect(f.money(12_345.67)).toBe("€12,346");
    expect(f.moneyShort(1_234_567)).toBe("€1.2M");
    expect(f.moneyShort(1_234_567, 3)).toBe("€1.23M");
    expect(f.moneyShort(999_600)).toBe("€1M");
    expect(f.moneyShort(2.5e9)).toBe("€2.5bn");
    expect(f.moneyShort(0)).toBe("€0");
    expect([f.moneyShort(3.2e-7), f.moneyShort(-3.2e-7)]).toEqual(["€0", "€0"]);
    expect([f.money(-740), f.moneyShort(-4180)]).toEqual(["−\u2060€740", "−\u2060€4.2k"]);
    expect(f.moneyInterval({ value: 100_000, low: 62_000, high: 214_000 })).toBe("€100k (€62k to €210k)");
  });

  it("keeps a decimal for shares below one per cent only", () => {
    expect(f.percent(0.336)).toBe("34%");
    expect(f.percent(0.0042)).toBe("0.4%");
    expect(f.percent(0)).toBe("0%");
    expect(f.percent(0.0174, 1)).toBe("1.7%");
  });

  it("writes ratios to two digits, dates in words, counts with separators", () => {
    expect(f.multiple(2.432)).toBe("2.4×");
    expect(f.multiple(1.823)).toBe("1.82×");
    expect(f.multiple(0.0123)).toBe("0.012×");
    expect(f.multiple(0.7512)).toBe("0.75×");
    expect(f.multiple(412.6)).toBe("413×");
    expect(f.date("2024-02-29")).toBe("29 February 2024");
    expect(f.count(6000)).toBe("6,000");
  });

  it("keeps the ends of an interval apart from its middle, and from 1 where they are off it", () => {
    expect(f.multipleInterval({ value: 1.06, low: 1.027, high: 1.092 })).toBe("1.06× (1.03× to 1.09×)");
    expect(f.multipleInterval({ value: 1.8, low: 0.997, high: 2.63 })).toBe("1.8× (0.997× to 2.6×)");
    expect(f.multipleInterval({ value: 1.3, low: 1, high: 1.00004 })).toBe("1.3× (1× to 1.00004×)");
    expect(f.moneyInterval({ value: 112, low: 105, high: 118 })).toBe("€112 (€105 to €118)");
    expect(f.moneyInterval({ value: 112, low: 112, high: 114 })).toBe("€112 (€112 to €114)");
    expect(f.moneyInterval({ value: 112, low: 112, high: 138 })).toBe("€110 (€110 to €140)");
    expect(f.moneyParts({ value: 1_234_567, low: 1_229_999, high: 2e6 })).toEqual({
      value: "€1.235M",
      low: "€1.23M",
      high: "€2M",
    });
  });

  it("follows the report's locale and currency, not the reader's", () => {
    const swiss = formatter({ currency: "CHF", locale: "de-CH" });
    expect(formatter({ currency: "EUR", locale: "de-DE" }).moneyShort(1_234_567)).toMatch(/^1,2M\s€$/u);
    expect(swiss.money(12_345)).toMatch(/^CHF\s12.345$/u);
    expect(swiss.date("2024-03-01")).toBe("1. März 2024");
  });
});
