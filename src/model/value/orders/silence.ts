import { median } from "d3";
import { DAYS_A_MONTH, epochDayOf, isoDateOf } from "../../numerics/calendar.js";
import type { ClientHistory, OrderSummary } from "../client-history.js";
import { forecastCalendar } from "../forecast/forecast-calendar.js";
import { componentAmounts } from "../portfolio/components.js";
import { clientForecaster } from "../value-clients.js";
import type { ValueFit } from "../value-fit.js";
import type { ValueOptions } from "../value-options.js";
import { anySilence, roundsBetween, type Silence, silenceOfRounds } from "./lengths-of-silence.js";
import { expectedOrderRevenue } from "./order-value.js";

/** A made-up client without contracts, and what the models say of it the longer it is silent. */
export interface SilentBuyer {
  /** Order days, the first included. */
  readonly orders: number;
  /** Between its order days; null with one. */
  readonly monthsBetween: number | null;
  readonly points: readonly {
    /** Since its last order day. */
    readonly months: number;
    readonly pActive: number;
    /** Orders of the next 12 months. */
    readonly expectedOrders: number;
    /** Revenue of the next 12 months, not discounted. */
    readonly expectedRevenue: number;
    /** Where orders come in rounds: those that have closed since its last one. */
    readonly missedRounds?: number | undefined;
  }[];
}

/** Repeat orders from which a client counts as a regular one. */
const REGULAR_REPEATS = 3;
const FEWEST_REGULAR = 10;

/**
 * How the value of a one-time and of a regular buyer falls while they are silent, under the fitted models.
 *
 * The regular buyer has the median number of orders, and the median time between them, of the clients without
 * contracts that bought four times or more; with fewer than 10 of those there is only the one-time buyer. Both spend
 * as the models expect of them, the regular one from orders of the median size. Where orders come in rounds, both ordered in them: silence is
 * counted from the middle of a round, and what follows tells of rounds missed. Empty where nobody bought twice:
 * nothing is learned of silence.
 */
export function silentBuyers(
  histories: readonly ClientHistory[],
  fit: ValueFit,
  options: ValueOptions,
): SilentBuyer[] {
  const learned = histories.some(
    ({ contractLines, orders }) => contractLines.length === 0 && orders.repeatDays > 0,
  );
  if (fit.repeatOrders === null || !learned) return [];
  const { orderValue } = fit;
  const { forecast } = clientForecaster(fit, forecastCalendar(options));
  const { rounds } = fit.repeatOrders;
  const silences = rounds === undefined ? anySilence : silenceOfRounds(rounds, epochDayOf(options.asOf));
  const buyer = (repeats: number, daysBetween: number, meanRevenue: number | null): SilentBuyer => ({
    orders: repeats + 1,
    monthsBetween:
      repeats === 0
        ? null
        : rounds === undefined
          ? daysBetween / DAYS_A_MONTH
          : rounds.everyMonths * roundsBetween(rounds, daysBetween),
    points: silences(repeats, daysBetween).map((silence) => {
      const { months, missedRounds } = silence;
      const orders = ordersOf(repeats, daysBetween, silence, meanRevenue);
      const { pActive, ordersByMonth } = forecast(historyOf(orders, options.asOf));
      const expectedOrders = Array.from(ordersByMonth)
        .slice(0, 12)
        .reduce((sum, count) => sum + count, 0);
      const revenue = expectedOrderRevenue(orderValue, orders);
      return {
        months,
        pActive,
        expectedOrders,
        expectedRevenue: expectedOrders * revenue,
        ...(missedRounds === undefined ? {} : { missedRounds }),
      };
    }),
  });
  const regular = histories.filter(
    ({ contractLines, orders }) => contractLines.length === 0 && orders.repeatDays >= REGULAR_REPEATS,
  );
  const repeats = Math.round(median(regular, ({ orders }) => orders.repeatDays) ?? 0);
  const daysBetween = median(regular, ({ orders }) => orders.recencyDays / orders.repeatDays) ?? 0;
  const spend = median(regular, ({ orders }) => orders.meanRevenue ?? Number.NaN) ?? null;
  return [
    buyer(0, 0, null),
    ...(regular.length < FEWEST_REGULAR ? [] : [buyer(repeats, daysBetween, spend)]),
  ];
}

function ordersOf(
  repeatDays: number,
  daysBetween: number,
  { recencyDays, silentDays }: Silence,
  meanRevenue: number | null,
): OrderSummary {
  return {
    repeatDays,
    recencyDays,
    logGapDays: repeatDays * Math.log(Math.max(1, daysBetween)),
    ageDays: recencyDays + silentDays,
    positiveRepeatDays: meanRevenue === null ? 0 : repeatDays,
    meanRevenue,
    logRevenue: meanRevenue === null ? null : { mean: Math.log(meanRevenue), squares: 0 },
    repeatRevenue: componentAmounts(() => 0),
  };
}

function historyOf(orders: OrderSummary, asOf: string): ClientHistory {
  return {
    clientId: "",
    firstOn: isoDateOf(epochDayOf(asOf) - Math.ceil(orders.ageDays)),
    ageDays: Math.ceil(orders.ageDays),
    leftTruncated: false,
    historicMargin: componentAmounts(() => 0),
    firstHorizonMargin: componentAmounts(() => 0),
    revenue: 0,
    revenueLast12Months: 0,
    orderDays: orders.repeatDays + 1,
    marginRate: 1,
    marginRateByKind: null,
    costToServeAMonth: 0,
    orders,
    contractLines: [],
  };
}
