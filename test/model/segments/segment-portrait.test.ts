import { randomLcg, shuffler } from "d3";
import { describe, expect, it } from "vitest";
import { fitEncoding } from "../../../src/model/firmographics/fit-encoding.js";
import { adjustedRand } from "../../../src/model/segments/adjusted-rand.js";
import { buyingRhythm } from "../../../src/model/segments/buying-rhythm.js";
import { kPrototypes, mixedPoints } from "../../../src/model/segments/k-prototypes.js";
import { keepIdentities } from "../../../src/model/segments/keep-identities.js";
import { middleOf } from "../../../src/model/segments/middle.js";
import { productMix } from "../../../src/model/segments/product-mix.js";
import { salesCycles } from "../../../src/model/segments/sales-cycles.js";
import { toldNeeds } from "../../../src/model/segments/told-needs.js";
import { CLUSTERED_FEATURES, clusteredAccounts } from "./clustered-accounts.js";

describe("a product that is called as what every object inherits", () => {
  it("is bought by those alone that bought it", () => {
    const [first] = productMix([{ constructor: 5 }, { A: 1 }, { A: 3 }], [true, false, false]);
    expect(first).toMatchObject({ product: "constructor", shareOfRevenue: 1 });
    expect(first?.buyers.index).toBeGreaterThan(1);
  });
});

describe("adjustedRand", () => {
  it("is the index worked by hand, 1 for the same parting, about 0 for none in common", () => {
    // Σ C(nᵢⱼ, 2) = 2, A = 3 + 3, B = 3 + 1 + 1 (of 6 points), e = 6·4/15
    expect(adjustedRand([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2])).toBeCloseTo((2 - 1.2) / (4.5 - 1.2), 12);
    expect(adjustedRand([0, 0, 1, 1], [5, 5, 3, 3])).toBe(1);
    expect(adjustedRand([], [])).toBe(1);
    const random = randomLcg(1);
    const draw = () => Array.from({ length: 2000 }, () => Math.floor(3 * random()));
    expect(Math.abs(adjustedRand(draw(), draw()))).toBeLessThan(0.01);
    expect(() => adjustedRand([1], [])).toThrow("same points");
  });
});

describe("kPrototypes", () => {
  it("recovers kinds that differ in measures and categories", () => {
    const accounts = clusteredAccounts(3, 120, 3);
    const mixed = mixedPoints(fitEncoding(accounts, CLUSTERED_FEATURES), accounts);
    const labels = kPrototypes(mixed, 3, 10, randomLcg(1));
    const kinds = accounts.map((_, index) => index % 3);
    expect(adjustedRand(labels ?? [], kinds)).toBeGreaterThan(0.85);
  });

  it("has no answer for more kinds than distinct points", () => {
    const [one] = clusteredAccounts(3, 1, 3);
    const twins = Array.from({ length: 20 }, () => one).flatMap((account) => account ?? []);
    expect(
      kPrototypes(mixedPoints(fitEncoding(twins, CLUSTERED_FEATURES), twins), 2, 3, randomLcg(1)),
    ).toBeNull();
  });
});

