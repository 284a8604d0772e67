import { randomLcg } from "d3";
import { describe, expect, it } from "vitest";
import { conjugateRidgeSolution } from "../../../src/model/numerics/ridge-conjugate.js";
import { ridgeInverse, ridgeRoot, rootSolution } from "../../../src/model/numerics/ridge-inverse.js";
import { gramMatrix } from "../../../src/model/numerics/ridge-rows.js";
import { WorkingCurvature } from "../../../src/model/numerics/working-curvature.js";
import { denseRows } from "./dense-rows.js";

const random = randomLcg(0.7);
const rows = denseRows(Array.from({ length: 50 }, () => [1, random(), random() < 0.3 ? 1 : 0, random()]));
const weights = Float64Array.from({ length: 50 }, () => 0.2 + random());
const penalties = Float64Array.of(0, 1, 2, 3);
const gradient = Float64Array.of(3, -1, 2, 0.5);

function solved(v: Float64Array): Float64Array {
  return rootSolution(ridgeRoot(gramMatrix(rows, v), penalties), gradient);
}

describe("conjugate gradients led by the inverse of a system near it", () => {
  it("solve the system itself", () => {
    const near = ridgeInverse(gramMatrix(rows, new Float64Array(50).fill(1)), penalties);
    const solution = conjugateRidgeSolution(rows, weights, penalties, gradient, near);
    for (const [j, value] of solved(weights).entries()) expect(solution[j]).toBeCloseTo(value, 5);
  });

  it("give zero for nothing to solve", () => {
    const near = ridgeInverse(gramMatrix(rows, weights), penalties);
    const solution = conjugateRidgeSolution(rows, weights, penalties, new Float64Array(4), near);
    expect([...solution]).toEqual([0, 0, 0, 0]);
  });
});

describe("the curvature of working weights", () => {
  it("is kept while they move little, made anew when they move more, and exact when asked for", () => {
    const curvature = new WorkingCurvature(rows);
    expect([...curvature.solve(weights, penalties, gradient)]).toEqual([...solved(weights)]);
    const moved = (share: number) => weights.map((weight) => weight * (1 + share));
    expect([...curvature.solve(moved(0.04), penalties, gradient)]).toEqual([...solved(weights)]);
    expect([...curvature.solve(moved(0.1), penalties, gradient)]).toEqual([...solved(moved(0.1))]);
    expect([...curvature.exactly(moved(0.11))]).toEqual([...gramMatrix(rows, moved(0.11))]);
    const dearer = penalties.map((penalty) => 2 * penalty);
    const again = rootSolution(ridgeRoot(gramMatrix(rows, moved(0.11)), dearer), gradient);
    expect([...curvature.solve(moved(0.11), dearer, gradient)]).toEqual([...again]);
  });
});
