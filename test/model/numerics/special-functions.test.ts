import gammaln from "@stdlib/math-base-special-gammaln";
import { quantileSorted, randomBeta, randomLcg } from "d3";
import { describe, expect, it } from "vitest";
import { betaQuadrature } from "../../../src/model/numerics/beta-quadrature.js";
import { log1mExp } from "../../../src/model/numerics/log-1m-exp.js";
import { logAddExp } from "../../../src/model/numerics/log-add-exp.js";
import { logRisingFactorials } from "../../../src/model/numerics/log-rising-factorial.js";
import { normalShare } from "../../../src/model/numerics/normal-share.js";
import { sparseQuantiles } from "../../../src/model/numerics/sparse-quantiles.js";
import { substream } from "../../../src/model/numerics/substream.js";

describe("logarithms of sums", () => {
  it("adds what would overflow, and nothing to nothing", () => {
    expect(logAddExp(1000, 1000)).toBeCloseTo(1000 + Math.LN2, 12);
    expect(logAddExp(Math.log(2), Math.log(3))).toBeCloseTo(Math.log(5), 14);
    expect(logAddExp(-3, Number.NEGATIVE_INFINITY)).toBe(-3);
    expect(logAddExp(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY);
  });

  it("takes ln(1 − eˣ) without losing digits at either end", () => {
    expect(log1mExp(-1e-10)).toBeCloseTo(Math.log(1e-10), 9);
    expect(log1mExp(-50)).toBeCloseTo(-Math.exp(-50), 30);
    expect(log1mExp(-Math.LN2)).toBeCloseTo(-Math.LN2, 14);
    expect(log1mExp(0)).toBe(Number.NEGATIVE_INFINITY);
  });

  it("gives rising factorials and their slopes", () => {
    const counts = [0, 1, 5, 400];
    const { value, slope } = logRisingFactorials(0.3, counts);
    counts.forEach((count, index) => {
      expect(value[index]).toBeCloseTo(gammaln(0.3 + count) - gammaln(0.3), 9);
    });
    expect(slope[0]).toBe(0);
    expect(slope[2]).toBeCloseTo(
      [0, 1, 2, 3, 4].reduce((sum, k) => sum + 1 / (0.3 + k), 0),
      12,
    );
  });
});

describe("beta quadrature", () => {
  const expectation = (a: number, b: number, f: (q: number) => number): number => {
    const { points, weights } = betaQuadrature(a, b);
    return points.reduce((sum, point, index) => sum + (weights[index] ?? 0) * f(point), 0);
  };

  it.each([
    [0.02, 0.03],
    [0.79, 2.4],
    [1, 1],
    [0.5, 300],
    [40, 0.7],
    [3e4, 5e4],
  ])("has the moments of Beta(%d, %d)", (a, b) => {
    expect(expectation(a, b, () => 1)).toBeCloseTo(1, 12);
    expect(expectation(a, b, (q) => q) / (a / (a + b))).toBeCloseTo(1, 8);
    const second = (a * (a + 1)) / ((a + b) * (a + b + 1));
    expect(expectation(a, b, (q) => q * q) / second).toBeCloseTo(1, 7);
  });

  it("integrates what falls steeply near 0: ∫₀¹ (1 + ρq)⁻² dq = 1/(1 + ρ)", () => {
    for (const steepness of [0.1, 10, 1e4]) {
      expect(expectation(1, 1, (q) => (1 + steepness * q) ** -2) * (1 + steepness)).toBeCloseTo(1, 7);
    }
  });

  it("refuses shapes that are not positive", () => {
    expect(() => betaQuadrature(0, 1)).toThrow("a = 0");
    expect(() => betaQuadrature(1, Number.NaN)).toThrow("b = NaN");
  });
});

describe("the share of a normal distribution below z", () => {
  it.each([
    [0, 0.5],
    [1.2815515655446004, 0.9],
    [-1.6448536269514722, 0.05],
    [-3, 0.0013498980316301],
    [8, 1],
  ])("of %d is %d", (z, share) => {
    expect(Math.abs(normalShare(z) - share)).toBeLessThan(8e-8);
    expect(normalShare(z) + normalShare(-z)).toBeCloseTo(1, 6);
  });
});

describe("quantiles of mostly zeros", () => {
  it("are those of all values sorted", () => {
    const random = randomLcg(4);
    const draw = randomBeta.source(random)(2, 2);
    for (const share of [0, 0.05, 0.5, 0.95, 1]) {
      const values = Float64Array.from({ length: 101 }, () => (random() < share ? draw() - 0.4 : 0));
      const sorted = Array.from(values).sort((a, b) => a - b);
      const probabilities = [0, 0.1, 0.37, 0.5, 0.9, 1];
      expect(sparseQuantiles(values, probabilities)).toEqual(
        probabilities.map((p) => expect.closeTo(quantileSorted(sorted, p) ?? Number.NaN, 12)),
      );
    }
  });
});

describe("substreams", () => {
  const first = (seed: number, key: string): number => substream(seed, key)();

  it("repeat for the same seed and key and differ for others", () => {
    expect(first(1, "a")).toBe(first(1, "a"));
    const starts = new Set(
      [1, 2, 3].flatMap((seed) => Array.from({ length: 2000 }, (_, index) => first(seed, `client ${index}`))),
    );
    expect(starts.size).toBe(6000);
  });

  it("start evenly over [0, 1) for keys that differ in one digit", () => {
    const starts = Array.from({ length: 4000 }, (_, index) => first(9, `c${index}`));
    const perTenth = Array.from({ length: 10 }, (_, tenth) =>
      starts.filter((start) => Math.floor(start * 10) === tenth),
    );
    for (const tenth of perTenth) expect(Math.abs(tenth.length - 400)).toBeLessThan(80);
  });
});
