import { ascending, sum } from "d3";
import { DAYS_A_YEAR } from "../numerics/calendar.js";
import { plural } from "../words/plural.js";
import { checkHistories } from "./check-histories.js";
import type { ClientHistory } from "./client-history.js";
import { fitContracts } from "./contracts/fit-contracts.js";
import { fitContractStarts } from "./contracts/further-contracts.js";
import { fitRecentNbd } from "./nbd/fit-recent-nbd.js";
import { fitFirstOrderValue } from "./orders/first-orders.js";
import { orderExposureOf, purchaseHistoryOf } from "./orders/order-history.js";
import { fitOrderValue, orderValueWarnings } from "./orders/order-value.js";
import { returnWarnings } from "./orders/returns-seen.js";
import { fitRepeatOrders } from "./repeat/fit-repeat-orders.js";
import { fitWithoutRepeats } from "./repeat/fit-without-repeats.js";
import type { RepeatFit, RepeatModelName } from "./repeat/repeat-model.js";
import { repeatModel } from "./repeat/repeat-models.js";
import { FEWEST_EVENTS } from "./sparse.js";
import type { ClientTraits } from "./tournament/client-predictors.js";
import { DAYS_A_WEEK, type ValueFit } from "./value-fit.js";

/** Which models are fitted where there is a choice. */
export interface ValueModelChoice {
  /** For orders of clients without contracts; one of discrete opportunities gives way to the usual one where there are none. */
  readonly repeatModel: RepeatModelName;
}

/**
 * Pareto/NBD: it lets clients leave at any time, so that one who bought once and long ago is likely gone (BG/NBD
 * holds that client alive for ever), and it ranked best of those at random on real order books.
 */
export const DEFAULT_MODELS: ValueModelChoice = { repeatModel: "pareto-nbd" };

/**
 * Histories to fit attrition to: the start of a left-truncated client is unknown, and only those that stayed are
 * seen, so that they are left out where the others have enough `events`.
 */
export function wholeHistories(
  histories: readonly ClientHistory[],
  events: (history: ClientHistory) => number,
): readonly ClientHistory[] {
  const whole = histories.filter((history) => !history.leftTruncated);
  return sum(whole, events) >= FEWEST_EVENTS ? whole : histories;
}

/** The clients that repeat orders are learned from: those without contracts, as `wholeHistories` has them. */
export function repeatSampleOf(histories: readonly ClientHistory[]): readonly ClientHistory[] {
  return wholeHistories(
    histories.filter((history) => history.contractLines.length === 0),
    ({ orders }) => (orders.repeatDays > 0 ? 1 : 0),
  );
}

/**
 * Fits the value models to a portfolio: repeat orders by the chosen model and their value for clients without
 * contracts; renewals by `fitContracts`, which may learn from `traits`, an NBD order rate and the value of orders for
 * those with.
 *
 * Clients whose start lies before the data are left out of the fits of attrition as long as the others hold 30
 * repeat buyers or ended contracts, unless it is known how often their contracts were renewed before. The order of the histories does not matter. Sparse and degenerate data
 * give weak-prior fits or null models with a warning, never NaN; histories that contradict themselves throw an
 * Error.
 */
export function fitValueModels(
  histories: readonly ClientHistory[],
  models: ValueModelChoice = DEFAULT_MODELS,
  traits: ClientTraits | null = null,
): ValueFit {
  checkHistories(histories);
  const ordered = [...histories].sort((one, other) => ascending(one.clientId, other.clientId));
  const withContracts = ordered.filter((history) => history.contractLines.length > 0);
  const without = ordered.filter((history) => history.contractLines.length === 0);
  const repeatSample = repeatSampleOf(without);
  const learned = [models, DEFAULT_MODELS].reduce<RepeatFit | null>(
    (fit, choice) => fit ?? fitRepeatOrders(repeatModel(choice.repeatModel), repeatSample, without),
    null,
  );
  const repeatOrders =
    learned ??
    fitWithoutRepeats(
      repeatSample.map((history) => purchaseHistoryOf(history.orders)),
      DAYS_A_YEAR / DAYS_A_WEEK,
    );
  const orderValue = learned === null ? fitFirstOrderValue(without) : fitOrderValue(without);
  const contractOrders = fitRecentNbd(withContracts.map((history) => orderExposureOf(history.orders)));
  const contractOrderValue = fitOrderValue(withContracts);
  const contracts = fitContracts(withContracts, traits);
  const warnings = [
    ...(repeatOrders?.warnings ?? []),
    ...(learned === null ? [] : orderValueWarnings(orderValue, "Orders without a contract")),
    ...(contractOrders?.warnings ?? []),
    ...orderValueWarnings(contractOrderValue, "Orders beside a contract"),
    ...contracts.warnings,
    ...returnWarnings(withContracts),
  ];
  if (without.length > 0 && orderValue === null) {
    warnings.push(
      `No ${learned === null ? "" : "repeat "}order brought positive revenue: repeat orders are expected to bring nothing.`,
    );
  }
  const truncated =
    repeatSample.filter((history) => history.leftTruncated).length + contracts.clientsOfUnknownStart;
  if (truncated > 0) {
    warnings.push(
      `${plural(truncated, "client")} began before the data: earlier business is unknown, and clients that left before are not seen, so the models may look too loyal.`,
    );
  }
  return {
    clients: ordered.length,
    clientsUnderContract: withContracts.length,
    repeatOrders,
    orderValue,
    contractOrders,
    contractOrderValue,
    contractStarts: fitContractStarts(withContracts),
    renewals: contracts.renewals,
    lateRenewals: contracts.lateRenewals,
    expansion: contracts.expansion,
    contractSize: contracts.size,
    warnings,
  };
}
