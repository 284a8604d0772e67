import { expect, it } from "vitest";
import { fitLabel, labelWidth, wrapLabel } from "../../src/components/charts/fit-label.js";

it("shortens a label that does not fit, and only that", () => {
  expect(fitLabel("Retail", 100)).toBe("Retail");
  const shown = fitLabel("Großküchen für Krankenhäuser und Kliniken", 120);
  expect(shown).toMatch(/^Großküchen.*…$/);
  expect(labelWidth(shown, 13)).toBeLessThanOrEqual(120);
  expect(labelWidth("日本", 10)).toBe(20);
  expect(fitLabel("x", 0)).toBe("x…".slice(0, 1).concat("…"));
});

it("breaks a label between words", () => {
  expect(wrapLabel("Share of wins since July over before", 100)).toEqual([
    "Share of wins",
    "since July",
    "over before",
  ]);
  expect(wrapLabel("", 100)).toEqual([""]);
});
