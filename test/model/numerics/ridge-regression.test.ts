import { randomLcg, randomNormal } from "d3";
import { describe, expect, it } from "vitest";
import { adaptiveRidge } from "../../../src/model/numerics/ridge-adaptive.js";
import { ridgeInverse } from "../../../src/model/numerics/ridge-inverse.js";
import { ridgeRegression } from "../../../src/model/numerics/ridge-regression.js";
import { denseRows } from "./dense-rows.js";

describe("ridge regression", () => {
  it("solves a case worked by hand", () => {
    // XᵀX = [[2, 1], [1, 2]], Λ = I, XᵀXt = [3, 5]: β = [[3, 1], [1, 3]]⁻¹·[3, 5] = [4/8, 12/8].
    const rows = denseRows([
      [1, 0],
      [1, 1],
      [0, 1],
    ]);
    const fit = ridgeRegression(rows, Float64Array.of(1, 2, 3), ones(3), ones(2));
    expect(fit.coefficients[0]).toBeCloseTo(0.5, 12);
    expect(fit.coefficients[1]).toBeCloseTo(1.5, 12);
    // h₁ = (3)/8, ŷ₁ = 0.5, so left out (0.5 − 3/8·1)/(5/8) = 0.2.
    expect(fit.leverages[0]).toBeCloseTo(3 / 8, 12);
    expect(fit.leaveOneOut[0]).toBeCloseTo(0.2, 12);
  });

  it("leaves out exactly what a fit to the others predicts, also with weights", () => {
    const random = randomLcg(0.4);
    const normal = randomNormal.source(random)(0, 1);
    const matrix = Array.from({ length: 30 }, () => [1, normal(), random() < 0.4 ? 1 : 0, normal()]);
    const targets = Float64Array.from(matrix, (row) => 2 + (row[1] ?? 0) + normal());
    const weights = Float64Array.from(matrix, () => 0.2 + random());
    const penalties = Float64Array.of(0, 2, 5, 0.3);
    const fit = ridgeRegression(denseRows(matrix), targets, weights, penalties);
    for (const out of [0, 7, 29]) {
      const others = weights.map((weight, row) => (row === out ? 0 : weight));
      const without = ridgeRegression(denseRows(matrix), targets, others, penalties);
      expect(fit.leaveOneOut[out]).toBeCloseTo(without.fitted[out] ?? Number.NaN, 10);
    }
  });

  it("inverts a matrix, and stays finite for columns that are the same", () => {
    const inverse = ridgeInverse(Float64Array.of(4, 1, 1, 3), new Float64Array(2));
    expect([...inverse].map((value) => Number(value.toFixed(12)))).toEqual(
      [3 / 11, -1 / 11, -1 / 11, 4 / 11].map((value) => Number(value.toFixed(12))),
    );
    const singular = ridgeInverse(Float64Array.of(1, 1, 1, 1), new Float64Array(2));
    expect([...singular].every(Number.isFinite)).toBe(true);
  });
});

describe("adaptive ridge", () => {
  it("keeps the field that matters and pools away the one that does not", () => {
    const random = randomLcg(0.11);
    const normal = randomNormal.source(random)(0, 1);
    const levels = Array.from({ length: 200 }, () => [Math.floor(random() * 4), Math.floor(random() * 4)]);
    const matrix = levels.map(([a = 0, b = 0]) => [1, ...indicator(a, 4), ...indicator(b, 4)]);
    const effect = [1, 0, -1, 0.5];
    const targets = Float64Array.from(levels, ([a = 0]) => (effect[a] ?? 0) + 0.8 * normal());
    const blocks = Int32Array.of(-1, 0, 0, 0, 0, 1, 1, 1, 1);
    const ridge = adaptiveRidge(denseRows(matrix), targets, ones(200), blocks);
    const [, a0 = 0, , a2 = 0] = ridge.fit.coefficients;
    expect(a0 - a2).toBeGreaterThan(1.6);
    expect(a0 - a2).toBeLessThan(2.3);
    expect(Math.max(...[...ridge.fit.coefficients].slice(5).map(Math.abs))).toBeLessThan(0.1);
    expect(ridge.noiseVariance).toBeGreaterThan(0.5);
    expect(ridge.noiseVariance).toBeLessThan(0.8);
  });

  it("gives zero effects for targets that are all equal", () => {
    const matrix = Array.from({ length: 12 }, (_, row) => [1, ...indicator(row % 3, 3)]);
    const ridge = adaptiveRidge(
      denseRows(matrix),
      new Float64Array(12).fill(7),
      ones(12),
      Int32Array.of(-1, 0, 0, 0),
    );
    expect([...ridge.fit.fitted].every((value) => Math.abs(value - 7) < 1e-6)).toBe(true);
  });
});

function ones(count: number): Float64Array {
  return new Float64Array(count).fill(1);
}

function indicator(level: number, levels: number): number[] {
  return Array.from({ length: levels }, (_, at) => (at === level ? 1 : 0));
}
