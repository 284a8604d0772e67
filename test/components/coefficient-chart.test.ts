// @vitest-environment jsdom
import { expect, it } from "vitest";
import { coefficientChart } from "../../src/components/method/coefficient-chart.js";
import { report } from "./report-fixture.js";

it("tells each multiplier with its interval, and how many it was learned from", () => {
  const term = { part: "value", field: "industry" } as const;
  const terms = [
    { ...term, level: "Retail", multiplier: 1.5, low: 1.2, high: 1.9, accounts: 80 },
    { ...term, field: "employees", level: "450", multiplier: 0.9, low: null, high: null, accounts: null },
  ];
  const figure = coefficientChart(terms, "value", report, { value: 420, win: 1200 });
  expect(figure.textContent).toContain("industry: Retail: 1.5× (1.2× to 1.9×).");
  expect(figure.textContent).toContain("employees: about 450: 0.9×.");
  expect(figure.textContent).toContain("Learned from 420 clients");
  const details = figure.querySelector("details");
  details?.dispatchEvent(new Event("toggle"));
  const cells = [...(details?.querySelectorAll("tbody tr") ?? [])].map((row) =>
    [...row.children].map((cell) => cell.textContent),
  );
  expect(cells).toEqual([
    ["industry", "Retail", "1.5", "1.2", "1.9", "80"],
    ["employees", "450", "0.9", "–", "–", "–"],
  ]);
});
