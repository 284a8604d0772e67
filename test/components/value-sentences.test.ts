import { describe, expect, it } from "vitest";
import { retentionSentence } from "../../src/components/value/retention-figures.js";
import {
  activityTitle,
  bandMoney,
  cohortsCaption,
  cohortsTitle,
  componentsTitle,
  concentrationTitle,
  distributionTitle,
  simpleFormulaSentence,
  typicalClientSentence,
  unsignedSentence,
  valueHeadline,
  youngCohortsSentence,
} from "../../src/components/value/value-sentences.js";
import type { ValuePage } from "../../src/data/published/value.js";
import { report } from "./report-fixture.js";

const sure = (value: number) => ({ value, low: value, high: value });
const band = (from: number, to: number, clients: number) => ({
  from,
  to,
  clients,
  highValueClients: 0,
  value: 0,
});
const value: ValuePage = {
  status: "ready",
  clients: 10,
  highValueClients: 2,
  activeClients: 7.4,
  totals: {
    clv: sure(1000),
    historic: 900,
    residual: sure(400),
    total: 1300,
    expectedRevenue12m: sure(100),
    revenueLast12Months: 120,
  },
  clv: { mean: 100, median: 60, p90: 300, highValueFrom: 200 },
  distribution: [band(0, 50, 4), band(50, 100, 5), band(100, 150, 1)],
  concentration: {
    gini: 0.5,
    curve: [
      { shareOfClients: 0, shareOfValue: 0 },
      { shareOfClients: 0.2, shareOfValue: 0.55 },
      { shareOfClients: 1, shareOfValue: 1 },
    ],
    topShare: { clients: 0.2, value: 0.55 },
    largestShare: 0.3,
    gainsAndLosses: { gainers: 10, gains: 1000, losers: 0, losses: 0 },
  },
  components: [
    { component: "initial", historic: 300, residual: 0 },
    { component: "renewal", historic: 600, residual: 400 },
  ],
  activity: [
    { from: 0.4, to: 0.5, clients: 3 },
    { from: 0.9, to: 1, clients: 7 },
  ],
  cohorts: [],
  cohortsApart: null,
  simpleFormula: {
    averagePurchase: 10,
    purchasesPerYear: 2,
    lifespanYears: 5,
    value: 100,
    modelMeanClv: 50,
    hasMultiples: true,
  },
  retention: null,
  behaviour: { clients: 0, links: [], retention: [] },
  topClients: [],
  warnings: [],
};

/** Every sentence of the page. */
function sentences(of: ValuePage): string[] {
  return [
    valueHeadline(of, report),
    typicalClientSentence(of, report),
    unsignedSentence(of, report) ?? "",
    concentrationTitle(of, report),
    distributionTitle(of, report),
    componentsTitle(of, report),
    activityTitle(of, report),
    cohortsTitle(of, report),
    youngCohortsSentence(of.cohorts, report),
    simpleFormulaSentence(of, report),
  ];
}

