import { describe, expect, it } from "vitest";
import { minimise } from "../../../src/model/numerics/minimise/minimise.js";
import { nelderMead } from "../../../src/model/numerics/minimise/nelder-mead.js";
import { numericHessian } from "../../../src/model/numerics/minimise/numeric-derivatives.js";

const rosenbrock = ([x = 0, y = 0]: readonly number[]): number => (1 - x) ** 2 + 100 * (y - x * x) ** 2;

describe("minimise", () => {
  it("finds the end of a curved valley and its curvature", () => {
    const { point, value, proper, covariance } = minimise(rosenbrock, [[-1.2, 1]]);
    expect(point[0]).toBeCloseTo(1, 6);
    expect(point[1]).toBeCloseTo(1, 6);
    expect(value).toBeLessThan(1e-12);
    expect(proper).toBe(true);
    // The Hessian at (1, 1) is [[802, −400], [−400, 200]], its inverse [[½, 1], [1, 2.005]].
    expect(covariance?.[0]?.[0]).toBeCloseTo(0.5, 4);
    expect(covariance?.[1]?.[1]).toBeCloseTo(2.005, 4);
  });

  it("takes the best of several starts", () => {
    const twoWells = ([x = 0]: readonly number[]): number => (x * x - 1) ** 2 + 0.3 * x;
    expect(minimise(twoWells, [[0.95]]).point[0]).toBeGreaterThan(0);
    expect(minimise(twoWells, [[0.95], [-2]]).point[0]).toBeLessThan(0);
  });

  it("uses an analytic gradient alike", () => {
    const bowl = ([x = 0, y = 0]: readonly number[]): number => (x - 3) ** 2 + 10 * (y + 2) ** 2 + 1e4;
    const gradient = ([x = 0, y = 0]: readonly number[]): number[] => [2 * (x - 3), 20 * (y + 2)];
    const { point, covariance } = minimise(bowl, [[0, 0]], gradient);
    expect(point[0]).toBeCloseTo(3, 8);
    expect(point[1]).toBeCloseTo(-2, 8);
    expect(covariance?.[1]?.[1]).toBeCloseTo(0.05, 8);
  });

  it("calls a minimum at infinity or along a ridge improper", () => {
    expect(minimise(([x = 0]) => Math.exp(-x), [[0]]).proper).toBe(false);
    expect(minimise(([x = 0, y = 0]) => (x + y - 1) ** 2, [[0, 0]])).toMatchObject({
      proper: false,
      covariance: null,
    });
  });

  it("steps back from where the objective is not defined", () => {
    const { point } = minimise(([x = 0]) => x - Math.log(x), [[5]]);
    expect(point[0]).toBeCloseTo(1, 6);
  });

  it("refuses starts that are nowhere defined", () => {
    expect(() => minimise(([x = 0]) => Math.log(x), [[-1], [-2]])).toThrow("no start of 2");
  });
});

describe("derivatives and simplex", () => {
  it("takes exact second derivatives of a quadratic", () => {
    const gradient = ([x = 0, y = 0]: readonly number[]): number[] => [2 * x + 3 * y, 3 * x + 8 * y];
    const [[xx, xy] = [], [, yy] = []] = numericHessian(gradient, [0.3, -0.7]);
    expect([xx, xy, yy]).toEqual([expect.closeTo(2, 9), expect.closeTo(3, 9), expect.closeTo(8, 9)]);
  });

  it("descends by values alone", () => {
    const point = nelderMead(([x = 0, y = 0]) => Math.abs(x - 1) + Math.abs(y + 2), [0, 0], 1e-9);
    expect(point[0]).toBeCloseTo(1, 6);
    expect(point[1]).toBeCloseTo(-2, 6);
  });
});
