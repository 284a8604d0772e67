import { describe, expect, it } from "vitest";
import { backtestCaption } from "../../src/components/method/backtest-table.js";
import {
  backtestCalibrationTitle,
  backtestCoverageTitle,
  longestSentence,
  methodHeadline,
  middleSentence,
  totalsTitle,
  tournamentCaption,
  trackingCaption,
  trackingTitle,
} from "../../src/components/method/method-sentences.js";
import { inReadersWords, ruleInWords } from "../../src/components/method/method-words.js";
import {
  calibrationTitle,
  coverageSentence,
  curvesTitle,
  validationTitle,
} from "../../src/components/method/score-sentences.js";
import { silenceSentence, silenceTitle } from "../../src/components/method/silence-sentences.js";
import { formatter } from "../../src/components/words/format.js";
import type { LookalikeValidation, MethodPage, PublishedBacktest } from "../../src/data/published/method.js";
import { report } from "./report-fixture.js";

type ValueTournament = NonNullable<MethodPage["valueTournament"]>;

const contest = {
  chosen: "BG/NBD",
  kind: "model",
  choosingOrigins: ["2023-12-31"],
  rows: [],
  weights: [],
  calibration: [],
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
const method: MethodPage = {
  status: "ready",
  models: [],
  valueBacktest: null,
  valueTournament: tournament,
  contractTournament: null,
  missingContests: { repeat: null, contracts: null },
  silence: [],
  assumptions: { status: "skipped", reason: "" },
  lookalikeValidation: null,
  coefficients: [],
  learnedFrom: null,
  targetFormulas: [],
  workedExample: null,
  simpleFormula: { averagePurchase: 1, purchasesPerYear: 1, lifespanYears: 1, value: 1 },
  settings: [],
};

const backtest: PublishedBacktest = {
  origin: "2024-12-31",
  until: "2025-12-31",
  clients: 1,
  actualRevenue: 1,
  rows: [],
  totals: [],
  longest: null,
  tracking: [],
  calibration: [],
  predictive: null,
  sentence: "",
};
const predictive = {
  clients: 1,
  coverage: [],
  plainCoverage80: 0,
  crps: 0,
  expectedError: 0,
  middle: { error: 0, biasShare: 0 },
};
const tenths = (amounts: readonly (readonly [number, number])[]) =>
  amounts.map(([predicted, actual], index) => ({ decile: index + 1, clients: 10, predicted, actual }));
const share = (value: number) => ({ value, low: value, high: value });
const validation: LookalikeValidation = {
  clients: 40,
  folds: 5,
  repeats: 2,
  capacityShare: 1,
  rows: [],
  differences: [],
  curves: [],
  calibration: [],
  predictedOverActual: 1,
  intervalCoverage: { nominal: 0.8, measured: 0.8 },
  sentence: "",
};

describe("how the method says what it rests on", () => {
  it("puts a trivial rule that won first", () => {
    const revenue = { ...contest, kind: "rule" } as const;
    expect(methodHeadline({ ...method, valueTournament: { ...tournament, revenue } }, report)).toBe(
      tournament.sentence,
    );
    const contractTournament = { ...tournament, revenue, sentence: "“run rate” won." };
    expect(methodHeadline({ ...method, contractTournament }, report)).toBe("“run rate” won.");
    expect(methodHeadline(method, report)).toMatch(/too little history/);
  });

  it("says when there are fewer than three days to look back from", () => {
    expect(tournamentCaption(tournament, report)).toMatch(/Fewer than three/);
    expect(tournamentCaption(tournament, report)).toContain(
      "12 months apart, 24 months or more before the first.",
    );
    const origins = [...tournament.origins, { origin: "2022-12-31", until: "2023-12-31" }];
    expect(tournamentCaption({ ...tournament, origins }, report)).not.toMatch(/Fewer than three/);
  });

  it("says whose revenue was predicted, and what is kept where nothing did clearly better", () => {
    expect(tournamentCaption(tournament, report)).toMatch(
      /99 clients without contracts\. .* An average of models is kept/s,
    );
    expect(tournamentCaption(tournament, report, "under contract")).toMatch(
      /99 clients under contract\. .* The contract model .* is kept/s,
    );
  });

  it("says which day taught, which chose and which only judged", () => {
    const days = ["2022-12-31", "2023-12-31", "2024-12-31"];
    const origins = days.map((origin) => ({ origin, until: "2025-12-31" }));
    expect(tournamentCaption({ ...tournament, origins }, report)).toContain(
      "We went back to three earlier days and predicted what came next from what was known then. From 31 December 2022 the averages and the regression learned. 31 December 2023 chose the method. 31 December 2024 only judged it, on the 12 months that followed.",
    );
  });

  it("calls a blend an average, and days by their names", () => {
    expect(
      inReadersWords(
        "“blend in logs” won, “blend in money × own mean order” a little, on 2024-12-31.",
        formatter(report),
      ),
    ).toBe(
      "The weighted average (of logs) won, “averaged orders × the client’s own mean order” a little, on 31 December 2024.",
    );
    expect(ruleInWords("zero")).toBe("nothing comes");
    expect(ruleInWords("Pareto/NBD")).toBe("");
  });

  it("tells a right total from a right order of the list", () => {
    const title = (amounts: readonly (readonly [number, number])[]) =>
      calibrationTitle({ ...validation, calibration: tenths(amounts) }, report);
    const falling = [
      [50, 60],
      [40, 35],
      [30, 32],
      [20, 18],
      [10, 5],
    ] as const;
    expect(title(falling)).toBe("The total is right, and the list tells better tenths of clients from worse");
    const mixed = falling.map(
      ([predicted], index) => [predicted, falling[(index + 3) % 5]?.[1] ?? 0] as const,
    );
    const unclear =
      "The total is right, but the list does not clearly tell better tenths of clients from worse";
    expect(title(mixed)).toBe(unclear);
    expect(title(falling.slice(0, 3))).toMatch(/does not clearly tell/);
    expect(title(falling.map(([predicted, actual]) => [2 * predicted, actual]))).toBe(
      "The total predicted is 100% too high, and the list tells better tenths of clients from worse",
    );
  });

  it("titles the tenth that lies farthest from what was predicted", () => {
    const calibration = tenths([
      [10, 12],
      [40, 22],
      [171_000, 178_900],
    ]);
    expect(backtestCalibrationTitle({ ...backtest, calibration }, report)).toBe(
      "Widest gap: the tenth of whom most was predicted brought €180k each; €170k was predicted",
    );
    const near = tenths([
      [10, 10],
      [41_900, 42_100],
      [90_000, 90_000],
    ]);
    expect(backtestCalibrationTitle({ ...backtest, calibration: near }, report)).toBe(
      "Widest gap: tenth 2 brought €42.1k each; €41.9k was predicted",
    );
  });

  it("stays in words on data that hold nothing", () => {
    const zero = { origin: "2024-12-31", until: "2025-12-31", predicted: 0, actual: 0 };
    const month = { until: "2025-01-31", expected: 0, low: 0, high: 0, actual: 0 };
    const rows = [
      {
        method: "expected CLV",
        ...{ capturedTop5: share(0), capturedTop10: share(0) },
        ...{ capturedTop20: share(0), capturedAtCapacity: share(1), gini: null, spearman: null },
      },
    ];
    const flat = {
      method: "random",
      points: [
        { share: 0, captured: Number.NaN },
        { share: 1, captured: Number.NaN },
      ],
    };
    const silent = {
      orders: 1,
      monthsBetween: null,
      points: [{ months: 12, pActive: 0, expectedOrders: 0, expectedRevenue: 0.0007 }],
    };
    for (const words of [
      totalsTitle(backtest, report),
      totalsTitle({ ...backtest, totals: [zero, { ...zero, predicted: 9 }] }, report),
      trackingTitle(backtest, report),
      trackingTitle({ ...backtest, tracking: [month] }, report),
      trackingCaption(backtest, report),
      backtestCaption({ ...backtest, actualRevenue: 0 }, report),
      backtestCalibrationTitle(backtest, report),
      backtestCalibrationTitle({ ...backtest, calibration: tenths([[0, 0]]) }, report),
      backtestCoverageTitle(predictive, report),
      calibrationTitle(validation, report),
      calibrationTitle(
        {
          ...validation,
          calibration: tenths([
            [0, 0],
            [5, 0],
          ]),
        },
        report,
      ),
      validationTitle(validation, report),
      validationTitle({ ...validation, rows }, report),
      curvesTitle(validation, report),
      curvesTitle({ ...validation, curves: [flat, flat] }, report),
      coverageSentence({ ...validation, intervalCoverage: { nominal: 0.8, measured: 0 } }, report),
      tournamentCaption(
        { ...tournament, clients: 1, origins: [{ origin: "2024-12-31", until: "2025-12-31" }] },
        report,
      ),
      silenceSentence([], report),
      silenceSentence([silent], report),
      silenceTitle([], "pActive", report),
      silenceTitle([silent], "expectedRevenue", report),
    ]) {
      expect(words).not.toMatch(/NaN|Infinity|∞|undefined|null|€0\.0|\b1 (clients|months)\b/);
    }
    expect(silenceTitle([silent], "expectedRevenue", report)).toMatch(/under €1$/);
  });

  it("says whether intervals held as they should", () => {
    const held = (measured: number) =>
      backtestCoverageTitle(
        { ...predictive, clients: 9, coverage: [{ nominal: 0.8, measured, meanWidth: 1 }] },
        report,
      );
    expect(held(0.78)).toBe("80% intervals held 78%, about as they should");
    expect(held(0.6)).toMatch(/fewer/);
    expect(held(0.9)).toMatch(/more/);
  });

  it("says which of a client's figures to take for what", () => {
    const said = (error: number, expectedError: number, biasShare: number) =>
      middleSentence({ ...predictive, expectedError, middle: { error, biasShare } }, report);
    expect(said(80, 100, -0.25)).toBe(
      "For one client the middle of its range was the closer guess: middles were off by €80 in the mean, expected figures by €100. Middles add up to 25% less than came: for sums take expected figures.",
    );
    expect(said(120, 100, 0)).toMatch(/the expected figure was the closer guess.*by €100\.$/);
    expect(said(0, 0, 0)).toBe(
      "The middle of a client's range and its expected figure were both off by €0 in the mean.",
    );
  });

  it("says what came in all, and the worst year", () => {
    const totals = [
      { origin: "2023-12-31", until: "2024-12-31", predicted: 100, actual: 150 },
      { origin: "2024-12-31", until: "2025-12-31", predicted: 100, actual: 90 },
    ];
    expect(totalsTitle({ ...backtest, totals }, report)).toBe(
      "In all, 17% less was predicted than came; the worst of 2 predictions was 33% too low",
    );
    const month = { until: "2024-01-31", expected: 100, low: 80, high: 120, actual: 110 };
    const tracked = { ...backtest, totals, tracking: [month, { ...month, actual: 130 }] };
    expect(trackingTitle(tracked, report)).toBe(
      "After 2 months 23% less was expected than came, outside the 80% band in 1 of them",
    );
    const outside = [month, { ...month, actual: 200 }].map((each) => ({ ...each, low: 300, high: 400 }));
    expect(trackingTitle({ ...tracked, tracking: outside }, report)).toMatch(
      /outside the 80% band in all 2$/,
    );
    expect(trackingTitle({ ...tracked, totals, tracking: [month] }, report)).toMatch(/each month inside/);
    expect(trackingCaption(tracked, report)).toMatch(/too narrow/);
    const longer = { ...tracked, totals: [...totals, ...totals] };
    expect(trackingCaption(longer, report)).toMatch(/as the 3 starts before it showed/);
  });

  it("holds the longest outcome against what was expected of it", () => {
    const longest = { origin: "2021-12-31", months: 48, predicted: 64, actual: 34 };
    expect(longestSentence({ ...backtest, longest }, report)).toMatch(
      /longest time seen, the 48 months from .*2021, 88% more was predicted than came\./,
    );
    expect(longestSentence({ ...backtest, longest: { ...longest, actual: 64 } }, report)).toMatch(
      /as much came as was predicted/,
    );
    expect(longestSentence(backtest, report)).toBe("");
    expect(longestSentence({ ...backtest, longest: { ...longest, actual: 0 } }, report)).toBe("");
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
      "The longer a client is silent compared with its own rhythm, the surer it is gone. A one-time buyer of a month ago has had no time to come back: 100% likely still a client, €500 expected in the next 12 months. One of 5 years ago has had every chance and did not: 30% likely still a client, €40 expected.",
    );
    expect(silenceSentence([once(1)], report)).toMatch(/no sign that clients leave/);
    const [before, after] = [once(0.7), once(0.3)].map(({ points }) => points[1]);
    if (before === undefined || after === undefined) throw new Error("no points");
    const inRounds = [
      { ...before, months: 14, missedRounds: 1 },
      { ...after, months: 26, missedRounds: 2 },
    ];
    expect(silenceSentence([{ ...once(0), monthsBetween: 12, points: inRounds }], report)).toMatch(
      /after 2 missed rounds it is more likely gone than not\.$/,
    );
  });

  it("titles what a year of silence makes of each buyer", () => {
    const buyer = (monthsBetween: number | null, pActive: number) => ({
      orders: 5,
      monthsBetween,
      points: [{ months: 12, pActive, expectedOrders: 1, expectedRevenue: 1000 * pActive }],
    });
    const buyers = [buyer(null, 0.9), buyer(3, 0.6)];
    expect(silenceTitle(buyers, "pActive", report)).toBe(
      "After a year of silence, 90% of one-time buyers are still clients, 60% of regular ones",
    );
    expect(silenceTitle(buyers.slice(0, 1), "expectedRevenue", report)).toBe(
      "After a year of silence, a one-time buyer is expected to bring €900",
    );
  });
});
