import { describe, expect, it } from "vitest";
import { accuracy } from "../../../src/model/value/accuracy/accuracy.js";
import { backtestValue } from "../../../src/model/value/accuracy/backtest-value.js";
import { BASELINES, baselineRevenue } from "../../../src/model/value/accuracy/baselines.js";
import { captureCurve, capturedShare } from "../../../src/model/value/accuracy/captured-share.js";
import { intervalCoverage } from "../../../src/model/value/accuracy/interval-coverage.js";
import { normalisedGini } from "../../../src/model/value/accuracy/normalised-gini.js";
import { trackRevenue } from "../../../src/model/value/accuracy/tracking.js";
import { CALIBRATION_END, cdnow, SHARED_PRESENT, sharedCsv } from "./cdnow.js";
import { orderingClient } from "./client-histories.js";

describe("accuracy", () => {
  it("works a case by hand", () => {
    const result = accuracy([10, 20, 30, 40], [0, 30, 10, 60]);
    expect(result).toMatchObject({ clients: 4, predictedTotal: 100, actualTotal: 100, totalBias: 0 });
    expect(result.rootMeanSquareError).toBeCloseTo(Math.sqrt((100 + 100 + 400 + 400) / 4), 12);
    expect(result.meanAbsoluteError).toBe(15);
    expect(result.spearman).toBeCloseTo(0.8, 12);
    expect(capturedShare([10, 20, 30, 40], [0, 30, 10, 60], 0.5)).toBeCloseTo(0.7, 12);
  });

  it("ranks perfectly at 1, by chance at 0, backwards at −1", () => {
    const actual = [1, 5, 0, 3, 3];
    expect(normalisedGini(actual, actual)).toBeCloseTo(1, 12);
    expect(normalisedGini([7, 7, 7, 7, 7], actual)).toBeCloseTo(0, 12);
    expect(normalisedGini([4, 3, 2, 1], [1, 2, 3, 4])).toBeCloseTo(-1, 12);
    expect(normalisedGini([1, 2, 3], [2, 2, 2])).toBeNull();
    expect(
      normalisedGini(
        actual.map((value) => -value),
        actual,
      ),
    ).toBeCloseTo(-1, 12);
  });

  it("does not depend on the order of ties", () => {
    const predicted = [1, 1, 1, 2, 2];
    expect(captureCurve(predicted, [9, 0, 0, 1, 0])).toEqual(captureCurve(predicted, [0, 0, 9, 0, 1]));
    expect(capturedShare(predicted, [9, 0, 0, 1, 0], 0.2)).toBeCloseTo(0.05, 12);
  });

  it("leaves undefined what is not defined", () => {
    expect(accuracy([], [])).toMatchObject({ clients: 0, totalBias: null, rootMeanSquareError: null });
    expect(accuracy([1, 2], [0, 0])).toMatchObject({ totalBias: null, normalisedGini: null, spearman: null });
    expect(accuracy([5, 5], [1, 2])).toMatchObject({ spearman: null, normalisedGini: 0 });
    expect(intervalCoverage([], [])).toEqual({ clients: 0, covered: null, meanWidth: null });
  });

  it("refuses lists of different length", () => {
    expect(() => accuracy([1], [1, 2])).toThrow("1 predictions for 2 actual values");
    expect(() => intervalCoverage([], [1])).toThrow("0 intervals for 1 actual values");
  });

  it("counts ends as inside an interval", () => {
    const intervals = [0, 5, 5].map((low) => ({ low, high: 10 }));
    expect(intervalCoverage(intervals, [0, 10, 4])).toEqual({
      clients: 3,
      covered: 2 / 3,
      meanWidth: 20 / 3,
    });
  });

  it("keeps trivial rules trivial", () => {
    const histories = [
      orderingClient("a", [["2022-12-31", 2400]], { revenueLast12Months: 600 }),
      orderingClient("b", [["2024-12-30", 50]]),
    ];
    expect(baselineRevenue("zero", histories, 12)).toEqual([0, 0]);
    expect(baselineRevenue("last 12 months", histories, 6)).toEqual([300, 25]);
    const [a, b] = baselineRevenue("run rate", histories, 12);
    expect(a).toBeCloseTo((2400 / 731) * 365.25, 9);
    expect(b).toBe(600);
    const mean = baselineRevenue("mean", histories, 12);
    expect(mean[0]).toBeCloseTo((2450 / (731 / 30.4375 + 1)) * 12, 9);
    expect(mean[1]).toBe(mean[0]);
  });
});

