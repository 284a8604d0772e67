import { expect, it } from "vitest";
import { worthAtCut } from "../../../src/model/lookalike/evaluation/worth-at-cut.js";

it("carries the margin until the cut on at its pace, and knows nothing of what came after", () => {
  const line = (clientId: string, quarter: string, margin: number) => ({ clientId, quarter, margin });
  const worth = worthAtCut(
    [
      line("A", "2021-Q4", 300),
      line("A", "2023-Q3", 100),
      line("A", "2023-Q4", 999),
      line("B", "2023-Q2", 50),
      line("C", "2023-Q3", 70),
    ],
    new Map([
      ["A", "2021-10-01"],
      ["B", "2023-04-02"],
      ["C", "2023-09-01"],
    ]),
    "2023-10-01",
    60,
  );
  expect(worth.get("A")).toBeCloseTo((400 * 5) / (730 / 365.25), 8);
  expect(worth.get("B")).toBe(250);
  expect(worth.has("C")).toBe(false);
});
