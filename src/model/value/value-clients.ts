import { ascending } from "d3";
import { addMonths, epochDayOf } from "../numerics/calendar.js";
import { substream } from "../numerics/substream.js";
import { checkHistories } from "./check-histories.js";
import type { ClientHistory } from "./client-history.js";
import { type LedgerEntry, ledgerEntry } from "./client-ledger.js";
import type { ClientValue } from "./client-value.js";
import { contractProcess, forecastContracts } from "./contracts/contract-value.js";
import type { ClientForecast, ClientProcess } from "./forecast/client-forecast.js";
import { clientStrays } from "./forecast/client-outlooks.js";
import { type ForecastCalendar, forecastCalendar } from "./forecast/forecast-calendar.js";
import type { ClientWorld } from "./forecast/simulate-client.js";
import { carriedFactors, moreActive, withActivity } from "./orders/order-factors.js";
import type { OrderValueFit } from "./orders/order-value.js";
import { repeatOrderForecaster, repeatOrderProcess } from "./orders/repeat-order-value.js";
import { businessClock } from "./uncertainty/business-clock.js";
import { plausibleFits } from "./uncertainty/plausible-fits.js";
import { shaken, shockDraws } from "./uncertainty/shaken.js";
import type { ValueFit } from "./value-fit.js";
import { checkValueOptions, type ValueOptions } from "./value-options.js";

/** Values a client by the model that fits it: contracts where it has any, repeat orders otherwise. */
export interface ClientForecaster {
  readonly forecast: (history: ClientHistory) => ClientForecast;
  readonly orderValueOf: (history: ClientHistory) => OrderValueFit | null;
}

/** The forecasts of a fit on a calendar. */
export function clientForecaster(fit: ValueFit, calendar: ForecastCalendar): ClientForecaster {
  const forecastRepeatOrders = repeatOrderForecaster(fit.repeatOrders, calendar);
  const carriedOf = carriedFactors(fit);
  return {
    forecast: (history) =>
      history.contractLines.length > 0
        ? forecastContracts(history, fit, calendar)
        : withActivity(forecastRepeatOrders(history), carriedOf(history).activity),
    orderValueOf: (history) => orderValueOf(fit, history, carriedOf(history).value),
  };
}

function orderValueOf(fit: ValueFit, { contractLines }: ClientHistory, factor: number): OrderValueFit | null {
  if (contractLines.length > 0) return fit.contractOrderValue;
  if (fit.orderValue === null || factor === 1) return fit.orderValue;
  return { ...fit.orderValue, realisedShare: factor * fit.orderValue.realisedShare };
}

/** Draws of the parameters that all clients' futures are split over: more move the ends of intervals by less than the futures do. */
const PARAMETER_DRAWS = 24;

/**
 * The worlds that a client's futures are simulated in: one for each of the fits that the data bear out (see
 * `plausibleFits`), shaken by what is common to all clients. Those draws are the same for all clients, and for the same
 * fit and seed; how restless a client is, which all its contracts share, is its own.
 */
export function clientWorlds(
  fit: ValueFit,
  histories: readonly ClientHistory[],
  calendar: ForecastCalendar,
  seed: number,
  count: number = PARAMETER_DRAWS,
): (history: ClientHistory) => ClientWorld[] {
  const fits = plausibleFits(fit, histories, count, substream(seed, "parameters"));
  const shock = fit.shock ?? null;
  const draws = shockDraws(shock, fits.length, substream(seed, "common shock"));
  const worlds = fits.map((drawn, index) => ({
    drawn,
    repeatOrders: repeatOrderProcess(drawn.repeatOrders),
    logShock: draws[index] ?? 0,
    clock: shock && businessClock(draws[index] ?? 0, shock.windowMonths, calendar),
  }));
  const carriedOf = carriedFactors(fit);
  return (history) => {
    const carried = carriedOf(history);
    const ordersOf = (process: ClientProcess["orders"]): ClientProcess => ({
      orders: process === null ? null : moreActive(process, carried.activity),
      renewals: [],
    });
    const strays =
      history.contractLines.length > 0
        ? clientStrays(fit.renewals, worlds.length, substream(seed, `restless ${history.clientId}`))
        : [];
    return worlds.map(({ drawn, repeatOrders, clock, logShock }, index) => ({
      process: shaken(
        history.contractLines.length > 0
          ? contractProcess(history, drawn, calendar, strays[index] ?? 0)
          : ordersOf(repeatOrders(history)),
        clock,
      ),
      orderValue: orderValueOf(drawn, history, carried.value),
      logShock,
    }));
  };
}

/**
 * The clients with the highest CLV above 0: at most a share of all, rounded, or one; ties go to the lower client id.
 */
function highestByClv(entries: readonly LedgerEntry[], share: number): ReadonlySet<string> {
  const ranked = [...entries].sort(
    (one, other) => other.clv - one.clv || ascending(one.clientId, other.clientId),
  );
  const count = Math.max(1, Math.round(share * entries.length));
  return new Set(
    ranked
      .slice(0, count)
      .filter((entry) => entry.clv > 0)
      .map((entry) => entry.clientId),
  );
}

/**
 * A client whose start lies before the data says nothing of how clients begin, and little of CLV, until at
 * least half of the horizon has been seen of it. Others are learned from whatever their age: what is not seen
 * is expected.
 */
function isLearnable(history: ClientHistory, { asOfDay, horizonMonths }: ForecastCalendar): boolean {
  const halfSeenOn = addMonths(epochDayOf(history.firstOn), Math.ceil(horizonMonths / 2));
  return !history.leftTruncated || halfSeenOn <= asOfDay;
}

/**
 * What each client is worth, in the order of the histories.
 *
 * Intervals hold 80 % of the client's simulated futures (10 % lie below, 10 % above); where a client has most
 * likely left both ends may be 0 while the mean is not. The value of referrals is added by `withReferrals`. They hold what is not known of the
 * parameters as well as luck. A client's futures depend on its own id, history and the fit, not on the other clients
 * (but where clients have to be resampled: `plausibleFits`). Throws on histories that contradict themselves or end on another day than
 * `asOf`, and on options out of bounds.
 */
export function valueClients(
  histories: readonly ClientHistory[],
  fit: ValueFit,
  options: ValueOptions,
): ClientValue[] {
  checkValueOptions(options);
  checkHistories(histories, options.asOf);
  const calendar = forecastCalendar(options);
  const forecaster = clientForecaster(fit, calendar);
  const worldsOf = clientWorlds(fit, histories, calendar, options.seed);
  const entries = histories.map((history) =>
    ledgerEntry(
      history,
      forecaster.forecast(history),
      forecaster.orderValueOf(history),
      calendar,
      worldsOf(history),
      options.draws,
      substream(options.seed, history.clientId),
    ),
  );
  const highest = highestByClv(entries, options.highValueShare);
  return entries.map((entry, index) => {
    const history = histories[index];
    return {
      ...entry,
      referralValue: 0,
      highValue: highest.has(entry.clientId),
      learnable: history !== undefined && isLearnable(history, calendar),
    };
  });
}
