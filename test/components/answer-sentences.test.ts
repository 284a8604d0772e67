import { describe, expect, it } from "vitest";
import {
  answerHeadline,
  callNextTitle,
  capacitySentence,
  comparisonTitle,
  icpSentences,
  reasonsInWords,
  segmentsTitle,
} from "../../src/components/answer/answer-sentences.js";
import type { AnswerPage, RuleBrief } from "../../src/data/published/answer.js";
import { report } from "./report-fixture.js";

const rule = (sentence: string, lift: number): RuleBrief => ({
  sentence,
  clients: 71,
  shareOfClients: 0.17,
  shareOfClv: 0.33,
  meanClv: 120_000,
  lift: { value: lift, low: lift * 0.8, high: lift * 1.2 },
  difference: { value: 78_000 * (lift - 1), low: 78_000 * (lift - 1.2), high: 78_000 * (lift - 0.8) },
});

const answer: AnswerPage = {
  status: "ready",
  alert: null,
  clients: 420,
  prospects: 6000,
  ranked: 5742,
  totalClv: { value: 32e6, low: 30e6, high: 35e6 },
  residual: { value: 11e6, low: 10e6, high: 13e6 },
  meanClv: 78_000,
  hasMultiples: true,
  topShare: { clients: 0.2, value: 0.6 },
  gainsAndLosses: { gainers: 400, gains: 33e6, losers: 20, losses: 1e6 },
  icp: {
    finding: "named",
    reason: "it held",
    proposed: rule("machinery makers on SAP.", 1.8),
    current: rule("companies with 1,000 people or more", 0.75),
  },
  icpNotReady: null,
  segments: [
    {
      segmentId: "a",
      colour: 0,
      name: "A",
      clients: 30,
      meanClv: 148_000,
      totalClv: 4_440_000,
      shareOfClv: 0.3,
      prospects: 9,
    },
    {
      segmentId: "b",
      colour: 1,
      name: "B",
      clients: 20,
      meanClv: 90_000,
      totalClv: 1_800_000,
      shareOfClv: 0.2,
      prospects: 9,
    },
  ],
  callNext: [156_000, 78_000].map((expectedClv, index) => ({
    prospectId: `P${index}`,
    name: "x",
    rank: index + 1,
    tier: "A",
    expectedClv,
    expectedClvLow: 1,
    expectedClvHigh: 2,
    expectedValue: null,
    segment: null,
    confidence: "high",
    reasons: [],
  })),
  prospectsNotReady: null,
  rankedBy: "expected value",
  tellsApart: true,
  capacity: { accounts: 100, shareOfProspects: 0.0174, shareOfExpectedValue: 0.112 },
  decisions: [],
  confidence: [],
};

describe("the answer in words", () => {
  it("names the rule found, what it is worth with its interval, and what it replaces", () => {
    expect(answerHeadline(answer, report)).toEqual({
      before: "The top 20% of clients hold 60% of lifetime value. Look for more like them: ",
      rule: "machinery makers on SAP",
      after: ".",
    });
    const [proposed, current] = icpSentences(answer, report);
    expect(proposed).toContain("1.8× the average client (80% interval 1.44× to 2.2×)");
    expect(current).toContain("Today’s profile, companies with 1,000 people or more, brings");
    expect(comparisonTitle(answer, report)).toContain(
      "A client of the proposed profile is worth 1.8× the average client",
    );
  });

  it("says so when there is not enough evidence, and claims nothing without firmographics", () => {
    const unsure: AnswerPage = {
      ...answer,
      icp: { finding: "not enough evidence", reason: "no rule beat chance.", proposed: null, current: null },
    };
    expect(answerHeadline(unsure, report).after).toContain("nothing that is known before the sale");
    expect(icpSentences(unsure, report)).toEqual(["No rule beat chance."]);
    const without: AnswerPage = { ...answer, icp: null, icpNotReady: "clients.csv is not there" };
    expect(answerHeadline(without, report).after).toBe(".");
    expect(icpSentences(without, report)).toEqual([]);
    expect(comparisonTitle(without, report)).toBe("The average client is worth €78k");
  });

  it("sums up the list, the capacity and the segments", () => {
    expect(callNextTitle(answer, report)).toBe(
      "The first two prospects would bring €120k each if won, 1.5× the average client",
    );
    expect(capacitySentence(answer, report)).toBe(
      "The 100 accounts you can work are 1.7% of the list and hold 11% of its value before the cost of winning; picked by chance they would hold 1.7%.",
    );
    expect(capacitySentence({ ...answer, capacity: null }, report)).toBeNull();
    const ties = { ...answer, capacity: null, tellsApart: false, meanClv: 120_000 };
    expect(callNextTitle(ties, report)).toBe("No prospect stands out: any would bring about €120k if won");
    expect(segmentsTitle(answer, report)).toBe(
      "Two segments hold 50% of lifetime value; the best are worth €150k each",
    );
  });

  it("speaks in money where losses leave shares and multiples without meaning", () => {
    const [first, second] = answer.segments;
    if (!first || !second) throw new Error("no segments");
    const bare = (one: RuleBrief | null | undefined) => one && { ...one, shareOfClv: null };
    const losing: AnswerPage = {
      ...answer,
      meanClv: 760,
      hasMultiples: false,
      topShare: { clients: 0.2, value: null },
      gainsAndLosses: { gainers: 76, gains: 1_560_000, losers: 64, losses: 1_450_000 },
      segments: [
        { ...first, shareOfClv: null },
        { ...second, shareOfClv: null, totalClv: -325_000 },
      ],
      icp: {
        finding: "named",
        reason: "",
        proposed: bare(rule("banks", 1.8)) ?? null,
        current: bare(rule("retailers", 0.75)) ?? null,
      },
    };
    expect(answerHeadline(losing, report).before).toBe(
      "76 clients bring €1.56M, 64 lose €1.45M of lifetime value. Look for more like the best: ",
    );
    expect(comparisonTitle(losing, report)).toBe(
      "A client of the proposed profile is worth €62k more than the average client; of today’s, €20k less than the average client",
    );
    expect(icpSentences(losing, report)).toEqual([
      "Such clients are worth €62k (€47k to €78k) more than the average client (80% interval), measured on clients that did not choose the rule.",
      "Today’s profile, retailers, brings clients worth €20k (€3.9k to €35k) less than the average client (80% interval).",
    ]);
    expect(callNextTitle(losing, report)).toMatch(/€120k more than the average client$/);
    expect(segmentsTitle(losing, report)).toBe("“A” brings €4.44M with 7% of clients; “B” loses €325k");
  });

  it("gives the strongest reasons first, money apart from odds", () => {
    const words = reasonsInWords(
      [
        { field: "annual_revenue", value: "unknown", multiplier: 0.95, part: "value" },
        { field: "country", value: "Denmark", multiplier: 0.5, part: "win" },
        { field: "industry", value: "Machinery", multiplier: 1.6, part: "value" },
      ],
      report,
      2,
    );
    expect(words).toBe("country Denmark (0.5× as easy to win); industry Machinery (worth 1.6×)");
  });
});
