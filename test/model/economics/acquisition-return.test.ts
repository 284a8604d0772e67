import { randomNormal, randomPoisson } from "d3";
import { describe, expect, it } from "vitest";
import {
  acquisitionReturn,
  type ReturnPart,
} from "../../../src/model/economics/channels/acquisition-return.js";
import { returnVerdicts } from "../../../src/model/economics/channels/return-verdicts.js";
import { substream } from "../../../src/model/numerics/substream.js";

const client = (clv: number, part: Partial<ReturnPart> = {}): ReturnPart => ({
  clv,
  clvLow: clv,
  clvHigh: clv,
  clvObserved: clv,
  clvMoves: [],
  shockHalfWidth: 0,
  share: 1,
  ...part,
});
const four = Array.from({ length: 4 }, () => client(100));
const Z = 1.2815515655446004;
/** Hall's transformation of t at skewness γ. */
const transformed = (t: number, skewness: number) =>
  t + (skewness * t ** 2) / 3 + (skewness ** 2 * t ** 3) / 27 + skewness / 6;

describe("the return on acquisition", () => {
  // By hand: 4 clients of 100 for 80 return 5. Deviation √(4·100²) = 200, third moment 4·100³, γ = 1.5·4e6/200³ = 0.75.
  it("is CLV over cost, with an interval by what else the spend might have won", () => {
    const spent = acquisitionReturn(four, { total: 80, of: "spend" });
    expect(spent?.value).toBe(5);
    expect(transformed((400 - 80 * (spent?.low ?? 0)) / 200, 0.75)).toBeCloseTo(Z, 9);
    expect(transformed((400 - 80 * (spent?.high ?? 0)) / 200, 0.75)).toBeCloseTo(-Z, 9);
    expect(spent?.low).toBeCloseTo(2.686, 3);
    expect(acquisitionReturn(four, { total: 0, of: "spend" })).toBeNull();
    expect(acquisitionReturn([], { total: 80, of: "spend" })).toBeNull();
  });

  it("of a cost of each client knows no spread but of the clients, and what moves them all", () => {
    const each = { total: 80, of: "each client" } as const;
    expect(acquisitionReturn(four, each)).toMatchObject({ value: 5, low: 5, high: 5 });
    const ahead = four.map((part) => ({ ...part, clvObserved: 50, shockHalfWidth: 0.3 }));
    expect(acquisitionReturn(ahead, each)?.high).toBeCloseTo(5 * Math.exp(0.15), 10);
    expect(acquisitionReturn(ahead, each)?.low).toBeCloseTo(5 * Math.exp(-0.15), 10);
    // By hand: 50 and 150, so that the sum's variance is 2·(2·50²) = 100², without skewness; t of one degree 3.0777.
    const two = acquisitionReturn([client(50), client(150)], { total: 100, of: "each client" });
    expect(two?.high).toBeCloseTo(2 + 3.0777, 3);
    expect(two?.low).toBe(0);
    // By hand: a deviation of 30 of each of four is one of 60 of the sum; t of three degrees 1.6377.
    const unsure = four.map((part) => ({ ...part, clvLow: 100 - 30 * Z, clvHigh: 100 + 30 * Z }));
    expect(acquisitionReturn(unsure, each)?.high).toBeCloseTo(5 + (1.6377 * 60) / 80, 2);
    const lossy = acquisitionReturn([client(-50), client(150)], { total: 100, of: "each client" });
    expect(lossy?.low).toBeLessThan(0);
    expect(acquisitionReturn([client(-50)], each)).toBeNull();
  });

  it("goes further up than down where few clients bring most", () => {
    const few = acquisitionReturn([...Array.from({ length: 20 }, () => client(10)), client(500)], {
      total: 100,
      of: "each client",
    });
    const { value, low, high } = few ?? { value: 0, low: 0, high: 0 };
    expect(high - value).toBeGreaterThan(2 * (value - low));
  });
});

describe("the verdict", () => {
  it("needs ten clients, holds for all returns together, and is sure where nothing varies", () => {
    const alike = (count: number, clv: number) =>
      acquisitionReturn(
        Array.from({ length: count }, () => client(clv)),
        { total: 100 * count, of: "each client" },
      );
    expect(returnVerdicts([alike(9, 300), null, alike(10, 300), alike(10, 90), alike(10, 100)])).toEqual([
      "cannot tell",
      "cannot tell",
      "more than it costs",
      "less than it costs",
      "cannot tell",
    ]);
    const oneIn = (p: number) => ({ value: 2, low: 1, high: 3, p });
    expect(returnVerdicts([oneIn(0.06)])).toEqual(["more than it costs"]);
    expect(returnVerdicts([oneIn(0.06), oneIn(0.06)])).toEqual(["cannot tell", "cannot tell"]);
    expect(returnVerdicts([oneIn(Number.NaN)])).toEqual(["cannot tell"]);
  });

  // 600 samples where R is 1: a share of 12 % has a standard error of 1.3 points, one of 78 % of 1.7.
  it.each([
    { of: "spend", clients: 10, deviation: 1 },
    { of: "spend", clients: 30, deviation: 1.2 },
    { of: "each client", clients: 10, deviation: 1 },
    { of: "each client", clients: 30, deviation: 1.2 },
  ] as const)("is seldom false for $clients clients of skewed CLV, by $of", ({ of, clients, deviation }) => {
    const random = substream(clients, `returns on ${of}`);
    const [normal, poisson] = [randomNormal.source(random)(), randomPoisson.source(random)(clients)];
    const returns = Array.from({ length: 600 }, () =>
      acquisitionReturn(
        Array.from({ length: of === "spend" ? poisson() : clients }, () =>
          client(Math.exp(deviation * normal() - deviation ** 2 / 2)),
        ),
        { total: clients, of },
      ),
    ).filter((one) => one !== null);
    const shareOf = (is: (one: (typeof returns)[number]) => boolean) =>
      returns.filter(is).length / returns.length;
    expect(shareOf(({ low, high }) => low <= 1 && high >= 1)).toBeGreaterThan(0.73);
    expect(shareOf((one) => returnVerdicts([one])[0] !== "cannot tell")).toBeLessThan(0.155);
  });
});
