import { describe, expect, it } from "vitest";
import { sobolIndices } from "../../../src/model/economics/what-if/sobol-indices.js";
import { substream } from "../../../src/model/numerics/substream.js";

describe("Sobol indices", () => {
  it("are the shares of the variance where inputs add up", () => {
    const weights = [1, 2, 3];
    const indices = sobolIndices(
      (x) => weights.reduce((sum, weight, at) => sum + weight * (x[at] ?? 0), 0),
      3,
      4096,
      substream(1, "additive"),
    );
    for (const [at, weight] of weights.entries()) {
      expect(indices[at]?.first).toBeCloseTo(weight ** 2 / 14, 1);
      expect(indices[at]?.total).toBeCloseTo(weight ** 2 / 14, 1);
      expect(Math.abs((indices[at]?.first ?? 0) - weight ** 2 / 14)).toBeLessThan(0.03);
      expect(Math.abs((indices[at]?.total ?? 0) - weight ** 2 / 14)).toBeLessThan(0.03);
    }
  });

  it("agree with the Ishigami function, whose third input works through the first alone", () => {
    const ishigami = (x: readonly number[]): number => {
      const [a = 0, b = 0, c = 0] = x.map((one) => Math.PI * (2 * one - 1));
      return Math.sin(a) + 7 * Math.sin(b) ** 2 + 0.1 * c ** 4 * Math.sin(a);
    };
    const [a, b, c] = sobolIndices(ishigami, 3, 8192, substream(2, "ishigami"));
    expect(Math.abs((a?.first ?? 0) - 0.3139)).toBeLessThan(0.03);
    expect(Math.abs((b?.first ?? 0) - 0.4424)).toBeLessThan(0.03);
    expect(c?.first).toBeLessThan(0.03);
    expect(Math.abs((c?.total ?? 0) - 0.2437)).toBeLessThan(0.03);
  });

  it("are 0 for an input without effect and for a result that does not vary", () => {
    expect(sobolIndices((x) => x[0] ?? 0, 2, 64, substream(3, "one"))[1]).toEqual({ first: 0, total: 0 });
    expect(sobolIndices(() => 5, 2, 64, substream(3, "constant"))).toEqual([
      { first: 0, total: 0 },
      { first: 0, total: 0 },
    ]);
    expect(() => sobolIndices(() => 5, 2, Number.NaN, substream(3, "bad"))).toThrow(/rows: NaN/);
  });
});
