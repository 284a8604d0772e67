import { sparseQuantiles } from "../../numerics/sparse-quantiles.js";
import { substream } from "../../numerics/substream.js";
import type { ClientHistory } from "../client-history.js";
import { expectedMargins } from "../client-margin.js";
import { costToServe } from "../cost-to-serve.js";
import { clientForecaster, clientWorlds } from "../value-clients.js";
import type { ValueFit } from "../value-fit.js";
import type { ValueOptions } from "../value-options.js";
import { type ForecastCalendar, forecastCalendar } from "./forecast-calendar.js";
import { simulatePeriods } from "./simulate-client.js";

/** Margin that a client will have brought by some months ahead, added up and discounted to the as-of date. */
export interface FanPoint {
  readonly months: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

const QUANTILES = [0.1, 0.5, 0.9];

/** Months ahead that a fan opens at: whole years within the horizon, at most `years`, and the horizon. */
export function fanMonths(horizonMonths: number, years: number): number[] {
  const whole = Array.from({ length: years }, (_, year) => 12 * (year + 1));
  return [...whole.filter((months) => months < horizonMonths), horizonMonths];
}

/**
 * A function from a client to the 10 %, 50 % and 90 % quantiles of what it will have brought after each of `months`,
 * from `options.draws` simulated futures less the expected cost to serve.
 *
 * `histories` are those that the fit rests on: they tell how sure its parameters are. `months` are whole and lie
 * within the horizon.
 */
export function clientFans(
  fit: ValueFit,
  histories: readonly ClientHistory[],
  options: ValueOptions,
  months: readonly number[],
): (history: ClientHistory) => FanPoint[] {
  const calendar = forecastCalendar(options);
  const forecaster = clientForecaster(fit, calendar);
  const worldsOf = clientWorlds(fit, histories, calendar, options.seed);
  const until = months.map((count) => ({
    months: count,
    lastDay: calendar.monthEnds[count - 1] ?? Number.NaN,
  }));
  const beyond = until.find(({ lastDay }) => !(lastDay <= calendar.horizonEnd));
  if (beyond !== undefined) {
    throw new RangeError(
      `months of a fan must be whole and from 1 to the horizon of ${calendar.horizonMonths}, got ${beyond.months}`,
    );
  }
  return (history) => {
    const forecast = forecaster.forecast(history);
    const orderValue = forecaster.orderValueOf(history);
    const futures = simulatePeriods(
      worldsOf(history),
      history.orders,
      calendar,
      until.map(({ lastDay }, index) => ({
        afterDay: until[index - 1]?.lastDay ?? -1,
        lastDay,
        discounted: true,
      })),
      options.draws,
      substream(options.seed, `fan ${history.clientId}`),
      expectedMargins(history, orderValue),
    );
    const soFar = new Float64Array(options.draws);
    return until.map(({ months: ahead }, index) => {
      futures[index]?.forEach((value, draw) => {
        soFar[draw] = (soFar[draw] ?? 0) + value;
      });
      const cost = costToServe(history, forecast, upTo(calendar, ahead), 0).residual;
      const [low = 0, median = 0, high = 0] = sparseQuantiles(soFar.slice(), QUANTILES);
      return { months: ahead, low: low - cost, median: median - cost, high: high - cost };
    });
  };
}

function upTo(calendar: ForecastCalendar, horizonMonths: number): ForecastCalendar {
  return { ...calendar, horizonMonths };
}
