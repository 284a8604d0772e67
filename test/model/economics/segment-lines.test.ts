import { sum } from "d3";
import { describe, expect, it } from "vitest";
import { responseCurveOf } from "../../../src/model/economics/spend-response/fitted-curve.js";
import type { WinningLine } from "../../../src/model/economics/spend-response/spend-line.js";
import { type SegmentArrivals, segmentLines } from "../../../src/model/economics/what-if/segment-lines.js";
import { substream } from "../../../src/model/numerics/substream.js";

const line: WinningLine = {
  purpose: "win",
  name: "search",
  segment: null,
  today: 100,
  seen: { low: 40, high: 200 },
  peopleShare: 0.5,
  status: "responds",
  nextEuro: "brings more",
  curve: { ceiling: 1000, halfSpend: 300 },
  draws: [
    { ceiling: 800, halfSpend: 300 },
    { ceiling: 1200, halfSpend: 200 },
  ],
};
/** Half of the deals are won. */
const cell = (channel: string, segment: string, arrivals: number, clv: number): SegmentArrivals => ({
  channel,
  segment,
  arrivals,
  clvs: Array.from({ length: arrivals / 2 }, (_, at) => clv * (at % 2 === 0 ? 0.8 : 1.2)),
});
const partsOf = (
  cells: readonly SegmentArrivals[],
  spendOf: Parameters<typeof segmentLines>[2] = () => null,
) => segmentLines([line], cells, spendOf, substream(1, "parts"))[0] ?? [];
const valueAt = (parts: readonly WinningLine[], curveOf: (part: WinningLine) => WinningLine["curve"]) =>
  sum(parts, (part) => {
    const curve = curveOf(part);
    return curve ? responseCurveOf(curve).valueAt(part.today) : 0;
  });

describe("a channel's line by segment", () => {
  it("by hand: goes with the deals, and with what they are worth", () => {
    const parts = partsOf([cell("search", "large", 40, 300), cell("search", "small", 120, 100)]);
    // A quarter of the deals, worth three times the others': half of the value.
    expect(parts.map(({ name, today, seen }) => [name, today, seen])).toEqual([
      ["search: large", 25, { low: 10, high: 50 }],
      ["search: small", 75, { low: 30, high: 150 }],
    ]);
    expect(parts[0]?.curve?.halfSpend).toBeCloseTo(75, 9);
    expect(parts[0]?.curve?.ceiling).toBeCloseTo(500, 6);
    expect(parts.every(({ segment }) => segment?.spendIsKnown === false)).toBe(true);
  });

  it("brings in all what the channel brings today, for the best curve and for every draw", () => {
    const parts = partsOf([
      cell("search", "large", 40, 300),
      cell("search", "small", 12, 10),
      cell("search", "new", 2, 0),
    ]);
    expect(sum(parts, ({ today }) => today)).toBeCloseTo(100, 9);
    expect(valueAt(parts, ({ curve }) => curve)).toBeCloseTo(250, 9);
    expect(valueAt(parts, ({ draws }) => draws[0] ?? null)).toBeCloseTo(200, 9);
    expect(valueAt(parts, ({ draws }) => draws[1] ?? null)).toBeCloseTo(400, 9);
  });

  it("draws a segment with few deals to what it is worth over all channels", () => {
    const others = [cell("fairs", "large", 400, 100), cell("fairs", "small", 400, 100)];
    const worthOf = (deals: number): number => {
      const parts = partsOf([
        ...others,
        cell("search", "large", deals, 400),
        cell("search", "small", 200, 100),
      ]);
      const [large, small] = parts.map(({ curve, today }) => (curve?.ceiling ?? 0) / today);
      return (large ?? 0) / (small ?? 1);
    };
    expect(worthOf(2)).toBeLessThan(2.2);
    expect(worthOf(200)).toBeGreaterThan(3);
  });

  it("gives a segment that was never won, or only loses, next to nothing", () => {
    const often = { channel: "search", segment: "often", arrivals: 50, clvs: new Array(20).fill(1000) };
    const poor = [[], [1], [-5000]].map((clvs) => {
      const parts = partsOf([often, { channel: "search", segment: "poor", arrivals: 50, clvs }]);
      return parts.map(({ curve }) => curve?.ceiling ?? 0);
    });
    for (const [good = 0, bad = 0] of poor) {
      expect(good + bad).toBeCloseTo(1000, 6);
      expect(bad).toBeGreaterThan(0);
      expect(bad).toBeLessThan(20);
    }
  });

  it("parts a channel by its deals alone where all channels together lose money", () => {
    const losses = { channel: "fairs", segment: "large", arrivals: 40, clvs: new Array(20).fill(-9000) };
    const parts = partsOf([losses, cell("search", "large", 40, 300), cell("search", "small", 40, 100)]);
    expect(parts.map(({ curve }) => curve?.ceiling)).toEqual([500, 500]);
  });

  it("takes spend and what was seen from the books where they name the segment", () => {
    const spendOf = (_: string, segment: string) =>
      segment === "large"
        ? { today: 30, seen: { low: 10, high: 60 } }
        : { today: 20, seen: { low: 5, high: 20 } };
    // The books name the segment of half of the spend; the rest is taken to go alike.
    const parts = partsOf([cell("search", "large", 80, 100), cell("search", "small", 80, 100)], spendOf);
    expect(parts.map(({ today, seen }) => [today, seen.high])).toEqual([
      [60, 120],
      [40, 40],
    ]);
    expect(parts[0]?.segment).toEqual({ name: "large", spendIsKnown: true });
    expect(valueAt(parts, ({ curve }) => curve)).toBeCloseTo(250, 6);
  });

  it("stays whole where there is one segment, no value, or nothing at all", () => {
    expect(partsOf([cell("search", "large", 40, 300)])).toEqual([line]);
    expect(partsOf([cell("search", "large", 40, 0), cell("search", "small", 40, 0)])).toEqual([line]);
    expect(partsOf([])).toEqual([line]);
    const unknown = { ...line, curve: null, draws: [], status: "too little" as const };
    const cells = [cell("search", "large", 4, 3), cell("search", "small", 4, 3)];
    const [parts] = segmentLines([unknown], cells, () => null, substream(1, "p"));
    expect(parts?.map(({ curve, status }) => [curve, status])).toEqual([
      [null, "too little"],
      [null, "too little"],
    ]);
  });
});
