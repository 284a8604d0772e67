import type { ModelFit } from "./model-fit.js";
import type { NbdParameters } from "./nbd/nbd-parameters.js";
import type { OrderValueFit } from "./order-value.js";
import type { RepeatFit } from "./repeat/repeat-model.js";
import type { SbgParameters } from "./shifted-beta-geometric/sbg-parameters.js";

/** The models' unit of time: recency, age and exposure are days / 7. */
export const DAYS_A_WEEK = 7;

/**
 * Contracts with terms under 6 months and those from 6 months renew apart: a monthly renewal is no yearly one.
 */
export type TermClass = "short" | "long";

/** The class of a term length in months. */
export function termClassOf(termMonths: number): TermClass {
  return termMonths < 6 ? "short" : "long";
}

/** Factors by client on the revenue that the model of orders expects of it; a client that they lack has 1. */
export type OrderFactors = Readonly<Record<string, number>>;

/** Models fitted to a portfolio. Plain data. */
export interface ValueFit {
  readonly clients: number;
  readonly clientsUnderContract: number;
  /** Repeat orders of clients without contracts, in weeks; null when nobody bought twice. */
  readonly repeatOrders: RepeatFit | null;
  /**
   * For clients without contracts, where another way of predicting than the model of orders alone did better on
   * earlier origins.
   */
  readonly orderFactors?: OrderFactors;
  /** Null when no repeat order has positive revenue: then orders are expected to bring nothing. */
  readonly orderValue: OrderValueFit | null;
  /** Orders of clients under contract beside the contract, in weeks; null when there are none. */
  readonly contractOrders: ModelFit<NbdParameters> | null;
  readonly contractOrderValue: OrderValueFit | null;
  readonly renewals: Readonly<Record<TermClass, ModelFit<SbgParameters>>>;
  /** All models' warnings, and those on the portfolio. */
  readonly warnings: readonly string[];
}
