import { describe, expect, it } from "vitest";
import { capturedShares, orderByScore } from "../../../src/model/lookalike/evaluation/captured-value.js";
import { rankRows, tierOf } from "../../../src/model/lookalike/ranking.js";
import {
  fitValueSpread,
  residualQuantile,
  valueQuantile,
} from "../../../src/model/lookalike/value/value-interval.js";

describe("ranking", () => {
  it("ranks the best first, shares percentiles among equals, leaves out what is not ranked", () => {
    const { order, ranks, percentiles } = rankRows(Float64Array.of(5, 9, 5, 100, 1), (row) => row !== 3);
    expect([...order]).toEqual([1, 0, 2, 4]);
    expect([...ranks]).toEqual([2, 1, 3, 0, 4]);
    expect([...percentiles].map((value) => Math.round(value))).toEqual([50, 100, 50, Number.NaN, 0]);
    expect([1, 5, 6, 10, 11, 20, 21].map((rank) => tierOf(rank, 5)).join("")).toBe("AABBCCD");
  });
});

describe("captured value", () => {
  it("takes equal scores in proportion", () => {
    const values = [10, 30, 20, 40];
    expect(capturedShares(orderByScore([0, 0, 0, 0]), values, [0, 0.25, 1])).toEqual([0, 0.25, 1]);
    expect(capturedShares(orderByScore(values), values, [0.25, 0.5])).toEqual([0.4, 0.7]);
    expect(capturedShares(orderByScore(values), values, [0.375])[0]).toBeCloseTo(0.55, 12);
    expect(capturedShares(orderByScore(values), values, [0.5], [2, 0, 0, 2])[0]).toBeCloseTo(0.8, 12);
  });
});

describe("intervals of realised value", () => {
  const at = (count: number, value: number): Float64Array => new Float64Array(count).fill(value);
  const evenly = Float64Array.from({ length: 99 }, (_, row) => (row - 49) / 10);
  const foretold = [{ locations: at(99, 0), spreads: at(99, 1) }];

  it("reads levels at rank p·(n + 1)", () => {
    const spread = fitValueSpread(evenly, foretold, at(99, 0), new Float64Array(0));
    expect(residualQuantile(spread, 0.1)).toBeCloseTo(evenly[9] ?? 0, 12);
    expect(residualQuantile(spread, 0.5)).toBeCloseTo(0, 12);
    expect(valueQuantile(spread, 2, 3, 1, 0.5)).toBeCloseTo(Math.exp(2), 9);
    expect(Math.log(valueQuantile(spread, 0, 2, 1, 0.9))).toBeCloseTo(2 * (evenly[89] ?? 0), 9);
  });

  it("is wider where clients' own value is not earned yet", () => {
    const sure = fitValueSpread(evenly, foretold, at(99, 0), new Float64Array(0));
    const unsure = fitValueSpread(evenly, foretold, at(99, 2), new Float64Array(0));
    const width = (spread: typeof sure): number =>
      residualQuantile(spread, 0.9) - residualQuantile(spread, 0.1);
    expect(width(unsure)).toBeGreaterThan(width(sure));
  });

  it("reaches into the losses by their share", () => {
    const spread = fitValueSpread(evenly, foretold, at(99, 0), Float64Array.of(-5, -3, -1));
    expect(valueQuantile(spread, 0, 1, 0.8, 0.1)).toBe(-3);
    expect(valueQuantile(spread, 0, 1, 0.8, 0.9)).toBeGreaterThan(0);
    expect(valueQuantile(spread, 0, 1, 0.95, 0.1)).toBeGreaterThan(0);
  });

  it("is defined, and wide, for one client", () => {
    const spread = fitValueSpread(
      at(1, 3),
      [{ locations: at(1, 3), spreads: at(1, 1.4) }],
      at(1, 0),
      new Float64Array(0),
    );
    expect(valueQuantile(spread, 3, 1.4, 1, 0.9) / valueQuantile(spread, 3, 1.4, 1, 0.1)).toBeGreaterThan(20);
  });
});
