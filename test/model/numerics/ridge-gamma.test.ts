import { randomGamma, randomLcg } from "d3";
import { describe, expect, it } from "vitest";
import { adaptiveRidgeGamma, gammaLoss, ridgeGamma } from "../../../src/model/numerics/ridge-gamma.js";
import { denseRows } from "./dense-rows.js";

const weightsOf = (count: number): Float64Array => new Float64Array(count).fill(1);

describe("ridge regression of a mean", () => {
  it("gives the mean when there is only an intercept, zeros and a loss among the targets or not", () => {
    for (const targets of [
      [1, 2, 3, 6],
      [0, 0, 4, 8],
      [-1, 2, 4, 7],
    ]) {
      const fit = ridgeGamma(
        denseRows([[1], [1], [1], [1]]),
        Float64Array.from(targets),
        weightsOf(4),
        new Float64Array(1),
        new Float64Array(1),
      );
      expect(Math.exp(fit.coefficients[0] ?? 0)).toBeCloseTo(3, 6);
    }
  });

  it("finds planted multipliers of the mean and pools away a field without effect", () => {
    const random = randomLcg(0.27);
    const skewed = randomGamma.source(random)(1.5);
    const rows = Array.from({ length: 400 }, () => [Math.floor(random() * 3), Math.floor(random() * 5)]);
    const mean = [10, 20, 40];
    const targets = Float64Array.from(rows, ([a = 0]) => ((mean[a] ?? 0) * skewed()) / 1.5);
    const matrix = rows.map(([a = 0, b = 0]) => [
      1,
      ...[0, 1, 2].map((level) => (level === a ? 1 : 0)),
      ...[0, 1, 2, 3, 4].map((level) => (level === b ? 1 : 0)),
    ]);
    const blocks = Int32Array.of(-1, 0, 0, 0, 1, 1, 1, 1, 1);
    const { fit, noiseVariance } = adaptiveRidgeGamma(denseRows(matrix), targets, weightsOf(400), blocks);
    const ratio = Math.exp((fit.coefficients[3] ?? 0) - (fit.coefficients[1] ?? 0));
    expect(ratio).toBeGreaterThan(3.3);
    expect(ratio).toBeLessThan(4.6);
    expect(Math.max(...[...fit.coefficients].slice(4).map(Math.abs))).toBeLessThan(0.1);
    expect(noiseVariance).toBeGreaterThan(0.5);
    expect(noiseVariance).toBeLessThan(0.85);
  });

  it("approximates a fit without the row", () => {
    const random = randomLcg(0.6);
    const matrix = Array.from({ length: 60 }, (_, row) => [1, row % 3 === 0 ? 1 : 0, random()]);
    const targets = Float64Array.from(matrix, (row) => (5 + 5 * (row[1] ?? 0)) * (0.3 + 1.4 * random()));
    const penalties = Float64Array.of(0, 1, 1);
    const fit = ridgeGamma(denseRows(matrix), targets, weightsOf(60), penalties, new Float64Array(3));
    for (const out of [0, 20, 59]) {
      const others = weightsOf(60).map((weight, row) => (row === out ? 0 : weight));
      const without = ridgeGamma(denseRows(matrix), targets, others, penalties, fit.coefficients);
      expect(Math.abs((fit.leaveOneOut[out] ?? 0) - (without.fitted[out] ?? 0))).toBeLessThan(0.01);
    }
  });

  it("loses least at the true mean", () => {
    const targets = Float64Array.of(1, 5, 0);
    const lossAt = (mean: number): number =>
      gammaLoss(new Float64Array(3).fill(Math.log(mean)), targets, weightsOf(3));
    expect(lossAt(2)).toBeLessThan(lossAt(1.9));
    expect(lossAt(2)).toBeLessThan(lossAt(2.1));
  });
});
