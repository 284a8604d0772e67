import { describe, expect, it } from "vitest";
import type { ValueTournament } from "../../src/components/method-data.js";
import {
  backtestCoverageTitle,
  methodHeadline,
  silenceSentence,
  silenceTitle,
  totalsTitle,
  tournamentCaption,
  trackingCaption,
  trackingTitle,
} from "../../src/components/method-sentences.js";
import { report } from "./report-fixture.js";

const contest = {
  chosen: "BG/NBD",
  kind: "model",
  choosingOrigins: ["2023-12-31"],
  rows: [],
  weights: [],
} as const;
const tournament: ValueTournament = {
  windowMonths: 12,
  stepMonths: 12,
  minimumHistoryMonths: 24,
  caution: null,
  clients: 99,
  origins: [
    { origin: "2023-12-31", until: "2024-12-31" },
    { origin: "2024-12-31", until: "2025-12-31" },
  ],
  orders: contest,
  revenue: contest,
  sentence: "The trivial rule “as last year” won.",
};
const method = {
  models: [],
  valueBacktest: null,
  valueTournament: tournament,
  contractTournament: null,
  missingContests: { repeat: null, contracts: null },
  silence: [],
  assumptions: { status: "skipped", reason: "" },
  lookalikeValidation: null,
  coefficients: [],
  workedExample: null,
  simpleFormula: { averagePurchase: 1, purchasesPerYear: 1, lifespanYears: 1, value: 1 },
  settings: [],
} as const;

describe("how the method says what it rests on", () => {
  it("puts a trivial rule that won first", () => {
    const revenue = { ...contest, kind: "rule" } as const;
    expect(methodHeadline({ ...method, valueTournament: { ...tournament, revenue } })).toBe(
      tournament.sentence,
    );
    expect(methodHeadline(method)).toMatch(/too little history/);
  });

  it("says when there are fewer than three days to look back from", () => {
    expect(tournamentCaption(tournament, report)).toMatch(/Fewer than three/);
    const origins = [...tournament.origins, { origin: "2022-12-31", until: "2023-12-31" }];
    expect(tournamentCaption({ ...tournament, origins }, report)).not.toMatch(/Fewer than three/);
  });

  it("says whose revenue was predicted, and what is kept where nothing did clearly better", () => {
    expect(tournamentCaption(tournament, report)).toMatch(
      /99 clients without contracts: .* A blend is kept/s,
    );
    expect(tournamentCaption(tournament, report, "under contract")).toMatch(
      /99 clients under contract: .* The contract model .* is kept/s,
    );
  });

  it("says whether intervals held as they should", () => {
    const held = (measured: number) =>
      backtestCoverageTitle(
        { clients: 9, coverage: [{ nominal: 0.8, measured, meanWidth: 1 }], crps: 1 },
        report,
      );
    expect(held(0.78)).toMatch(/about as they should/);
    expect(held(0.6)).toMatch(/fewer/);
    expect(held(0.9)).toMatch(/more/);
  });

  it("says what came in all, and the worst year", () => {
    const totals = [
      { origin: "2023-12-31", until: "2024-12-31", predicted: 100, actual: 150 },
      { origin: "2024-12-31", until: "2025-12-31", predicted: 100, actual: 90 },
    ];
    const backtest = {
      origin: "",
      until: "",
      clients: 1,
      actualRevenue: 1,
      rows: [],
      tracking: [],
      calibration: [],
      predictive: null,
      sentence: "",
    };
    expect(totalsTitle({ ...backtest, totals }, report)).toBe(
      "In all, 20% more came than predicted; the worst year was 50% off",
    );
    expect(totalsTitle({ ...backtest, totals: [] }, report)).not.toMatch(/NaN/);
    const month = { until: "2024-01-31", expected: 100, low: 80, high: 120, actual: 110 };
    const tracked = { ...backtest, totals, tracking: [month, { ...month, actual: 130 }] };
    expect(trackingTitle(tracked, report)).toBe(
      "After 2 months 30% more came than expected, inside the band in 1 of them",
    );
    expect(trackingTitle({ ...tracked, totals, tracking: [month] }, report)).toMatch(/each month inside/);
    expect(trackingTitle({ ...tracked, tracking: [] }, report)).not.toMatch(/NaN/);
    expect(trackingCaption(tracked, report)).toMatch(/too narrow/);
    const longer = { ...tracked, totals: [...totals, ...totals] };
    expect(trackingCaption(longer, report)).toMatch(/as the 3 starts before it showed/);
  });

  it("tells a buyer of last month from one of five years ago, and why a one-time buyer may count as a client still", () => {
    const once = (pActive: number) => ({
      orders: 1,
      monthsBetween: null,
      points: [
        { months: 1, pActive: 1, expectedOrders: 1, expectedRevenue: 500 },
        { months: 60, pActive, expectedOrders: 0.1, expectedRevenue: 40 },
      ],
    });
    expect(silenceSentence([once(0.3)], report)).toBe(
      "A client that bought once, the last time a month ago, is expected to bring €500 in the next 12 months; one that was last seen 5 years ago, €40. Their chances of being clients still are 100% and 30%.",
    );
    expect(silenceSentence([once(1)], report)).toMatch(/no sign that clients leave/);
  });

  it("titles what a year of silence makes of each buyer", () => {
    const buyer = (monthsBetween: number | null, pActive: number) => ({
      orders: 5,
      monthsBetween,
      points: [{ months: 12, pActive, expectedOrders: 1, expectedRevenue: 1000 * pActive }],
    });
    const buyers = [buyer(null, 0.9), buyer(3, 0.6)];
    expect(silenceTitle(buyers, "pActive", report)).toBe(
      "After a year of silence a one-time buyer is still a client with 90%, a regular one 60%",
    );
    expect(silenceTitle(buyers.slice(0, 1), "expectedRevenue", report)).toBe(
      "After a year of silence a one-time buyer is expected to bring €900",
    );
  });
});
