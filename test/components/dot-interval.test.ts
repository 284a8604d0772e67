// @vitest-environment jsdom
import { expect, it } from "vitest";
import { dotInterval } from "../../src/components/charts/dot-interval.js";
import { formatter } from "../../src/components/words/format.js";
import { report } from "./report-fixture.js";

const { multiple } = formatter(report);
const ticksOf = (values: readonly number[], width = 800, zero = false): string[] => {
  const rows = values.map((value, at) => ({ label: `row ${at}`, value, low: value, high: value }));
  const chart = dotInterval(rows, { width, axis: "Ratio", format: multiple, zero }) as Element;
  const labels = chart.querySelectorAll('[aria-label="x-axis tick label"] text');
  return [...labels].map(({ textContent }) => textContent ?? "");
};

it("writes no tick twice, however close the values lie", () => {
  expect(ticksOf([1.11, 1.24])).toEqual([1.12, 1.14, 1.16, 1.18, 1.2, 1.22, 1.24].map((at) => `${at}×`));
  expect(ticksOf([2.11, 2.24])).toEqual(["2.1×", "2.2×", "2.3×"]);
  expect(ticksOf([0, 3])).toEqual(["0×", "0.5×", "1×", "1.5×", "2×", "2.5×", "3×"]);
  for (const values of [[0.98, 1.02], [5], [0], [104.2, 104.9], [-0.031, 0.004]]) {
    for (const width of [300, 800]) {
      const ticks = ticksOf(values, width);
      expect(new Set(ticks).size).toBe(ticks.length);
      expect(ticks.length).toBeGreaterThan(0);
    }
  }
});

it("gives labels the room that they are drawn in", () => {
  const label = "Björn Hartley (quota 7 of 7)";
  for (const width of [1000, 300]) {
    const rows = [{ label, value: 1, low: 0, high: 2 }];
    const chart = dotInterval(rows, { width, axis: "Ratio", format: multiple }) as Element;
    expect(chart.textContent).toContain(label);
  }
});

it("begins at 0 where the axis is to", () => {
  expect(ticksOf([1.11, 1.24], 800, true)[0]).toBe("0×");
});
