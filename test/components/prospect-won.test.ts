import { describe, expect, it } from "vitest";
import { formatter } from "../../src/components/format.js";
import { wonTotalSentence } from "../../src/components/prospect-won.js";
import type { ProspectsPage } from "../../src/data/published/prospects.js";

type WonSince = NonNullable<ProspectsPage["wonSince"]>;

const f = formatter({ currency: "EUR", locale: "en-GB" });

function said(predictedOverActual: number): string {
  return wonTotalSentence({ after: 162, predictedOverActual } as WonSince, f);
}

describe("what those won since were forecast to be worth", () => {
  it("is right, too high or too low, by how much", () => {
    expect(said(1.65)).toBe("Together, the value of the 162 won since was forecast 65% too high.");
    expect(said(0.8)).toContain("forecast 20% too low.");
    expect(said(1.01)).toContain("forecast right.");
  });
});
