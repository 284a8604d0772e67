import { substream } from "../../numerics/substream.js";
import type { ClientHistory } from "../client-history.js";
import { atFullMargin } from "../client-margin.js";
import { fitValueModels, type ValueModelChoice } from "../fit-value-models.js";
import { forecastCalendar } from "../forecast-calendar.js";
import { independentDeviation } from "../portfolio-interval.js";
import { simulateFutures } from "../simulate-client.js";
import type { TotalOutcome } from "../uncertainty/common-shock.js";
import { clientWorlds, valueClients } from "../value-clients.js";
import type { OrderFactors, ValueFit } from "../value-fit.js";
import type { ValueOptions } from "../value-options.js";
import { type Accuracy, accuracy } from "./accuracy.js";
import { BASELINES, type Baseline, baselineRevenue } from "./baselines.js";
import { type CalibrationDecile, decileCalibration } from "./decile-calibration.js";
import { type IntervalCoverage, intervalCoverage } from "./interval-coverage.js";
import { type PredictiveScore, predictiveScore } from "./predictive-score.js";

/** A look back: models fitted on what was known at an earlier day, compared with what came after it. */
export interface ValueBacktest {
  readonly origin: string;
  readonly holdoutMonths: number;
  readonly rows: readonly ({ readonly method: "model" | Baseline } & Accuracy)[];
  /** The model's total and what came, with the deviation that clients faring independently would give it. */
  readonly total: TotalOutcome;
  readonly calibration: readonly CalibrationDecile[];
  /** Of the model's 80 % intervals, ends included: above 80 % where many of them are [0, something]. */
  readonly coverage: IntervalCoverage;
  /** Of the model's simulated futures. */
  readonly predictive: PredictiveScore | null;
  readonly warnings: readonly string[];
}

export interface BacktestOptions {
  /** ISO date; the histories end on it. */
  readonly origin: string;
  readonly holdoutMonths: number;
  readonly seed: number;
  readonly draws: number;
  readonly models?: ValueModelChoice;
  /** As `ValueFit`'s, with what was known at the origin. */
  readonly orderFactors?: OrderFactors;
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
  { origin, holdoutMonths, seed, draws, models, orderFactors = {} }: BacktestOptions,
): ValueBacktest {
  const actual = histories.map((history) => actualRevenue.get(history.clientId) ?? 0);
  const fit = { ...fitValueModels(histories, models), orderFactors };
  // Revenue of the holdout is residual value at full margin, undiscounted.
  const options: ValueOptions = {
    asOf: origin,
    horizonMonths: holdoutMonths,
    discountRateAnnual: 0,
    highValueShare: 1,
    seed,
    draws,
  };
  const values = valueClients(histories.map(atFullMargin), fit, options);
  const predicted = values.map((value) => value.residualValue);
  const intervals = values.map((value) => ({ low: value.residualLow, high: value.residualHigh }));
  const model = accuracy(predicted, actual);
  return {
    origin,
    holdoutMonths,
    rows: [
      { method: "model", ...model },
      ...BASELINES.map((method) => ({
        method,
        ...accuracy(baselineRevenue(method, histories, holdoutMonths), actual),
      })),
    ],
    total: {
      origin,
      predicted: model.predictedTotal,
      actual: model.actualTotal,
      deviation: independentDeviation(intervals),
    },
    calibration: decileCalibration(predicted, actual),
    coverage: intervalCoverage(intervals, actual),
    predictive: predictiveScore(
      actual,
      futuresOf(histories, fit, options),
      substream(seed, "probability integral transform"),
    ),
    warnings: fit.warnings,
  };
}

function futuresOf(
  histories: readonly ClientHistory[],
  fit: ValueFit,
  options: ValueOptions,
): (index: number) => Float64Array {
  const calendar = forecastCalendar(options);
  const worldsOf = clientWorlds(fit, histories, calendar, options.seed);
  return (index) => {
    const history = histories[index];
    if (history === undefined) return new Float64Array(0);
    const random = substream(options.seed, history.clientId);
    return simulateFutures(worldsOf(history), history.orders, calendar, 0, options.draws, random).residual;
  };
}
