// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { acquisitionCohortChart } from "../../src/components/acquisition/acquisition-cohort-chart.js";
import { paybackChart } from "../../src/components/acquisition/acquisition-payback-chart.js";
import { returnChart } from "../../src/components/acquisition/acquisition-return-chart.js";
import {
  acquisitionBasis,
  acquisitionHeadline,
  attributionSentence,
  attributionTitle,
  countingSentence,
  coverageSentences,
  paybackTitle,
  returnTitle,
} from "../../src/components/acquisition/acquisition-sentences.js";
import { channelTable, groupTable } from "../../src/components/acquisition/acquisition-tables.js";
import { attributionChart } from "../../src/components/acquisition/attribution-chart.js";
import { balanceChart, balanceTable } from "../../src/components/acquisition/balance-chart.js";
import {
  balanceSentence,
  balanceTitle,
  nextSpendSentence,
} from "../../src/components/acquisition/balance-sentences.js";
import type { AcquisitionPage, BalanceChannel, ChannelRow } from "../../src/data/published/acquisition.js";
import { report } from "./report-fixture.js";

const around = (value: number) => ({ value, low: 0.8 * value, high: 1.25 * value });
const figures = { clients: 40, clv: 8e6, meanClv: around(2e5), cac: 2e4, ratio: around(10) };
const payback = { months: 4, low: 3, high: 6, seenMonths: 48, invoicedMonths: 1 };
const partner: ChannelRow = {
  ...figures,
  channel: "partner",
  spend: 8e5,
  cacFrom: "spend",
  obstacle: null,
  returns: "more than it costs",
  payback,
  icpShare: 0.4,
  claim: { othersMeanClv: 1e5, p: 0.001, verdict: "worth more" },
};
const search: ChannelRow = {
  ...partner,
  channel: "search",
  clients: 150,
  cac: 1e4,
  ratio: around(5),
  payback: { ...payback, months: 9 },
  claim: { othersMeanClv: 2e5, p: 0.02, verdict: "worth less" },
};
const without = (channel: string, part: Partial<ChannelRow>): ChannelRow => ({
  ...partner,
  channel,
  cac: null,
  cacFrom: null,
  ratio: null,
  returns: "cannot tell",
  payback: null,
  claim: null,
  ...part,
});
const next: BalanceChannel = {
  channel: "partner",
  status: "responds",
  p: 0.01,
  verdict: "brings more",
  months: 84,
  arrivals: 160,
  carryOver: 0.3,
  spendNow: 10_000,
  seen: { low: 4000, high: 21_000 },
  marginal: { value: 3.2, low: 1.4, high: 5.1 },
  balance: { value: 40_000, low: 20_000, high: 90_000 },
  points: [
    { spend: 2000, value: 9, low: 4, high: 14 },
    { spend: 30_000, value: 1.3, low: 0.6, high: 2 },
  ],
};
const flat: BalanceChannel = {
  ...next,
  channel: "search",
  status: "flat",
  verdict: "cannot tell",
  p: 0.6,
};
const year = { ...figures, cohort: "2024", spend: 1e5, payback };
const page: AcquisitionPage = {
  status: "ready",
  asOf: "2025-12-31",
  rule: "last touch",
  level: 0.1,
  costToServeAMonth: 40,
  spend: { toAcquire: 2.3e6, toRetain: 4e5, from: "2019-01", to: "2025-12" },
  clients: { won: 190, withoutChannel: 0, withSeveralChannels: 12, beforeData: 0 },
  overall: {
    ...figures,
    clients: 190,
    cacFrom: "spend.csv over the 190 clients won in its months",
    measured: { by: "winning", from: "2019-01", to: "2025-12", spend: 2.3e6, before: null },
    payback,
  },
  channels: [partner, search],
  channelsLeftOut: 0,
  curves: [
    { channel: null, clients: 190, points: [5000, 9000, 21_000] },
    { channel: "partner", clients: 40, points: [9000, 19_000, 30_000] },
  ],
  cohorts: [{ channel: null, years: [year, { ...year, cohort: "2025", ratio: around(4) }] }],
  segments: [{ ...figures, payback, segment: "Mid-size companies" }],
  profiles: [
    {
      profile: "proposed",
      matching: { ...figures, payback },
      others: { ...figures, ratio: around(4), payback: { ...payback, months: null } },
    },
  ],
  attribution: (["first touch", "last touch", "even split"] as const).map((rule) => ({
    rule,
    channels: [
      { channel: "partner", clients: 40.5, clv: 8e6, cac: 2e4, ratio: rule === "first touch" ? 4 : 10 },
      { channel: "search", clients: 149.5, clv: 8e6, cac: 1e4, ratio: 5 },
    ],
  })),
  balance: { arrivals: "deals", from: "2019-01", to: "2025-12", channels: [next, flat] },
};

