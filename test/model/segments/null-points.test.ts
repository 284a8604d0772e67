import { randomLcg } from "d3";
import { sampleCorrelation } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { encode } from "../../../src/model/firmographics/encode.js";
import { fitEncoding } from "../../../src/model/firmographics/fit-encoding.js";
import { nullPoints } from "../../../src/model/segments/null-points.js";
import { CLUSTERED_FEATURES, clusteredAccounts } from "./clustered-accounts.js";

describe("nullPoints", () => {
  const accounts = clusteredAccounts(1, 300, 3);
  const encoding = fitEncoding(accounts, CLUSTERED_FEATURES);
  const points = accounts.map((account) => encode(encoding, account));
  const blocks = [
    { columns: [0], isMeasure: true },
    { columns: [1], isMeasure: true },
    { columns: [2, 3, 4], isMeasure: false },
    { columns: [5, 6, 7], isMeasure: false },
  ];
  const drawn = nullPoints(points, blocks, randomLcg(1));
  const column = (rows: readonly (readonly number[])[], index: number) => rows.map((row) => row[index] ?? 0);
  const alike = (rows: readonly (readonly number[])[], a: number, b: number) =>
    sampleCorrelation(column(rows, a), column(rows, b));

  it("keeps the values of every field", () => {
    for (const index of [0, 1, 2, 5]) {
      expect(column(drawn, index).sort()).toEqual(column(points, index).sort());
    }
    expect(drawn.every((row) => column(points, 2).includes(row[2] ?? 0))).toBe(true);
  });

  it("keeps how measures grow together, and unties everything else", () => {
    expect(alike(points, 0, 1)).toBeGreaterThan(0.9);
    expect(alike(drawn, 0, 1)).toBeGreaterThan(0.9);
    expect(Math.abs(alike(points, 0, 2))).toBeGreaterThan(0.3);
    expect(Math.abs(alike(drawn, 0, 2))).toBeLessThan(0.2);
    expect(Math.abs(alike(drawn, 2, 5))).toBeLessThan(0.2);
  });
});
