import { randomLcg } from "d3";
import { describe, expect, it } from "vitest";
import type { Feature } from "../../../src/model/feature.js";
import { refits, type WonClient } from "../../../src/model/market/refits.js";

const features: Feature[] = [
  { name: "industry", kind: "category", role: "firmographic" },
  { name: "country", kind: "category", role: "firmographic" },
];
const industries = ["Mining", "Retail", "Law"];
const countries = ["France", "Spain"];

/** Clients of six years, fifty a year; what they bring hangs on industry and year, and on chance. */
function market(worthOf: (industry: string, year: number) => number) {
  const random = randomLcg(0.4);
  const clients = Array.from({ length: 300 }, (_, at): WonClient => {
    const year = 2019 + Math.floor(at / 50);
    const industry = industries[at % 3] ?? "";
    const clv = worthOf(industry, year) * (0.7 + 0.6 * random());
    return {
      accountId: `c${at}`,
      name: `c${at}`,
      firmographics: { industry, country: countries[at % 2] ?? "" },
      clv,
      highValue: false,
      groupId: `c${at}`,
      wonIn: String(year),
    };
  });
  const prospects = Array.from({ length: 90 }, (_, at) => ({
    accountId: `p${at}`,
    name: `p${at}`,
    firmographics: { industry: industries[at % 3] ?? "", country: countries[at % 2] ?? "" },
  }));
  const worth = new Map(clients.map(({ accountId, clv }) => [accountId, clv]));
  return refits(clients, prospects, worth, features, 0.3);
}

describe("learning anew from earlier clients", () => {
  it("finds the same rule and order in a market that stands still, which holds for those won after", () => {
    const found = market((industry) => (industry === "Mining" ? 300 : 100));
    expect(found.map(({ until, clients, after }) => [until, clients, after])).toEqual([
      ["2020", 100, 200],
      ["2021", 150, 150],
      ["2022", 200, 100],
      ["2023", 250, 50],
    ]);
    for (const { sentence, lift, samePicked, scoreAgreement } of found) {
      expect(sentence).toMatch(/Mining/);
      // By hand: 300 over the mean of 300, 100 and 100.
      expect(lift?.value).toBeCloseTo(1.8, 0);
      expect(samePicked).toBe(1);
      expect(scoreAgreement).toBeGreaterThan(0.8);
    }
  });

  it("shows that what was learned no longer held, where the market turned", () => {
    const found = market((industry, year) => (industry === (year < 2022 ? "Mining" : "Law") ? 300 : 100));
    const [first] = found;
    expect(first?.sentence).toMatch(/Mining/);
    const before = found.find(({ until }) => until === "2021");
    expect(before?.lift?.high).toBeLessThan(1);
    expect(before?.scoreAgreement).toBeLessThan(0.9);
  });

  it("says nothing of too few clients, of none followed, or where all are worth the same", () => {
    expect(refits([], [], new Map(), features, 0.3)).toEqual([]);
    const alike = market(() => 0);
    for (const { sentence, lift, samePicked, scoreAgreement } of alike) {
      expect([sentence, lift, samePicked, scoreAgreement]).toEqual([null, null, null, null]);
    }
  });
});
