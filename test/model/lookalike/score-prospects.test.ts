import { format, sum } from "d3";
import { describe, expect, it } from "vitest";
import type { LookalikeInput } from "../../../src/model/lookalike/lookalike-input.js";
import type { LookalikeResult, ProspectScore } from "../../../src/model/lookalike/prospect-score.js";
import { rankedBy } from "../../../src/model/lookalike/ranked-by.js";
import { reasonsWithRest } from "../../../src/model/lookalike/reasons/reasons-with-rest.js";
import { scoreProspects } from "../../../src/model/lookalike/score-prospects.js";
import { type PlantedWorld, plantedWorld } from "./planted-world.js";

const world = plantedWorld({ clients: 90, prospects: 300, seed: 0.35 });
const scored = scoreProspects(inputOf(world));

/** Factors of a part that move the score by 3 % or more. */
function strongCount(score: ProspectScore, part: "value" | "win"): number {
  const multipliers = part === "value" ? score.valueMultipliers : score.winMultipliers;
  return multipliers.filter((multiplier) => Math.abs(Math.log(multiplier)) > Math.log(1.03)).length;
}

describe("scores of prospects", () => {
  it("ranks by P(win) × expected CLV − what pursuing one costs, and gives every prospect a row", () => {
    expect(scored.scores.length).toBe(300);
    expect(scored.scores.map((score) => score.rank)).toEqual(Array.from({ length: 300 }, (_, at) => at + 1));
    const won = sum(world.deals, ({ outcome }) => (outcome === "won" ? 1 : 0)) / world.deals.length;
    for (const [at, score] of scored.scores.entries()) {
      expect(score.expectedValue).toBeCloseTo((score.pWin ?? 0) * score.expectedClv - 1000 * won, 6);
      const next = scored.scores[at + 1];
      if (next) expect(next.rankingValue).toBeLessThanOrEqual(score.rankingValue);
    }
    expect(scored.scores[0]?.score).toBe(100);
    expect(scored.scores.at(-1)?.score).toBe(0);
    expect(rankedBy(scored, format(",.0f"))).toContain(format(",.0f")(1000 * won));
  });

  it("cuts tiers by capacity", () => {
    const tiers = scored.scores.map((score) => score.tier).join("");
    expect(tiers).toBe("A".repeat(30) + "B".repeat(30) + "C".repeat(60) + "D".repeat(180));
  });

  it("gives reasons that multiply exactly to the expected CLV and to P(win)", () => {
    for (const score of scored.scores) {
      const value = score.valueMultipliers.reduce((product, one) => product * one, scored.valueBase);
      const win = score.winMultipliers.reduce((product, one) => product * one, scored.winBase);
      expect(value / score.expectedClv).toBeCloseTo(1, 9);
      expect(win / (score.pWin ?? 0)).toBeCloseTo(1, 9);
      for (const reason of score.reasons) {
        const names = reason.part === "value" ? scored.valueFactors : scored.winFactors;
        const own = reason.part === "value" ? score.valueMultipliers : score.winMultipliers;
        expect(own[names.indexOf(reason.field)]).toBeCloseTo(reason.multiplier, 12);
      }
      for (const part of ["value", "win"] as const) {
        const named = score.reasons.filter((reason) => reason.part === part);
        const start = { value: scored.valueBase, win: scored.winBase };
        const rest = reasonsWithRest(score, start, part).find(({ field }) => field === "all others together");
        const least = Math.min(...named.map(({ multiplier }) => Math.abs(Math.log(multiplier))));
        const isTold = rest === undefined || Math.abs(Math.log(rest.multiplier)) < least;
        expect(named.length === 6 || isTold || named.length === strongCount(score, part)).toBe(true);
      }
    }
  });

  it("keeps indexes, intervals and similarities in their ranges", () => {
    expect((sum(scored.scores, (score) => score.winIndex) ?? 0) / 300).toBeCloseTo(1, 9);
    expect((sum(scored.scores, (score) => score.winIndexNeutral) ?? 0) / 300).toBeCloseTo(1, 9);
    for (const score of scored.scores) {
      expect(score.expectedClvLow).toBeLessThan(score.expectedClvHigh);
      expect(score.similarity).toBeGreaterThanOrEqual(0);
      expect(score.similarity).toBeLessThanOrEqual(1);
      expect(score.similarClients.length).toBe(3);
      expect(score.topListShare).toBeGreaterThanOrEqual(0);
      expect(score.topListShare).toBeLessThanOrEqual(1);
    }
  });

  it("does not depend on the order of clients, prospects and deals", () => {
    const turned = scoreProspects({
      ...inputOf(world),
      clients: world.clients.toReversed(),
      allClients: world.clients.toReversed(),
      prospects: world.prospects.toReversed(),
      deals: world.deals.toReversed(),
    });
    expect(turned).toEqual(scored);
  });

  it("scales with money: the same list, a hundred times the amounts", () => {
    const dearer = scoreProspects({
      ...inputOf(world),
      clients: world.clients.map((client) => ({ ...client, clv: client.clv * 100 })),
      cac: 100_000,
    });
    expect(dearer.scores.map((score) => score.prospectId)).toEqual(
      scored.scores.map((score) => score.prospectId),
    );
    for (const [at, score] of dearer.scores.entries()) {
      expect(score.expectedClv / (scored.scores[at]?.expectedClv ?? 0) / 100).toBeCloseTo(1, 6);
    }
  });

  it("says what is not known, widens the interval, and drops nobody", () => {
    const known = prospectOf("known", { industry: "logistics", employees: 200, technology: "sap" });
    const strange = prospectOf("strange", {
      industry: "space travel",
      employees: 90_000_000,
      technology: null,
    });
    const { scores } = scoreProspects({ ...inputOf(world), prospects: [known, strange] });
    const own = scores.find((score) => score.prospectId === "strange");
    const other = scores.find((score) => score.prospectId === "known");
    expect(own?.flags).toEqual(
      expect.arrayContaining([
        'no client has industry "space travel"',
        "employees 90 million outside the clients' range",
        "technology unknown",
      ]),
    );
    expect(own?.confidence).toBe("low");
    expect(own?.rank).not.toBeNull();
    const ratio = (score: typeof own): number => (score?.expectedClvHigh ?? 0) / (score?.expectedClvLow ?? 1);
    expect(ratio(own)).toBeGreaterThan(ratio(other) * 1.05);
  });

  it("names what the fields that tell how we sold do, and gives the order without them", () => {
    const sold = world.features.map((feature) =>
      feature.name === "country" ? { ...feature, role: "how-we-sold" as const } : feature,
    );
    const withThem = scoreProspects({ ...inputOf(world), features: sold });
    expect(withThem.howWeSold?.fields).toContain("country");
    expect(withThem.howWeSold?.topListChanges).toBeGreaterThan(0);
    const without = withThem.scores.toSorted(
      (a, b) => (b.rankingValueNeutral ?? 0) - (a.rankingValueNeutral ?? 0),
    );
    const atHome = (scores: LookalikeResult["scores"]): number =>
      scores.slice(0, 60).filter((score) => countryOf(score.prospectId) === "DE").length;
    expect(atHome(without)).toBeLessThan(atHome(withThem.scores));
  });

  it("gives no probability without lost deals or a stated rate, and the rate when it is stated", () => {
    const index = scoreProspects({ ...inputOf(world), deals: [] });
    expect(index.scores[0]?.pWin).toBeNull();
    expect(index.scores[0]?.expectedValue).toBeNull();
    expect(rankedBy(index, String)).toContain("win index");
    const first = index.scores[0];
    const win = first?.winMultipliers.reduce((product, one) => product * one, index.winBase) ?? 0;
    expect(win / (first?.winIndex ?? 0)).toBeCloseTo(1, 9);
    const rated = scoreProspects({ ...inputOf(world), deals: [], winRate: 0.2 });
    expect(sum(rated.scores, (score) => score.pWin ?? 0) / 300).toBeCloseTo(0.2, 6);
    expect(rated.pursuitCost).toBe(200);
    expect(rankedBy({ ...rated, pursuitCost: null }, String)).toContain("not known");
  });

  it("is as sure of prospects that judgements put on the list as of those that the model puts there", () => {
    const said = (accounts: readonly { readonly accountId: string }[], estimate: (at: number) => number) =>
      accounts.map(({ accountId }, at) => {
        return { accountId, by: "Ann", rank: null, estimate: estimate(at), isForesight: true };
      });
    const judged = scoreProspects({
      ...inputOf(world),
      judgements: [
        ...said(world.clients, (at) => world.clients[at]?.clv ?? 0),
        ...said(world.prospects.slice(0, 60), (at) => (at < 30 ? 1e6 : 100)),
      ],
    });
    expect(judged.judgement?.isUsed).toBe(true);
    const first = judged.scores.slice(0, 20);
    expect(first.filter(({ topListShare }) => (topListShare ?? 0) < 0.5)).toEqual([]);
  });

  it("lists every prospect in every refit when the team can work them all", () => {
    const { scores } = scoreProspects({ ...inputOf(world), capacity: 400 });
    expect(new Set(scores.map(({ topListShare }) => topListShare))).toEqual(new Set([1]));
  });

  it("lists reasons only as far as asked", () => {
    const { scores } = scoreProspects({ ...inputOf(world), listed: 10 });
    expect(scores[9]?.valueMultipliers.length).toBeGreaterThan(0);
    expect(scores[10]?.valueMultipliers).toEqual([]);
    expect(scores[10]?.expectedClv).toBe(scored.scores[10]?.expectedClv);
  });

  it("refuses settings that no list can be made with, in words", () => {
    expect(() => scoreProspects({ ...inputOf(world), capacity: 0 })).toThrow(/capacity: 0/);
    expect(() => scoreProspects({ ...inputOf(world), winRate: 20 })).toThrow(/winRate: 20.*0.2 for 20 %/);
    expect(() => scoreProspects({ ...inputOf(world), cac: Number.NaN })).toThrow(/cac/);
  });
});

function inputOf({ clients, prospects, deals, features }: PlantedWorld): LookalikeInput {
  return {
    clients,
    allClients: clients,
    prospects,
    deals,
    features,
    capacity: 30,
    winRate: null,
    cac: 1000,
    seed: 0.5,
  };
}

function prospectOf(accountId: string, firmographics: Record<string, string | number | null>) {
  const all = { ...world.prospects[0]?.firmographics, ...firmographics };
  return {
    accountId,
    name: accountId,
    domain: null,
    country: null,
    status: "open" as const,
    firmographics: all,
  };
}

function countryOf(prospectId: string): string | null {
  return world.prospects.find((prospect) => prospect.accountId === prospectId)?.country ?? null;
}
