import { mergedPeriods } from "../channels/merged-periods.js";
import { drawLever, type LeverRange } from "./lever-range.js";
import { type LeverName, type Levers, unchanged } from "./levers.js";
import { sobolIndices } from "./sobol-indices.js";
import { type WhatIfModel, type WhatIfOutcome, whatIf } from "./what-if.js";

const MONTHS_A_YEAR = 12;

/** What is asked about: all that is ahead, or one part of it. */
export type WhatIfQuestion = "ahead" | "residual" | "clv" | "plan";

/** The answer to a question in money. */
export function answerTo(question: WhatIfQuestion, outcome: WhatIfOutcome): number {
  return question === "plan" ? (outcome.plan?.net ?? 0) : outcome[question];
}

/** What a result is when one input alone lies at the 10th or the 90th percentile of its range. */
export interface TornadoBar {
  readonly lever: LeverName;
  readonly atLow: number;
  readonly atHigh: number;
}

/** One bar a range, around the levers given, the widest first. */
export function tornado(
  model: WhatIfModel,
  ranges: readonly LeverRange[],
  levers: Levers,
  question: WhatIfQuestion,
): TornadoBar[] {
  const base = unchanged(model.discountRateAnnual);
  const at = (range: LeverRange, quantile: number): number =>
    answerTo(question, whatIf(model, drawLever(levers, range, base, quantile)));
  return ranges
    .map((range) => ({ lever: range.lever, atLow: at(range, 0.1), atHigh: at(range, 0.9) }))
    .sort((a, b) => Math.abs(b.atHigh - b.atLow) - Math.abs(a.atHigh - a.atLow));
}

/** What share of what is not known of a result goes back to an input, on its own and with others. */
export interface LeverIndex {
  readonly lever: LeverName;
  readonly first: number;
  readonly total: number;
}

/** First-order and total Sobol indices over the ranges, taken as independent, around the report's levers. */
export function leverIndices(
  model: WhatIfModel,
  ranges: readonly LeverRange[],
  question: WhatIfQuestion,
  rows: number,
  random: () => number,
): LeverIndex[] {
  const base = unchanged(model.discountRateAnnual);
  // Only what the question needs, by year: indices are shares, and thousands of evaluations are to be quick.
  const asked: WhatIfModel = {
    ...model,
    residual:
      question === "plan" || question === "clv"
        ? []
        : model.residual.map((cell) => mergedPeriods(cell, MONTHS_A_YEAR)),
    lifetime: question === "clv" ? model.lifetime : [],
  };
  const indices = sobolIndices(
    (quantiles) =>
      answerTo(
        question,
        whatIf(
          asked,
          ranges.reduce((levers, range, at) => drawLever(levers, range, base, quantiles[at] ?? 0.5), base),
        ),
      ),
    ranges.length,
    rows,
    random,
  );
  return ranges.map(({ lever }, at) => ({
    lever,
    first: indices[at]?.first ?? 0,
    total: indices[at]?.total ?? 0,
  }));
}
