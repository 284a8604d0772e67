import { describe, expect, it } from "vitest";
import { valueBacktestSentence } from "../../src/data/method/validation-sentences.js";
import type { ValueBacktest } from "../../src/model/value/accuracy/backtest-value.js";

type Row = ValueBacktest["rows"][number];

function row(method: Row["method"], totalBias: number | null, rmse: number, spearman: number | null): Row {
  return {
    method,
    clients: 10,
    predictedTotal: 0,
    actualTotal: 0,
    totalBias,
    rootMeanSquareError: rmse,
    meanAbsoluteError: null,
    spearman,
    normalisedGini: null,
    topDecileShare: null,
    topQuintileShare: null,
  };
}

function said(...rows: Row[]): string {
  return valueBacktestSentence({
    origin: "2024-12-31",
    holdoutMonths: 12,
    rows,
    total: { origin: "", predicted: 0, actual: 0, deviation: 0, logDeviation: 0, effectiveClients: 0 },
    months: [],
    calibration: [],
    coverage: { clients: 0, covered: null, meanWidth: null },
    predictive: null,
    warnings: [],
  });
}

describe("what the look back says", () => {
  it("compares totals and errors of clients as well as ranks", () => {
    const model = row("model", 0.21, 100, 0.6);
    expect(said(model, row("run rate", -0.4, 150, 0.5))).toMatch(
      /21% above what came\. No trivial rule came closer in all, erred less client by client or ranked the clients better\.$/,
    );
    expect(said(model, row("mean", 0.1, 120, null), row("run rate", -0.03, 80, 0.5))).toMatch(
      /“run rate” and “mean” came closer in all \(3% below\); “run rate” erred less client by client \(RMSE 20% lower\); no trivial rule ranked the clients better\.$/,
    );
    expect(said(model, row("zero", -1, 120, 0.7))).toMatch(
      /“zero” ranked the clients better \(rank correlation 0\.70 against 0\.60\); no trivial rule came closer in all or erred less client by client\.$/,
    );
  });

  it("says when nothing came to judge by", () => {
    expect(said(row("model", null, 0, null))).toMatch(/could not be judged/);
  });
});
