import { describe, expect, it } from "vitest";
import { fieldWeights } from "../../../src/model/key-accounts/field-weights.js";
import { headrooms } from "../../../src/model/key-accounts/headroom.js";
import { holdOneOut } from "../../../src/model/key-accounts/hold-one-out.js";
import { productRanker } from "../../../src/model/key-accounts/next-products.js";
import { tabulateAccounts } from "../../../src/model/lookalike/encoding/account-table.js";
import { substream } from "../../../src/model/numerics/substream.js";

const PRODUCTS = ["a", "b", "c", "d", "e", "f"];
const features = ["industry", "colour"].map((name) => ({
  name,
  kind: "category" as const,
  role: "firmographic" as const,
}));

/** Clients that all begin with Core; with `planted`, each industry adds its own products, else anybody adds any. */
function world(planted: boolean, seed: number, count = 240) {
  const random = substream(seed, "world");
  const clients = Array.from({ length: count }, (_, at) => ({
    firmographics: { industry: `i${at % 6}`, colour: `c${Math.floor(5 * random())}` },
  }));
  const bought = clients.map((_, at) => {
    const own = new Map([["Core", 0]]);
    PRODUCTS.forEach((product, place) => {
      const leaning = planted ? (place === at % 6 || place === (at + 1) % 6 ? 0.7 : 0.06) : 0.28;
      if (random() < leaning) own.set(product, 1 + Math.floor(500 * random()));
    });
    return own;
  });
  const [table = { rowCount: 0, columns: [] }] = tabulateAccounts(features, [clients]);
  return { table, bought, rows: clients.map((_, row) => row) };
}

describe("next products", () => {
  const { table, bought, rows } = world(true, 1);

  it("are what similar clients added, never what the client has", () => {
    const row = rows.find((at) => at % 6 === 2 && bought[at]?.size === 1) ?? -1;
    const { ranked } = productRanker(table, bought, rows);
    const [first, second, third] = ranked(row)["similar clients"];
    expect([first?.product, second?.product].sort()).toEqual(["c", "d"]);
    expect(first?.added.value).toBeGreaterThan(0.5);
    expect(first?.addedByAll).toBeLessThan(0.4);
    expect(third?.added.value).toBeLessThan(0.3);
    expect(first?.addedBy).not.toContain(row);
    const owner = rows.find((at) => bought[at]?.has("c")) ?? -1;
    expect(ranked(owner).popularity.map(({ product }) => product)).not.toContain("c");
    expect(ranked(owner, "c").popularity.map(({ product }) => product)).toContain("c");
  });

  it("come in the order of shares drawn towards all, so that one alike client does not outweigh many", () => {
    // Like client 0 are the 30 after it: all but one began with “rare”, and 20 of them added “usual”.
    const industries = Array.from({ length: 61 }, (_, at) => (at <= 30 ? "i0" : "i1"));
    const clients = industries.map((industry) => ({ firmographics: { industry, colour: "c0" } }));
    const [some = { rowCount: 0, columns: [] }] = tabulateAccounts(features, [clients]);
    const own = industries.map((_, at) => {
      const products = new Map([["Core", 0]]);
      if (at === 1 || (at > 30 && at < 35)) products.set("rare", 9);
      if (at > 1 && at <= 30) products.set("rare", 0);
      if (at >= 1 && at <= 20) products.set("usual", 9);
      return products;
    });
    const { ranked } = productRanker(some, own, [...own.keys()]);
    const offers = ranked(0)["similar clients"];
    expect(offers.map(({ product, similar, addedByAll }) => [product, similar, addedByAll])).toEqual([
      ["usual", 30, 20 / 60],
      ["rare", 1, 5 / 31],
    ]);
    expect(offers[1]?.added.value).toBeGreaterThan(offers[0]?.added.value ?? 1);
    // What a client added itself says nothing of it.
    expect(ranked(1, "usual").popularity[0]).toMatchObject({ product: "usual", addedByAll: 19 / 60 });
  });

  it("are found better than by popularity where industries buy differently", () => {
    const test = holdOneOut(table, bought, rows, substream(1, "hold"));
    expect(test?.beats).toBe(true);
    expect(test?.gain.low).toBeGreaterThan(0.1);
  });

  it("are seldom claimed to be where nobody's likeness says anything", () => {
    const claims = [2, 3, 4, 5].filter((seed) => {
      const chance = world(false, seed, 120);
      return holdOneOut(chance.table, chance.bought, chance.rows, substream(seed, "hold"))?.beats;
    });
    expect(claims.length).toBeLessThanOrEqual(1);
  });

  it("are left untested where too few clients added anything", () => {
    const few = bought.map((own, row) => (row < 20 ? own : new Map([["Core", 0]])));
    expect(holdOneOut(table, few, rows, substream(1, "hold"))).toBeNull();
    expect(
      productRanker(
        table,
        few.map(() => new Map([["Core", 0]])),
        rows,
      ).products,
    ).toEqual([]);
  });
});

