// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { behaviourFigure } from "../../src/components/value/behaviour-figure.js";
import {
  behaviourTitle,
  behaviourWarning,
  laterValueNote,
  tellingLinks,
  tellingOutcome,
} from "../../src/components/value/behaviour-sentences.js";
import type { PublishedLink } from "../../src/data/published/value.js";
import { report } from "./report-fixture.js";

const around = (value: number, width: number) => ({ value, low: value - width / 2, high: value + width / 2 });
const link = (
  behaviour: string,
  values: readonly [number, number],
  width: number,
  p: PublishedLink["p"],
): PublishedLink => ({
  behaviour,
  clients: 40,
  groups: values.map((value, index) => ({
    group: index === 0 ? "few" : "many",
    clients: 20,
    secondYear: around(value, width),
    laterValue: around(4 * value, width),
    stayed: around(index === 0 ? 0.3 : 0.9, 0.1),
  })),
  p,
});

describe("what goes with value", () => {
  const clear = link("engagement", [10_000, 90_000], 20_000, { secondYear: 0.01, stayed: 0.01 });
  const wide = link("first product", [1000, 120_000], 100_000, { secondYear: 0.01, stayed: 0.01 });
  const staying = link("second purchase", [5000, 9000], 6000, { secondYear: 0.2, stayed: 0.02 });
  const chance = link("support", [10_000, 90_000], 100, { secondYear: 0.06, stayed: 0.3 });

  it("names the second year first, then staying, and chance as nothing", () => {
    expect([clear, staying, chance].map(tellingOutcome)).toEqual(["secondYear", "stayed", null]);
  });

  it("puts first what parts clients most clearly for its uncertainty, and leaves chance out", () => {
    expect(tellingLinks([chance, wide, staying, clear]).map(({ behaviour }) => behaviour)).toEqual([
      "second purchase",
      "engagement",
      "first product",
    ]);
  });

  it("says the finding as a difference, or that there is none", () => {
    expect(behaviourTitle(clear, "secondYear", report)).toBe(
      "Engagement: clients with “many” brought €90k each in year two, with “few” €10k",
    );
    expect(behaviourTitle(staying, "stayed", report)).toBe(
      "Second purchase: of clients with “many” 90% stayed, with “few” 30%",
    );
    expect(behaviourTitle(chance, "secondYear", report)).toMatch(/no difference that chance/);
  });

  it("calls money revenue where no margin is set", () => {
    const plain = { ...report, marginSet: false, moneyIs: "revenue" };
    expect(behaviourFigure(clear, "secondYear", report).textContent).toContain("Mean margin of the second");
    const words = behaviourFigure(clear, "secondYear", plain).textContent;
    expect(words).toContain("Mean revenue of the second year");
    expect(words).not.toMatch(/margin/i);
  });

  it("warns that it is no cause and nothing to target by", () => {
    const words = behaviourWarning(274, 6, report);
    expect(words).toMatch(/need not cause/);
    expect(words).toMatch(/both of the second year/);
    expect(laterValueNote(clear, report)).toMatch(/not tested: “few” €40k, “many” €360k\.$/);
    expect(words).toMatch(/after the sale only/);
    expect(words).toMatch(/5%, corrected/);
  });
});