describe("revenue month after month", () => {
  const months = [
    { expected: 100, deviation: 3 },
    { expected: 200, deviation: 4 },
  ];
  const days = [
    { date: "2024-02-29", revenue: 70 },
    { date: "2024-03-01", revenue: 40 },
    { date: "2024-03-31", revenue: 100 },
    { date: "2024-04-01", revenue: 999 },
  ];

  it("is added up to the origin's day of each month, inside an interval of the clients' own luck", () => {
    const [first, second] = trackRevenue("2024-01-31", months, days, null);
    expect(first).toMatchObject({ until: "2024-02-29", expected: 100, actual: 70 });
    expect(first?.low).toBeCloseTo(100 * Math.exp(-1.28155 * Math.sqrt(Math.log1p(0.03 ** 2))), 3);
    expect(second).toMatchObject({ until: "2024-03-31", actual: 210 });
  });

  it("is as uncertain as the shock that moves all clients makes it", () => {
    const shock = { origins: 3, windowMonths: 12, logDeviation: 0.1, halfWidth80: 0.2 };
    const [, second] = trackRevenue("2024-01-31", months, days, shock);
    const half = Math.hypot(0.2, (1.28155 * 4) / 200);
    expect(second?.low).toBeCloseTo(200 * Math.exp(-half), 3);
    expect(second?.high).toBeCloseTo(200 * Math.exp(half), 3);
    const [, later] = trackRevenue("2024-01-31", months, days, { ...shock, windowMonths: 1 });
    expect(later?.high).toBeCloseTo(200 * Math.exp(Math.hypot(0.2 * Math.SQRT2, (1.28155 * 4) / 200)), 3);
    expect(trackRevenue("2024-01-31", [{ expected: 0, deviation: 0 }], [], shock)).toEqual([
      { until: "2024-02-29", expected: 0, low: 0, high: 0, actual: 0 },
    ]);
  });
});

describe.skipIf(!SHARED_PRESENT)("CDNOW, 9 months ahead (needs the shared folder)", () => {
  it("ranks other programs' predictions as measured elsewhere", () => {
    for (const [file, gini] of [
      ["clvtools_bgnbd_gg_predictions.csv", 0.6379],
      ["clvtools_pnbd_gg_predictions.csv", 0.6593],
    ] as const) {
      const rows = sharedCsv(`golden/clv/${file}`);
      const actual = rows.map((row) => Number(row["actual.period.spending"]));
      const predicted = rows.map((row) => Number(row["predicted.period.spending"]));
      expect(Math.abs((normalisedGini(predicted, actual) ?? 0) - gini)).toBeLessThan(0.003);
    }
  });

  it("predicts revenue as well as Pareto/NBD with gamma-gamma does elsewhere", () => {
    const { histories, holdoutRevenue } = cdnow("sample");
    const { rows, coverage, months } = backtestValue(histories, holdoutRevenue, {
      origin: CALIBRATION_END,
      holdoutMonths: 9,
      seed: 1,
      draws: 100,
    });
    const [model, zero] = rows;
    expect(model?.actualTotal).toBeCloseTo(70_976.39, 2);
    expect(model?.totalBias).toBeCloseTo(-0.148, 2);
    expect(model?.rootMeanSquareError).toBeCloseTo(72.18, 0);
    expect(model?.normalisedGini).toBeGreaterThan(0.6593);
    expect(model?.topDecileShare).toBeCloseTo(0.5, 1);
    expect(zero).toMatchObject({ method: "zero", totalBias: -1, spearman: null, normalisedGini: 0 });
    expect(rows.map((row) => row.method)).toEqual(["model", ...BASELINES]);
    expect(coverage.covered).toBeGreaterThan(0.8);
    expect(months.map(({ expected }) => expected)).toHaveLength(9);
    expect(months.at(-1)?.expected).toBeCloseTo(model?.predictedTotal ?? 0, 6);
  });
});