describe("what the page on client value says", () => {
  it("names the base of every figure", () => {
    expect(valueHeadline(value, report)).toBe(
      "10 clients are worth €1k over their first 60 months; the top 20% hold 55% of it.",
    );
    expect(typicalClientSentence(value, report)).toBe(
      "Half of the clients are worth less than €60; the mean of €100 is carried by a few. High-value clients, 2 of them, start at €200.",
    );
    expect(componentsTitle(value, report)).toBe("Renewal is 77% of all margin earned and expected");
    expect(componentsTitle(value, { ...report, moneyIs: "revenue" })).toMatch(/of all revenue/);
    expect(activityTitle(value, report)).toBe(
      "About 7 of 10 are clients still, all chances added up; 3 are likelier gone than not",
    );
  });

  it("tells gains and losses in money where shares of their sum mean nothing", () => {
    const gainsAndLosses = { gainers: 6, gains: 3000, losers: 4, losses: 2900 };
    const losing: ValuePage = {
      ...value,
      totals: { ...value.totals, clv: sure(100) },
      clv: { mean: 10, median: 60, p90: 300, highValueFrom: 200 },
      concentration: {
        ...{ gini: null, curve: [], topShare: { clients: 0.2, value: null }, largestShare: null },
        gainsAndLosses,
      },
      components: [
        { component: "initial", historic: 300, residual: 0 },
        { component: "other", historic: -200, residual: -30 },
      ],
      simpleFormula: { ...value.simpleFormula, modelMeanClv: 10, hasMultiples: false },
    };
    expect(valueHeadline(losing, report)).toBe(
      "10 clients are worth €100 over their first 60 months: 6 clients bring €3k, 4 lose €2.9k.",
    );
    expect(concentrationTitle(losing, report)).toBe("6 clients bring €3k, 4 lose €2.9k");
    expect(typicalClientSentence(losing, report)).toMatch(
      /^Half of the clients are worth less than €60; the mean of €10 is pulled down by 4 clients that lose money\./,
    );
    expect(componentsTitle(losing, report)).toBe(
      "First orders bring €300 earned and expected; repeat orders lose €230",
    );
    expect(simpleFormulaSentence(losing, report)).toMatch(/worth €100, the model €10\./);
    const median = { ...losing, clv: { ...losing.clv, mean: -5, median: -20 } };
    expect(typicalClientSentence(median, report)).toMatch(
      /less than −\u2060€20; the mean of −\u2060€5 is carried/,
    );
  });

  it("names one client that holds more than half", () => {
    const concentration = { ...value.concentration, largestShare: 0.66 };
    expect(concentrationTitle({ ...value, concentration }, report)).toBe(
      "One client holds 66% of lifetime value",
    );
  });

  it("warns where most of what is expected is business that nobody has signed", () => {
    expect(unsignedSentence(value, report)).toBeNull();
    const components = [
      { component: "renewal", historic: 0, residual: 80 },
      { component: "expansion", historic: 0, residual: 320 },
    ] as const;
    const dates = { ...report, dataFrom: "2024-01-02" };
    expect(unsignedSentence({ ...value, components }, dates)).toBe(
      "80% of the €400 expected is expansion that clients have not signed yet: what they added in 24 months of data, carried on for 60. Renewals of the contracts in force make €80.",
    );
    const orders = components.filter(({ component }) => component === "expansion");
    expect(unsignedSentence({ ...value, components: orders }, report)).toBeNull();
  });

  it("titles the fullest band, whose edges differ in words", () => {
    expect(distributionTitle(value, report)).toBe("5 of 10 clients are worth €50 to €100");
    const low = { ...value, distribution: [band(0, 50, 8), band(50, 100, 1)] };
    expect(distributionTitle(low, report)).toBe("8 of 10 clients are worth less than €50");
    const near = { ...value, distribution: [band(1_100_000, 1_150_000, 1), band(1_150_000, 1_200_000, 9)] };
    expect([1_100_000, 1_150_000].map(bandMoney(near, report))).toEqual(["€1.1M", "€1.15M"]);
  });

  it("says what young cohorts brought where there are no curves yet", () => {
    const cohorts = [{ cohort: "2024", clients: 5, points: [{ years: 1, meanCumulativeMargin: 120_000 }] }];
    expect(youngCohortsSentence(cohorts, report)).toBe(
      "A client won in 2024 brought €120k in its first year, on average. Curves can be drawn once all clients won in one year have been clients for two.",
    );
  });

  it("names two years apart only where chance does not explain it", () => {
    expect(cohortsTitle({ cohortsApart: null }, report)).toBe("What a client brings, by the year it was won");
    expect(cohortsTitle({ cohortsApart: { apart: null } }, report)).toBe(
      "What a client brings in two years does not differ by the year it was won beyond chance",
    );
    const apart = [
      { cohort: "2018", mean: 8000 },
      { cohort: "2021", mean: 2000 },
    ];
    expect(cohortsTitle({ cohortsApart: { apart } }, report)).toBe(
      "A client won in 2021 brought €2k in two years, clearly less than one won in 2018 (€8k)",
    );
  });

  it("calls orders without kinds first ones and repeats", () => {
    const components = [
      { component: "initial", historic: 10, residual: 0 },
      { component: "other", historic: 700, residual: 290 },
    ] as const;
    expect(componentsTitle({ ...value, components }, report)).toBe(
      "Repeat orders are 99% of all margin earned and expected",
    );
  });

  it("counts the clients of the curves, and those too young for one", () => {
    const cohort = (year: string, clients: number, years: number) => ({
      cohort: year,
      clients,
      points: Array.from({ length: years }, (_, index) => ({ years: index + 1, meanCumulativeMargin: 1 })),
    });
    const [older, newer] = [cohort("2022", 3, 2), cohort("2023", 5, 1)];
    const said = (cohorts: ValuePage["cohorts"], clients = 10) =>
      cohortsCaption({ ...value, clients, cohorts }, report);
    expect(said([older, newer])).toBe(
      "8 clients won from 2022 to 2023, lost ones counted in; margin, not discounted. Too young for a curve: 2 won since.",
    );
    expect(said([older], 3)).toBe("3 clients won in 2022, lost ones counted in; margin, not discounted.");
  });

  it("counts what was kept by client and by contract where they differ", () => {
    const kept = {
      ...{ clients: 9, recurringThen: 100, recurringNow: 300, lost: 0, contracted: 1, expanded: 200, won: 0 },
      ...{ grr: 0.99, nrr: 2.99, contractNrr: 0.93, modelNrr: 0.91 },
    };
    expect(retentionSentence(kept, report)).toBe(
      "Counted by client, recurring revenue stands at 299.0% of a year ago; counted by contract at 93.0%, since what clients signed in place of a contract or beside it is left out. The renewal models predicted 91.0%.",
    );
    const predicted = (by: number) => retentionSentence({ ...kept, modelNrr: kept.contractNrr + by }, report);
    expect(predicted(0.06)).toMatch(/: the last year was worse than usual/);
    expect(predicted(-0.06)).toMatch(/: the last year was better than usual/);
    expect(predicted(0.04)).not.toMatch(/than usual/);
    expect(retentionSentence({ ...kept, nrr: 0.93 }, report)).toMatch(
      /^The contracts of a year ago still bring/,
    );
  });

  it("says that all are clients still, without a count of those that are not", () => {
    const all = { ...value, activeClients: 10, activity: [{ from: 0.9, to: 1, clients: 10 }] };
    expect(activityTitle(all, report)).toBe("All 10 clients are almost surely clients still");
  });

  it("stays in words on data that hold nothing", () => {
    const none = {
      ...value,
      highValueClients: 0,
      totals: { ...value.totals, clv: sure(0), residual: sure(0), historic: 0, total: 0 },
      clv: { mean: 0, median: 0, p90: 0, highValueFrom: Number.POSITIVE_INFINITY },
      distribution: [band(0, 0, 10)],
      concentration: {
        ...{ gini: null, curve: [], topShare: { clients: 0.2, value: null }, largestShare: null },
        gainsAndLosses: { gainers: 0, gains: 0, losers: 0, losses: 0 },
      },
      components: [{ component: "renewal", historic: 0, residual: 0 }],
      activity: [],
      simpleFormula: {
        averagePurchase: 0,
        purchasesPerYear: 0,
        lifespanYears: 0,
        value: 0,
        modelMeanClv: 0,
        hasMultiples: false,
      },
    } as const;
    const one = { ...value, clients: 1, highValueClients: 0, distribution: [band(0, 50, 1)] };
    const bare = { ...none, distribution: [], components: [] };
    for (const words of [none, one, bare].flatMap(sentences)) {
      expect(words).not.toMatch(/NaN|Infinity|∞|undefined|null|\b1 clients/);
    }
    expect(valueHeadline(one, report)).toBe("1 client is worth €1k over its first 60 months.");
    expect(distributionTitle(none, report)).toBe("10 of 10 clients are worth €0");
  });
});