describe("keepIdentities", () => {
  const ids = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `c${from + index}`);
  const earlier = [
    { segmentId: "segment-1", name: "Large retail", colour: 2, members: ids(0, 40) },
    { segmentId: "segment-2", name: "Logistics", colour: 0, members: ids(40, 80) },
    { segmentId: "segment-3", name: "Rest", colour: 1, members: ids(80, 120) },
  ];

  it("keeps id, colour and name where most clients are the same, in whatever order segments come", () => {
    const current = [
      { name: "Logistics on SAP", members: ids(42, 80) },
      { name: "Retail", members: ids(0, 42) },
      { name: "Small rest", members: [...ids(80, 110), "new-1"] },
    ];
    const kept = keepIdentities(current, earlier);
    expect(kept.map(({ segmentId, colour, name }) => [segmentId, colour, name])).toEqual([
      ["segment-2", 0, "Logistics"],
      ["segment-1", 2, "Large retail"],
      ["segment-3", 1, "Rest"],
    ]);
    const turned = keepIdentities(shuffler(randomLcg(4))([...current]), earlier);
    expect(new Set(turned.map(({ segmentId, colour }) => `${segmentId} ${colour}`))).toEqual(
      new Set(kept.map(({ segmentId, colour }) => `${segmentId} ${colour}`)),
    );
  });

  it("gives what is new the free ids and colours, and a half-changed segment its new name", () => {
    const kept = keepIdentities(
      [
        { name: "Energy", members: ids(55, 80) },
        { name: "Retail", members: ids(0, 40) },
        { name: "Wholesale", members: [...ids(40, 55), ...ids(90, 118)] },
      ],
      earlier,
    );
    expect(kept[0]).toMatchObject({ segmentId: "segment-2", colour: 0, name: "Energy" });
    expect(kept[1]).toMatchObject({ segmentId: "segment-1", name: "Large retail" });
    const split = keepIdentities(
      [
        { name: "A", members: ids(0, 15) },
        { name: "B", members: ids(15, 40) },
      ],
      earlier,
    );
    expect(split.map(({ segmentId, continues }) => [segmentId, continues?.segmentId ?? null])).toEqual([
      ["segment-2", null],
      ["segment-1", "segment-1"],
    ]);
  });

  it("compares clients that both builds know: who left or is new changes no segment", () => {
    const [kept] = keepIdentities([{ name: "Retail", members: [...ids(0, 10), ...ids(200, 300)] }], earlier);
    expect(kept).toMatchObject({ name: "Large retail", continues: { segmentId: "segment-1", overlap: 1 } });
  });

  it("gives no segment the name that another has now", () => {
    const names = keepIdentities(
      [
        { name: "Retail", members: ids(0, 40) },
        { name: "Large retail", members: ["new-1", "new-2"] },
      ],
      earlier,
    ).map(({ segmentId, name }) => [segmentId, name]);
    expect(names[0]).toEqual(["segment-1", "Retail"]);
    expect(names[1]?.[1]).toBe("Large retail");
  });

  it("hangs colours on names without an earlier build", () => {
    const colours = (names: readonly string[]) =>
      Object.fromEntries(
        keepIdentities(
          names.map((name, index) => ({ name, members: [`${index}`] })),
          [],
        ).map(({ name, colour }) => [name, colour]),
      );
    expect(colours(["b", "c", "a"])).toEqual(colours(["a", "b", "c"]));
  });
});

describe("what a segment buys and says", () => {
  it("weighs products by revenue and by buyers", () => {
    const clients = [{ base: 100, extra: 100 }, { base: 300, gone: -5 }, { base: 500 }, {}];
    const [base, extra, ...others] = productMix(clients, [true, true, false, false]);
    expect(base).toMatchObject({ product: "base", shareOfRevenue: 0.8, shareOfAllRevenue: 0.9 });
    expect(extra).toMatchObject({
      product: "extra",
      shareOfRevenue: 0.2,
      buyers: { memberShare: 0.5, restShare: 0 },
    });
    expect(others).toEqual([]);
    expect(productMix([], [])).toEqual([]);
  });

  it("times repeated orders by client, and leaves who bought once out", () => {
    const pace = (repeatDays: number, recencyDays: number, ...termMonths: number[]) => ({
      repeatDays,
      recencyDays,
      termMonths,
    });
    const rhythm = buyingRhythm([pace(2, 60, 12), pace(1, 100, 24, 12), pace(0, 0), pace(0, 0)]);
    expect(rhythm).toMatchObject({ clients: 4, repeating: 2, underContract: 2 });
    expect(rhythm.daysBetween).toMatchObject({ count: 2, median: 65, q25: 47.5 });
    expect(rhythm.termMonths).toMatchObject({ count: 3, median: 12 });
    expect(buyingRhythm([pace(0, 0), pace(3, 0)])).toMatchObject({ daysBetween: null, termMonths: null });
  });

  it("times won and lost opportunities, and counts the open ones", () => {
    const cycle = (createdDay: number, closedDay: number | null, isWon: boolean) => ({
      createdDay,
      closedDay,
      isWon,
    });
    const cycles = salesCycles([
      cycle(0, 40, true),
      cycle(0, 60, true),
      cycle(0, 10, false),
      cycle(5, null, false),
      cycle(9, 3, true),
    ]);
    expect(cycles.won).toMatchObject({ count: 2, median: 50 });
    expect(cycles.lost?.median).toBe(10);
    expect(cycles.open).toBe(1);
  });

  it("compares told needs over those that told any", () => {
    const [first] = toldNeeds(
      [["speed"], ["speed", "price"], ["price"], ["price"], [], []],
      [true, true, false, false, true, false],
    );
    expect(first).toMatchObject({ need: "speed", members: 2, memberShare: 1, restShare: 0 });
    expect(toldNeeds([[], []], [true, false])).toEqual([]);
  });

  it("puts an interval of order statistics around a median", () => {
    const middle = middleOf(Array.from({ length: 101 }, (_, index) => index));
    expect(middle).toMatchObject({ count: 101, median: 50, q25: 25, q75: 75 });
    expect(middle?.low).toBe(43);
    expect(middle?.high).toBe(57);
    expect(middleOf([Number.NaN])).toBeNull();
    expect(middleOf([7])).toMatchObject({ median: 7, low: 7, high: 7 });
  });
});
