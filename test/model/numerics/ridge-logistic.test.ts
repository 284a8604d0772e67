import { randomLcg, randomNormal } from "d3";
import { describe, expect, it } from "vitest";
import { logistic, ridgeLogistic } from "../../../src/model/numerics/ridge-logistic.js";
import {
  adaptiveRidgeLogistic,
  recountedLogistic,
} from "../../../src/model/numerics/ridge-logistic-adaptive.js";
import { denseRows } from "./dense-rows.js";

describe("ridge logistic regression", () => {
  it("gives the log odds of the share when there is only an intercept", () => {
    const rows = denseRows([[1], [1], [1], [1]]);
    const data = { rows, outcomes: Float64Array.of(1, 0, 0, 0), weights: new Float64Array(4).fill(1) };
    const fit = ridgeLogistic(data, new Float64Array(1));
    expect(fit.coefficients[0]).toBeCloseTo(Math.log(1 / 3), 9);
  });

  it("reaches the point where the gradient of the penalised likelihood is zero", () => {
    const { matrix, outcomes, weights } = drawn(80, 0.3);
    const penalties = Float64Array.of(0, 1.5, 4);
    const fit = ridgeLogistic({ rows: denseRows(matrix), outcomes, weights }, penalties);
    for (const j of [0, 1, 2]) {
      const gradient = matrix.reduce(
        (sum, row, at) =>
          sum + (weights[at] ?? 0) * (row[j] ?? 0) * ((outcomes[at] ?? 0) - logistic(fit.logOdds[at] ?? 0)),
        -(penalties[j] ?? 0) * (fit.coefficients[j] ?? 0),
      );
      expect(Math.abs(gradient)).toBeLessThan(1e-4);
    }
  });

  it("approximates a fit without the row", () => {
    const { matrix, outcomes, weights } = drawn(80, 0.9);
    const penalties = Float64Array.of(0, 2, 2);
    const fit = ridgeLogistic({ rows: denseRows(matrix), outcomes, weights }, penalties);
    for (const out of [3, 40, 77]) {
      const others = weights.map((weight, row) => (row === out ? 0 : weight));
      const without = ridgeLogistic({ rows: denseRows(matrix), outcomes, weights: others }, penalties);
      expect(Math.abs((fit.leaveOneOut[out] ?? 0) - (without.logOdds[out] ?? 0))).toBeLessThan(0.02);
    }
  });

  it("comes to the fit of rows counted anew from the fit to all, by conjugate gradients", () => {
    const { matrix, outcomes, weights } = drawn(120, 0.5);
    const rows = denseRows(matrix);
    const penalties = Float64Array.of(0, 2, 2);
    const fit = ridgeLogistic({ rows, outcomes, weights }, penalties);
    const random = randomLcg(0.8);
    const anew = { rows, outcomes, weights: weights.map((weight) => weight * -Math.log(1 - random())) };
    const direct = ridgeLogistic(anew, penalties);
    const recounted = recountedLogistic(anew, penalties, fit, 6);
    expect(Math.abs((direct.coefficients[1] ?? 0) - (fit.coefficients[1] ?? 0))).toBeGreaterThan(0.01);
    for (const j of [0, 1, 2]) expect(recounted[j]).toBeCloseTo(direct.coefficients[j] ?? Number.NaN, 5);
  });

  it("stays finite when the classes are separated, and when there is one class only", () => {
    const matrix = Array.from({ length: 20 }, (_, row) => [1, row < 10 ? 1 : 0, row < 10 ? 0 : 1]);
    const blocks = Int32Array.of(-1, 0, 0);
    const weights = new Float64Array(20).fill(1);
    for (const outcomes of [matrix.map((row) => row[1] ?? 0), matrix.map(() => 1)]) {
      const ridge = adaptiveRidgeLogistic(
        { rows: denseRows(matrix), outcomes: Float64Array.from(outcomes), weights },
        blocks,
      );
      expect([...ridge.fit.coefficients].every(Number.isFinite)).toBe(true);
      expect(Number.isFinite(ridge.leaveOneOutDeviance)).toBe(true);
    }
  });
});

function drawn(count: number, seed: number) {
  const random = randomLcg(seed);
  const normal = randomNormal.source(random)(0, 1);
  const matrix = Array.from({ length: count }, () => [1, normal(), normal()]);
  const outcomes = Float64Array.from(matrix, (row) => (random() < logistic((row[1] ?? 0) - 0.5) ? 1 : 0));
  const weights = Float64Array.from(matrix, () => 0.5 + random());
  return { matrix, outcomes, weights };
}
