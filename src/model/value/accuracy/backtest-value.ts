import { variance } from "d3";
import type { Interval } from "../../numerics/interval.js";
import { DEVIATIONS_OF_80 } from "../../numerics/interval-80.js";
import { sparseQuantiles } from "../../numerics/sparse-quantiles.js";
import { substream } from "../../numerics/substream.js";
import { checkHistories } from "../check-histories.js";
import type { ClientHistory } from "../client-history.js";
import type { ContractFactors } from "../contracts/contract-factors.js";
import { fitValueModels, type ValueModelChoice } from "../fit-value-models.js";
import { expectedRevenue } from "../forecast/expected-revenue.js";
import { forecastCalendar } from "../forecast/forecast-calendar.js";
import { simulatePeriods } from "../forecast/simulate-client.js";
import type { ClientTraits } from "../tournament/client-predictors.js";
import type { CommonShock } from "../uncertainty/common-shock.js";
import { shockOver } from "../uncertainty/shock-growth.js";
import { type TotalOutcome, totalOutcome } from "../uncertainty/total-outcome.js";
import { movesTogether, sharedShocks, worldMoves } from "../uncertainty/world-moves.js";
import { clientWorlds } from "../value-clients.js";
import type { OrderFactors } from "../value-fit.js";
import { checkValueOptions, type ValueOptions } from "../value-options.js";
import { type Accuracy, accuracy } from "./accuracy.js";
import { BASELINES, type Baseline, baselineRevenue } from "./baselines.js";
import { type CalibrationDecile, decileCalibration } from "./decile-calibration.js";
import { type IntervalCoverage, intervalCoverage } from "./interval-coverage.js";
import { type PredictiveScore, predictiveScore } from "./predictive-score.js";
import type { ExpectedToDate } from "./tracking.js";

/** A look back: models fitted on what was known at an earlier day, compared with what came after it. */
export interface ValueBacktest {
  readonly origin: string;
  readonly holdoutMonths: number;
  readonly rows: readonly ({ readonly method: "model" | Baseline } & Accuracy)[];
  /** The model's total and what came, with the deviation that clients faring independently give it. */
  readonly total: TotalOutcome;
  /** The model's total up to the end of each month. */
  readonly months: readonly ExpectedToDate[];
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
  /** What may tell of clients beside their contracts. */
  readonly traits?: ClientTraits | null;
  /** As `ValueFit`'s, with what was known at the origin. */
  readonly orderFactors?: OrderFactors;
  /** As `ValueFit`'s, with what was known at the origin. */
  readonly contractFactors?: ContractFactors;
  /** As `ValueFit`'s, from origins before this one. */
  readonly shock?: CommonShock | null;
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
  {
    origin,
    holdoutMonths,
    seed,
    draws,
    models,
    traits = null,
    orderFactors = {},
    contractFactors = {},
    shock = null,
  }: BacktestOptions,
): ValueBacktest {
  const options: ValueOptions = {
    asOf: origin,
    horizonMonths: holdoutMonths,
    discountRateAnnual: 0,
    highValueShare: 1,
    seed,
    draws,
  };
  checkValueOptions(options);
  checkHistories(histories, origin);
  const actual = histories.map((history) => actualRevenue.get(history.clientId) ?? 0);
  const fit = { ...fitValueModels(histories, models, traits), orderFactors, contractFactors, shock };
  const calendar = forecastCalendar(options);
  const monthEnds = calendar.monthEnds.slice(0, holdoutMonths);
  const revenueOf = expectedRevenue(fit, calendar);
  const expected = histories.map((history) => revenueOf(history).subarray(0, holdoutMonths));
  const predicted = expected.map((months) => months.at(-1) ?? 0);
  const worldsOf = clientWorlds(fit, histories, calendar, seed);
  const variances = new Float64Array(holdoutMonths);
  const together = monthEnds.map(movesTogether);
  const intervals: Interval[] = [];
  const predictive = predictiveScore(actual, (index) => {
    const history = histories[index];
    if (history === undefined) return new Float64Array(0);
    const random = substream(seed, history.clientId);
    const revenue = new Float64Array(draws);
    const worlds = worldsOf(history);
    const shocks = sharedShocks(worlds.map(({ logShock = 0 }) => logShock));
    simulatePeriods(
      worlds,
      history.orders,
      calendar,
      monthEnds.map((lastDay, month) => ({
        afterDay: monthEnds[month - 1] ?? -1,
        lastDay,
        discounted: false,
      })),
      draws,
      random,
    ).forEach((ofMonth, month) => {
      ofMonth.forEach((value, draw) => {
        revenue[draw] = (revenue[draw] ?? 0) + value;
      });
      const shared = ((expected[index]?.[month] ?? 0) * shockOver(shock, month + 1)) / DEVIATIONS_OF_80;
      const own = Math.max(0, (variance(revenue) ?? 0) - shared ** 2);
      variances[month] = (variances[month] ?? 0) + own;
      together[month]?.add(worldMoves(revenue, shocks));
    });
    const [low = 0, high = 0] = sparseQuantiles(revenue.slice(), [0.1, 0.9]);
    intervals.push({ low, high });
    return revenue;
  });
  const deviations = Array.from(variances, (own, month) =>
    Math.sqrt(own + (together[month]?.variance() ?? 0)),
  );
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
    total: totalOutcome(origin, predicted, actual, deviations.at(-1) ?? 0),
    months: deviations.map((deviation, month) => ({
      expected: expected.reduce((all, months) => all + (months[month] ?? 0), 0),
      deviation,
    })),
    calibration: decileCalibration(predicted, actual),
    coverage: intervalCoverage(intervals, actual),
    predictive,
    warnings: fit.warnings,
  };
}
