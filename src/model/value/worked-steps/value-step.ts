import type { RoundHistory } from "../bg-bb/round-history.js";
import type { ClientHistory } from "../client-history.js";
import type { LedgerEntry } from "../client-ledger.js";
import type { CostToServe } from "../cost-to-serve.js";
import type { ClientForecast } from "../forecast/client-forecast.js";
import type { ForecastCalendar } from "../forecast/forecast-calendar.js";
import type { Margins } from "../forecast/simulate-client.js";
import type { CarriedFactor } from "../orders/order-factors.js";
import type { OrderValueFit } from "../orders/order-value.js";

/** One line of a worked example. */
export interface ValueStep {
  /** Lines of kind "residual part" add up to the residual value. */
  readonly kind: "given" | "result" | "residual part";
  readonly label: string;
  /** How the value comes about, with the numbers put in; empty for what is given. */
  readonly formula: string;
  readonly value: number;
  readonly unit: "money" | "share" | "days" | "count";
}

/** All that the steps of one client are taken from. */
export interface Workings {
  readonly history: ClientHistory;
  readonly forecast: ClientForecast;
  readonly orderValue: OrderValueFit | null;
  /** What another way of predicting, which did better on earlier days, makes of the models. */
  readonly carried: CarriedFactor;
  /** Its orders by rounds, where the model counts in these. */
  readonly inRounds: RoundHistory | null;
  readonly calendar: ForecastCalendar;
  readonly entry: LedgerEntry;
  readonly margins: Margins;
  readonly cost: CostToServe;
}

/** Four digits, or whole from a thousand on. */
export function figure(value: number): string {
  return Math.abs(value) >= 1000 ? value.toFixed(0) : Number(value.toPrecision(4)).toString();
}

/** The factor, where there is one. */
export function timesFactor(factor: number): string {
  return factor === 1 ? "" : ` × ${figure(factor)} by what predicted better on earlier days`;
}