it("weighs a field that tells no more than chance as one that tells nothing", () => {
  const [table = { rowCount: 0, columns: [] }] = tabulateAccounts(features, [
    Array.from({ length: 8 }, (_, at) => ({
      firmographics: { industry: at < 4 ? "i0" : "i1", colour: `c${at % 2}` },
    })),
  ]);
  // By colour the means are 7 and 8: F = 2 ÷ (208/6), below 1.
  const outcome = Float64Array.of(1, 2, 3, 4, 11, 12, 13, 14);
  expect([...fieldWeights(table, [outcome])]).toEqual([0.75, 0.25]);
});

describe("room to grow", () => {
  const { table, rows } = world(true, 1);

  it("is how far a client is below the best quarter of those like it", () => {
    const worth = Float64Array.from(rows, (row) => (row % 6 === 0 ? 1000 + row : 100 + row / 10));
    worth[0] = 10;
    const found = headrooms(table, worth, [0, 235], rows);
    const [small, plain] = [found?.clients.get(0), found?.clients.get(235)];
    expect(small?.similar.every((row) => row % 6 === 0)).toBe(true);
    expect(small?.similar).not.toContain(0);
    const likes = (small?.similar ?? []).map((row) => worth[row] ?? 0).sort((a, b) => a - b);
    // 20 likes: the upper quartile lies at place 14.25 of 0 … 19.
    expect(small?.best.value).toBeCloseTo((likes[14] ?? 0) + 0.25 * ((likes[15] ?? 0) - (likes[14] ?? 0)), 9);
    expect(small?.headroom.value).toBeCloseTo((small?.best.value ?? 0) - 10, 9);
    expect(small?.best.low).toBeLessThan(small?.best.value ?? 0);
    expect(plain?.headroom).toEqual({ value: 0, low: 0, high: 0 });
    expect(found?.correlation).toBeGreaterThan(0.2);
  });

  it("finds no likeness in worth where there is none, however many fields are weighed by it", () => {
    const fields = Array.from({ length: 16 }, (_, at) => ({
      name: `field ${at}`,
      kind: "category" as const,
      role: "firmographic" as const,
    }));
    const worlds = 30;
    const correlations = Array.from({ length: worlds }, (_, at) => {
      const random = substream(at, "no likeness");
      const accounts = Array.from({ length: 60 }, () => ({
        firmographics: Object.fromEntries(fields.map(({ name }) => [name, `L${Math.floor(6 * random())}`])),
      }));
      const [made = { rowCount: 0, columns: [] }] = tabulateAccounts(fields, [accounts]);
      const order = accounts.map((_, row) => row);
      const worth = Float64Array.from(order, () => 1000 * Math.exp(4 * random()));
      return headrooms(made, worth, [], order)?.correlation ?? Number.NaN;
    });
    // The standard error over the worlds is 0.03; with weights learned on the same clients it is 0.18.
    expect(Math.abs(correlations.reduce((sum, one) => sum + one, 0) / worlds)).toBeLessThan(0.1);
  });

  it("is not told with few clients, or without fields", () => {
    const [few = { rowCount: 0, columns: [] }] = tabulateAccounts(features, [
      Array.from({ length: 10 }, () => ({ firmographics: { industry: "x" } })),
    ]);
    expect(headrooms(few, new Float64Array(10), [0], [0, 1, 2])).toBeNull();
    expect(headrooms({ rowCount: 100, columns: [] }, new Float64Array(100), [0], rows)).toBeNull();
  });
});
