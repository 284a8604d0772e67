// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import {
  leadsHeadline,
  leftOutSentence,
  listedSentence,
  pipelineCaption,
  pipelineTitle,
  reliabilityTitle,
} from "../../src/components/leads/leads-sentences.js";
import { leadTable, pipelineTable, rollUpTable } from "../../src/components/leads/leads-tables.js";
import type { LeadsPage, LeadsPipeline } from "../../src/data/published/leads.js";
import { report } from "./report-fixture.js";

const pipeline: LeadsPipeline = {
  accounts: 100,
  withLeads: 90,
  withoutValue: 2,
  first: 25,
  share: 0.25,
  exchanged: 12,
  byAmount: 1_000_000,
  byValue: 1_500_000,
  gain: { value: 500_000, low: -100_000, high: 1_100_000 },
  curve: [],
  deals: [],
};
const leads: LeadsPage = {
  status: "ready",
  leads: 40,
  open: 12,
  repeated: 1,
  matchedBy: [{ by: "account id", leads: 9 }],
  withoutAccount: [{ reason: "no account has the domain", leads: 2 }],
  notWorked: [{ reason: "the prospect is marked as competitor", leads: 1 }],
  valued: 8,
  accounts: 5,
  expectedValue: 240_000,
  top: [],
  calibration: {
    method: "isotonic",
    sentence: "Learned.",
    leads: 200,
    accounts: 120,
    reliability: [
      { leads: 100, predicted: 0.1, won: 0.12, wonLow: 0.08, wonHigh: 0.16 },
      { leads: 100, predicted: 0.6, won: 0.4, wonLow: 0.34, wonHigh: 0.46 },
    ],
  },
  rollUp: {
    sentence: "Rolled up.",
    rivals: [],
  },
  pipeline,
};

describe("leads in words", () => {
  it("says what open leads can be expected to bring, and where none can be valued", () => {
    expect(leadsHeadline(leads, report)).toBe(
      "8 open leads at 5 accounts can be expected to bring €240k of lifetime value.",
    );
    expect(leadsHeadline({ ...leads, valued: 0 }, report)).toMatch(/^None of 12 open leads/);
  });

  it("counts leads without an account, those not to be worked and those that repeat a contact", () => {
    expect(leftOutSentence(leads, report)).toBe(
      "Of 40 leads read, 12 are open. They were matched to accounts by account id (9). 2 open leads have no account: 2 because no account has the domain. 1 are not to be worked: 1 because the prospect is marked as competitor. 1 repeat a contact and count once.",
    );
  });

  it("says what order changes, how sure that is, and that it is no measurement", () => {
    expect(pipelineTitle(pipeline, report)).toBe(
      "Worked by lifetime value, 12 of the first 25 accounts are others, worth €500k more",
    );
    expect(pipelineCaption(pipeline, report)).toMatch(
      /may also fall short .*−\u2060€100k .*not a measured result.* 2 accounts/,
    );
    expect(pipelineTitle({ ...pipeline, exchanged: 0 }, report)).toMatch(/are the same/);
  });

  it("says what scores are worth", () => {
    expect(reliabilityTitle(leads, report)).toMatch(/12% .* 40%; 1 of 2 groups came as predicted/);
  });
});

describe("the tables of leads", () => {
  const lead = {
    leadId: "L1",
    account: "Reuss Cargo",
    isClient: false,
    avoid: null,
    title: null,
    role: null,
    createdOn: null,
    score: 63,
    probability: 0.31,
    accountChance: 0.31,
    listChance: 0.55,
    accountContacts: 1,
    accountClv: 310_000,
    expectedValue: 96_000,
  };

  it("say of how many they hold the first", () => {
    const some = { ...leads, valued: 1586, top: [{ ...lead, listChance: null }] };
    expect(listedSentence(some, report)).toBe("Listed and searched are the 1 leads worth most, of 1,586.");
    expect(listedSentence({ ...some, valued: 1 }, report)).toBe("");
    expect(leadTable(some, report).textContent).toMatch(/^Listed and searched/);
    const deal = { account: "A", avoid: true, amount: 9, chance: 0.2, clv: 50, expectedValue: 10 };
    const ranked = { ...deal, chanceFrom: "win model", rankByAmount: 1, rankByValue: 1 } as const;
    const words = pipelineTable({ ...pipeline, deals: [ranked] }, report).textContent;
    expect(words).toMatch(/worth most, of 100\./);
    expect(words).toContain("the list");
    expect(words).toContain("of the kind to avoid");
    expect(leadTable({ ...leads, top: [lead, { ...lead, avoid: true }] }, report).textContent).toMatch(
      /^(?:(?!kind to avoid).)*kind to avoid(?:(?!kind to avoid).)*$/,
    );
  });

  it("put the chance of the list beside that of the leads, and say why they differ", () => {
    const words = leadTable({ ...leads, valued: 1, top: [lead] }, report).textContent;
    expect(words).toMatch(/scores of the contacts, the list’s from the kind of company/);
    expect(words).toMatch(/31%55%/);
    const clients = leadTable({ ...leads, valued: 1, top: [{ ...lead, listChance: null }] }, report);
    expect(clients.textContent).not.toMatch(/list/);
  });

  it("name ways to roll contacts up in plain words", () => {
    const rivals = [{ name: "Mean of contacts", logLoss: 0.588, auc: 0.62 }];
    expect(rollUpTable({ ...leads, rollUp: { ...leads.rollUp, rivals } }, report).textContent).not.toMatch(
      /log loss|noisy/i,
    );
  });
});
