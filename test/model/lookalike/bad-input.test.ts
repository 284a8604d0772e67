import { describe, expect, it } from "vitest";
import type { FirmographicValue } from "../../../src/model/account.js";
import { evaluateScorer } from "../../../src/model/lookalike/evaluation/evaluate-scorer.js";
import { listCurves } from "../../../src/model/lookalike/evaluation/list-curves.js";
import type { LookalikeInput } from "../../../src/model/lookalike/lookalike-input.js";
import type { LookalikeClient, Prospect } from "../../../src/model/lookalike/prospect.js";
import type { LookalikeResult } from "../../../src/model/lookalike/prospect-score.js";
import { scoreProspects } from "../../../src/model/lookalike/score-prospects.js";
import { plantedWorld } from "./planted-world.js";

const world = plantedWorld({ clients: 40, prospects: 60, seed: 0.2 });

describe("legal but poor data", () => {
  it("gives finite results for 0, 1, 2, 3, 5 and 12 clients", () => {
    for (const clients of [0, 1, 2, 3, 5, 12]) {
      const result = score({ clients: world.clients.slice(0, clients) });
      expectFinite(result);
      expect(result.scores.length).toBe(60);
      expect(result.models.value.sentence.length).toBeGreaterThan(30);
    }
  });

  it("ranks nobody without a client, and says so", () => {
    const result = score({ clients: [] });
    expect(result.scores.every((one) => one.rank === null)).toBe(true);
    expect(result.exclusions).toEqual([{ reason: "no client to learn from", prospects: 60 }]);
  });

  it("gives everybody the one client's value when there is one", () => {
    const [client] = world.clients;
    const result = score({ clients: world.clients.slice(0, 1) });
    for (const one of result.scores) {
      expect(one.expectedClv / (client?.clv ?? 0)).toBeCloseTo(1, 9);
      expect(one.expectedClvHigh).toBeGreaterThan(one.expectedClv * 2);
    }
  });

  it("gives an empty list without prospects", () => {
    const result = score({ prospects: [] });
    expect(result.scores).toEqual([]);
    expect(listCurves({ ...inputOf({}), prospects: [] }, result)).toEqual([]);
    expectFinite(result);
  });

  it("scores prospects of which nothing is known, at the middle and with low confidence", () => {
    const blank = world.prospects.map((prospect, at) =>
      at < 5 ? { ...prospect, firmographics: {} } : prospect,
    );
    const result = score({ prospects: blank });
    expectFinite(result);
    const own = result.scores.filter((one) => Number(one.prospectId.split("-")[1]) < 5);
    expect(own.length).toBe(5);
    for (const one of own) {
      expect(one.rank).not.toBeNull();
      expect(one.confidence).toBe("low");
      expect(one.flags).toContain("industry unknown");
    }
    expectFinite(score({ prospects: blank.map((prospect) => ({ ...prospect, firmographics: {} })) }));
    expectFinite(score({ clients: world.clients.map((client) => ({ ...client, firmographics: {} })) }));
    expectFinite(score({ features: [] }));
  });

  it("takes a field with thousands of categories, a constant field, and numbers given as text", () => {
    const odd = <T extends { firmographics: Readonly<Record<string, FirmographicValue>> }>(
      accounts: readonly T[],
    ) =>
      accounts.map((account, at) => ({
        ...account,
        firmographics: {
          ...account.firmographics,
          code: `code ${at}`,
          same: "x",
          alike: 7,
          employees: `${10 + at}`,
        },
      }));
    const many = plantedWorld({ clients: 40, prospects: 3000, seed: 0.7 });
    const result = score({
      clients: odd(world.clients),
      prospects: odd(many.prospects),
      features: [
        ...world.features,
        { name: "code", kind: "category", role: "firmographic" },
        { name: "same", kind: "category", role: "firmographic" },
        { name: "alike", kind: "number", role: "firmographic" },
      ],
    });
    expect(result.scores.length).toBe(3000);
    expectFinite(result);
  });

  it("gives identical prospects the same score", () => {
    const [first] = world.prospects;
    const same = Array.from({ length: 9 }, (_, at) => ({ ...first, accountId: `p${at}` })) as Prospect[];
    const result = score({ prospects: same });
    expect(new Set(result.scores.map((one) => one.score))).toEqual(new Set([50]));
    expect(result.scores.map((one) => one.rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(score({ prospects: same.slice(0, 1) }).scores[0]?.score).toBe(50);
  });

  it("takes CLV that are all equal, zero, negative, or losses in part", () => {
    for (const clv of [
      () => 500,
      () => 0,
      () => -300,
      (at: number) => (at % 3 === 0 ? -200 : 900),
      (at: number) => (at === 0 ? 1e9 : 0),
    ]) {
      const clients = world.clients.map((client, at) => ({ ...client, clv: clv(at) }));
      const result = score({ clients });
      expectFinite(result);
      const mean = clients.reduce((sum, client) => sum + client.clv, 0) / clients.length;
      if (clv(0) === clv(1)) for (const one of result.scores) expect(one.expectedClv).toBeCloseTo(mean, 6);
      expect(() =>
        evaluateScorer({
          clients,
          market: world.prospects,
          features: world.features,
          capacityShare: 0.1,
          seed: 0.1,
          repeats: 1,
        }),
      ).not.toThrow();
    }
  });

  it("says that clients of whom none brings a profit cannot be told apart", () => {
    const result = score({ clients: world.clients.map((client) => ({ ...client, clv: -10 })) });
    expect(result.models.value.sentence).toContain("no client brings a profit");
  });
});

function inputOf(
  changes: Partial<LookalikeInput> & { clients?: readonly LookalikeClient[] },
): LookalikeInput {
  const clients = changes.clients ?? world.clients;
  return {
    clients,
    allClients: clients,
    prospects: world.prospects,
    deals: [],
    features: world.features,
    capacity: 10,
    winRate: 0.25,
    cac: null,
    seed: 0.5,
    ...changes,
  };
}

function score(changes: Partial<LookalikeInput>): LookalikeResult {
  return scoreProspects(inputOf(changes));
}

function expectFinite(result: LookalikeResult): void {
  JSON.stringify(result, (key, value: unknown) => {
    if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`${key} is ${value}`);
    return value;
  });
}
