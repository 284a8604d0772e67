import { substream } from "../numerics/substream.js";
import { roundHistoryOf } from "./bg-bb/round-history.js";
import { checkHistories } from "./check-histories.js";
import type { ClientHistory } from "./client-history.js";
import { ledgerEntry } from "./client-ledger.js";
import { expectedMargins } from "./client-margin.js";
import { costToServe } from "./cost-to-serve.js";
import { firstHorizonEnd, forecastCalendar } from "./forecast/forecast-calendar.js";
import { carriedFactors } from "./orders/order-factors.js";
import { clientForecaster } from "./value-clients.js";
import type { ValueFit } from "./value-fit.js";
import { checkValueOptions, type ValueOptions } from "./value-options.js";
import { givenSteps } from "./worked-steps/given-steps.js";
import { orderSteps } from "./worked-steps/order-steps.js";
import { renewalSteps } from "./worked-steps/renewal-steps.js";
import { resultSteps } from "./worked-steps/result-steps.js";
import { signedSteps } from "./worked-steps/signed-steps.js";
import type { ValueStep, Workings } from "./worked-steps/value-step.js";

/**
 * One client's value worked through, for readers who want to redo it: what is given; the expected orders of
 * each year, what is signed and not yet billed, and each renewal with its chance, margin and discount; the sums.
 *
 * The values are those of `valueClients` for the same arguments. Numbers in formulas are rounded to four
 * digits, or to whole ones.
 */
export function explainClientValue(
  history: ClientHistory,
  fit: ValueFit,
  options: ValueOptions,
): ValueStep[] {
  checkValueOptions(options);
  checkHistories([history], options.asOf);
  const calendar = forecastCalendar(options);
  const forecaster = clientForecaster(fit, calendar);
  const forecast = forecaster.forecast(history);
  const orderValue = forecaster.orderValueOf(history);
  const entry = ledgerEntry(
    history,
    forecast,
    orderValue,
    calendar,
    [],
    1,
    substream(options.seed, history.clientId),
  );
  const workings: Workings = {
    history,
    forecast,
    orderValue,
    carried: carriedFactors(fit)(history),
    inRounds:
      fit.repeatOrders?.rounds === undefined || history.contractLines.length > 0
        ? null
        : roundHistoryOf(history, fit.repeatOrders.rounds),
    calendar,
    entry,
    margins: expectedMargins(history, orderValue),
    cost: costToServe(history, forecast, calendar, firstHorizonEnd(calendar, history.firstOn)),
  };
  return [
    ...givenSteps(workings),
    ...orderSteps(workings),
    ...signedSteps(workings),
    ...renewalSteps(workings),
    ...resultSteps(workings),
  ];
}
