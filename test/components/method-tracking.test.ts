// @vitest-environment jsdom
import { expect, it } from "vitest";
import { methodTracking } from "../../src/components/method/method-tracking.js";
import type { PublishedBacktest } from "../../src/data/published/method.js";
import { report } from "./report-fixture.js";

it("tells the months behind its chart in whole money, with the currency in the header", () => {
  const month = {
    until: "2025-01-31",
    expected: 1234.567_89,
    low: 990.1,
    high: 1500.25,
    actual: 1300.000_001,
  };
  const backtest: PublishedBacktest = {
    origin: "2024-12-31",
    until: "2025-12-31",
    clients: 9,
    actualRevenue: 1300,
    rows: [],
    totals: [],
    longest: null,
    tracking: [month],
    calibration: [],
    predictive: null,
    sentence: "",
  };
  const figure = methodTracking(backtest, report);
  const details = figure.querySelector("details");
  details?.dispatchEvent(new Event("toggle"));
  const texts = (selector: string) =>
    [...(details?.querySelectorAll(selector) ?? [])].map((cell) => cell.textContent);
  expect(texts("tbody td")).toEqual(["€1,235", "€990", "€1,500", "€1,300"]);
  expect(texts("thead th").join()).toContain("Came, EUR");
});
