import { randomLcg } from "d3";
import { describe, expect, it } from "vitest";
import { bandEdges } from "../../../src/model/firmographics/band-edges.js";
import { compareTraits } from "../../../src/model/firmographics/compare-traits.js";
import { fieldLabel, fieldMeaning } from "../../../src/model/firmographics/field-meaning.js";
import { fisherP } from "../../../src/model/firmographics/fisher-p.js";
import { indexRatio } from "../../../src/model/firmographics/index-ratio.js";
import { numberPhrase, rangePhrase } from "../../../src/model/firmographics/phrases.js";
import { PLANTED_FEATURES, plantedClients } from "../icp/planted-clients.js";

describe("indexRatio", () => {
  it("gives the worked case: 10 of 20 members against 10 of the 80 others", () => {
    const ratio = indexRatio(10, 20, 10, 80);
    expect(ratio.memberShare).toBe(0.5);
    expect(ratio.allShare).toBe(0.2);
    expect(ratio.restShare).toBe(0.125);
    expect(ratio.index).toBeCloseTo(2.5, 12);
    // log(10.5/20.5) − log(10.5/80.5) = 1.368 with error √(2/10.5 − 1/20.5 − 1/80.5) = 0.359
    expect(ratio.z).toBeCloseTo(1.368 / 0.359, 1);
    expect(ratio.low).toBeGreaterThan(1);
    expect(ratio.high).toBeGreaterThan(ratio.index ?? 0);
  });

  it("is defined at the edges", () => {
    expect(indexRatio(0, 20, 0, 80).index).toBeNull();
    expect(indexRatio(0, 0, 5, 10)).toMatchObject({ index: 1, low: 1, high: 1, z: 0 });
    expect(indexRatio(20, 20, 80, 80).z).toBe(0);
    const never = indexRatio(0, 20, 40, 80);
    expect(never.index).toBe(0);
    expect(never.z).toBeLessThan(-2);
    expect(never.high).toBeGreaterThan(0);
  });

  it("covers the true index about nine times in ten", () => {
    const random = randomLcg(3);
    const draw = (trials: number, p: number) =>
      Array.from({ length: trials }).filter(() => random() < p).length;
    const truth = 0.5 / (0.2 * 0.5 + 0.8 * 0.25);
    const covered = Array.from({ length: 800 }).filter(() => {
      const { low, high } = indexRatio(draw(60, 0.5), 60, draw(240, 0.25), 240);
      return (low ?? 0) <= truth && truth <= (high ?? 0);
    }).length;
    expect(covered / 800).toBeGreaterThan(0.86);
    expect(covered / 800).toBeLessThan(0.94);
  });
});

describe("Fisher's p", () => {
  it("gives the worked case: the lady who told 3 of 4 cups apart", () => {
    // P(3) = C(4,3)·C(4,1)/C(8,4) = 16/70, P(4) = 1/70; mid-p of the upper tail 1/70 + 8/70, twice.
    expect(fisherP(3, 4, 1, 4)).toBeCloseTo(18 / 70, 12);
    expect(fisherP(1, 4, 3, 4)).toBeCloseTo(18 / 70, 12);
    expect(fisherP(4, 4, 0, 4)).toBeCloseTo(1 / 70, 12);
  });

  it("is 1 where nothing can differ, and tiny without a rounding to nothing where all does", () => {
    expect(fisherP(0, 0, 5, 10)).toBe(1);
    expect(fisherP(5, 10, 0, 0)).toBe(1);
    expect(fisherP(20, 20, 80, 80)).toBe(1);
    expect(fisherP(0, 20, 0, 80)).toBe(1);
    expect(fisherP(300, 300, 0, 300)).toBeGreaterThan(0);
    expect(fisherP(300, 300, 0, 300)).toBeLessThan(1e-150);
  });
});

describe("compareTraits", () => {
  it("seldom finds a trait of a small group in noise", () => {
    const worlds = 60;
    const fields = ["a", "b", "c", "d"].map((name) => ({
      name,
      kind: "category" as const,
      role: "firmographic" as const,
    }));
    const random = randomLcg(8);
    const found = Array.from({ length: worlds }).filter(() => {
      // Twelve levels, the first many times as common as the last, among 50 members of 1,000.
      const level = () => `L${Math.floor(12 * random() ** 1.5)}`;
      const accounts = Array.from({ length: 1000 }, (_, at) => ({
        accountId: `a${at}`,
        name: "",
        firmographics: Object.fromEntries(fields.map(({ name }) => [name, level()])),
      }));
      const { traits } = compareTraits(
        accounts,
        accounts.map((_, at) => at < 50),
        fields,
      );
      return traits.some(({ adjustedP }) => adjustedP <= 0.05);
    });
    expect(found.length / worlds).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / worlds));
  });

  it("puts planted drivers first and finds nothing clear in noise", () => {
    const clients = plantedClients(3, 500, 0.8);
    const { traits, medians } = compareTraits(
      clients,
      clients.map(({ highValue }) => highValue),
      PLANTED_FEATURES,
    );
    const top = traits.slice(0, 2).map(({ band }) => band.text);
    expect(top).toEqual(expect.arrayContaining(["Manufacturing", "Logistics"]));
    expect(
      traits.filter(({ adjustedP }) => adjustedP < 0.01).every(({ band }) => band.field !== "country"),
    ).toBe(true);
    expect(medians.map(({ field }) => field)).toEqual(["employees", "founded_year", "sites"]);
    expect(traits.some(({ band }) => band.kind === "unknown" && band.field === "founded_year")).toBe(true);
    for (const feature of PLANTED_FEATURES) {
      const ofField = traits.filter(({ band }) => band.field === feature.name);
      expect(ofField.reduce((sum, { memberShare }) => sum + memberShare, 0)).toBeCloseTo(1, 9);
    }
  });

  it("has no evidence where all or none are members", () => {
    const clients = plantedClients(4, 40, 0);
    for (const member of [true, false]) {
      const { traits } = compareTraits(
        clients,
        clients.map(() => member),
        PLANTED_FEATURES,
      );
      expect(traits.every(({ z, index, adjustedP }) => z === 0 && index === 1 && adjustedP === 1)).toBe(true);
    }
    expect(compareTraits([], [], PLANTED_FEATURES).traits).toEqual([]);
  });
});

describe("bands and words", () => {
  it("cuts at round numbers inside the range", () => {
    const sizes = Array.from({ length: 1000 }, (_, index) => Math.exp(index / 100));
    expect(bandEdges(sizes, "size", 4)).toEqual([12, 150, 2000].map((edge) => expect.closeTo(edge, -1)));
    expect(bandEdges([], "size", 4)).toEqual([]);
    expect(bandEdges([5, 5, 5], "number", 4)).toEqual([]);
    const years = Array.from({ length: 100 }, (_, index) => 1920 + index);
    expect(bandEdges(years, "number", 4).every((year) => year % 5 === 0)).toBe(true);
  });

  it("writes fields, numbers and ranges as people do", () => {
    expect(fieldLabel("annual_revenue")).toBe("annual revenue");
    expect(fieldMeaning("Annual Revenue")).toBe("money");
    expect(fieldMeaning("numberOfEmployees")).toBe("employees");
    expect(numberPhrase("employees", 1250)).toBe("1,250");
    expect(numberPhrase("annual_revenue", 2.5e9)).toBe("2.5 billion");
    expect(numberPhrase("founded_year", 1987)).toBe("1987");
    expect(rangePhrase("employees", { to: 50 })).toBe("up to 50");
  });
});
