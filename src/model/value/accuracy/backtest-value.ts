import type { ClientHistory } from "../client-history.js";
import { atFullMargin } from "../client-margin.js";
import { fitValueModels } from "../fit-value-models.js";
import { valueClients } from "../value-clients.js";
import { type Accuracy, accuracy } from "./accuracy.js";
import { BASELINES, type Baseline, baselineRevenue } from "./baselines.js";
import { type IntervalCoverage, intervalCoverage } from "./interval-coverage.js";

/** A look back: models fitted on what was known at an earlier day, compared with what came after it. */
export interface ValueBacktest {
  readonly origin: string;
  readonly holdoutMonths: number;
  readonly rows: readonly ({ readonly method: "model" | Baseline } & Accuracy)[];
  /** Of the model's 80 % intervals. */
  readonly coverage: IntervalCoverage;
  readonly warnings: readonly string[];
}

/**
 * Temporal holdout: fits on `histories`, which end at `origin`, and compares expected with actual revenue of
 * the `holdoutMonths` after it, client by client, beside the trivial baselines.
 *
 * `actualRevenue` is gross revenue by client id; clients that it lacks bought nothing. Clients first seen
 * after the origin are not in `histories` and do not count: report them apart.
 */
export function backtestValue(
  histories: readonly ClientHistory[],
  actualRevenue: ReadonlyMap<string, number>,
  options: {
    readonly origin: string;
    readonly holdoutMonths: number;
    readonly seed: number;
    readonly draws: number;
  },
): ValueBacktest {
  const { origin, holdoutMonths, seed, draws } = options;
  const actual = histories.map((history) => actualRevenue.get(history.clientId) ?? 0);
  const fit = fitValueModels(histories);
  // Revenue of the holdout is residual value at full margin, undiscounted.
  const values = valueClients(histories.map(atFullMargin), fit, {
    asOf: origin,
    horizonMonths: holdoutMonths,
    discountRateAnnual: 0,
    highValueShare: 1,
    seed,
    draws,
  });
  return {
    origin,
    holdoutMonths,
    rows: [
      {
        method: "model",
        ...accuracy(
          values.map((value) => value.residualValue),
          actual,
        ),
      },
      ...BASELINES.map((method) => ({
        method,
        ...accuracy(baselineRevenue(method, histories, holdoutMonths), actual),
      })),
    ],
    coverage: intervalCoverage(
      values.map((value) => ({ low: value.residualLow, high: value.residualHigh })),
      actual,
    ),
    warnings: fit.warnings,
  };
}