describe("what clients cost and bring, in words", () => {
  it("gives the cost, the value and the channel that brings the better clients", () => {
    expect(acquisitionHeadline(page, report)).toBe(
      "Winning a client costs €20k and brings €200k of lifetime value. Clients won through partner are worth the most: €200k each, 2× those of other channels.",
    );
    expect(acquisitionBasis(page, report)).toBe(
      "€2.3M were spent to win 190 clients from January 2019 to December 2025. Lifetime value is 10× the cost (in four of five cases 8× to 13×). The cost is earned back after 4 months (3 to 6). The most clients come through search, worth less than others. A client counts for the channel of its last touch.",
    );
    const measured = { by: "opening", from: "2024-09", to: "2025-08", spend: 4e5, before: 12_000 } as const;
    const moved = { ...page, overall: { ...page.overall, clients: 20, measured } };
    expect(acquisitionBasis(moved, report)).toMatch(
      /^€400k were spent to win 20 clients of deals opened from September 2024 to August 2025\. Over all months a client cost €12k: that changed beyond chance, so the last twelve count; by channel all do\. /,
    );
    expect(countingSentence(moved)).toMatch(/whose deals were opened in the months of the spend/);
    expect(countingSentence(page)).toMatch(/looks dearer than it is/);
    expect(returnTitle(page, report)).toBe(
      "Every channel brings back more than it costs, from 5× through search to 10× through partner",
    );
    expect(paybackTitle(page, report)).toMatch(
      /after 4 months through partner, after 9 months through search/,
    );
  });

  it("claims nothing of channels that cannot be told apart, and says which does not pay", () => {
    const unclear = { othersMeanClv: 1e5, p: 0.5, verdict: "cannot tell" } as const;
    const alike = { ...page, channels: [partner, search].map((one) => ({ ...one, claim: unclear })) };
    expect(acquisitionHeadline(alike, report)).toMatch(/the data cannot tell\.$/);
    const poor = { ...search, returns: "less than it costs" as const };
    expect(returnTitle({ ...page, channels: [partner, poor] }, report)).toBe(
      "Clients won through search bring back less than they cost",
    );
    const unsure = { ...search, returns: "cannot tell" as const };
    expect(returnTitle({ ...page, channels: [partner, unsure] }, report)).toMatch(/search .*cannot tell/);
  });

  it("says how much the rule of attribution matters", () => {
    expect(attributionTitle(page)).toBe(
      "The rule decides who leads: search by first touch, partner by last touch and partner by even split",
    );
    expect(attributionSentence(page, report)).toMatch(/^12 of 190 clients were touched by more than one/);
  });

  it("says what the next euro brings, where that is a guess, and where nothing can be said", () => {
    expect(balanceTitle(next, report)).toBe(
      "The next €1 for partner brings €3.2 (€1.4 to €5.1) of lifetime value",
    );
    expect(balanceSentence(next, report)).toMatch(/up to €40k a month .* so it is a guess/);
    expect(balanceTitle(flat, report)).toMatch(/the data cannot tell: no answer to spend beyond chance$/);
    expect(balanceTitle({ ...flat, status: "growth or spend" }, report)).toMatch(
      /the data cannot tell: growth cannot be told from spend$/,
    );
    expect(balanceTitle({ ...next, verdict: "brings less" }, report)).toMatch(/returns less than it costs/);
    expect(balanceTitle({ ...next, status: "too little", marginal: null }, report)).toMatch(/^Too few/);
    expect(nextSpendSentence(page, report)).toBe(
      "Through partner the next €1 brings more than itself. No answer to spend beyond chance: search.",
    );
    const open = { ...next, channel: "events", verdict: "cannot tell" as const };
    const few = { ...next, channel: "fairs", status: "too little" as const, verdict: "cannot tell" as const };
    expect(balanceTitle(open, report)).toMatch(
      /^The next €1 for events may bring more or less than itself: €/,
    );
    const channels = [{ ...next, channel: "radio", verdict: "brings less" as const }, open, few];
    expect(
      page.balance && nextSpendSentence({ ...page, balance: { ...page.balance, channels } }, report),
    ).toBe(
      "Through radio the next €1 returns less than it costs. Through events it may bring more or less than itself. Too few months or deals to tell: fairs.",
    );
  });

  it("names with their money what has no cost, no client or no channel", () => {
    const bad = {
      ...page,
      channels: [
        without("radio", { obstacle: "no spend", clients: 7 }),
        without("billboards", { obstacle: "no client", spend: 70_000 }),
        without("fairs", { obstacle: "spend is not above 0", spend: -50 }),
        without("gifts", { obstacle: "stated as 0" }),
      ],
      clients: { ...page.clients, withoutChannel: 3, beforeData: 9 },
    };
    const told = coverageSentences(bad, report).join("\n");
    expect(told).toMatch(/Radio: 7 clients, but no spend by this name/);
    expect(told).toMatch(/Billboards: €70k spent, but no client/);
    expect(told).toMatch(/Fairs: its spend comes to −\u2060€50/);
    expect(told).toMatch(/Gifts: targeting\.yaml states a cost of 0/);
    expect(told).toMatch(/3 clients were touched by no channel/);
    expect(told).toMatch(/9 clients began before the data/);
    expect(told).toMatch(/€400k were spent to keep clients/);
    expect(`${told}${channelTable(bad, report).textContent}`).not.toMatch(/NaN|Infinity|null/);
  });
});

it("draws every figure, with nothing undefined in it", () => {
  const figuresOfPage = [
    returnChart(page, report),
    channelTable(page, report),
    paybackChart(page, report),
    acquisitionCohortChart(page, null, report),
    groupTable(page, report),
    attributionChart(page, report),
    ...(page.balance ? [balanceTable(page.balance, report)] : []),
    balanceChart(next, "deals", report),
    balanceChart(flat, "clients", report),
  ];
  for (const figure of figuresOfPage) {
    expect(figure.textContent).not.toMatch(/NaN|undefined|null|Infinity/);
  }
  expect(figuresOfPage.filter((figure) => figure.querySelector("svg"))).toHaveLength(6);
  expect(figuresOfPage[6]?.textContent).toMatch(/brings more than itself.*no answer to spend beyond chance/);
});
