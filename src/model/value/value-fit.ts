import type { ContractFactors } from "./contracts/contract-factors.js";
import type { ContractScale, TermClass } from "./contracts/contract-line.js";
import type { ContractStarts } from "./contracts/further-contracts.js";
import type { ExpansionFit } from "./expansion/fit-expansion.js";
import type { ModelFit } from "./model-fit.js";
import type { NbdParameters } from "./nbd/nbd-parameters.js";
import type { OrderValueFit } from "./orders/order-value.js";
import type { LateRenewals } from "./renewals/late-renewals.js";
import type { RenewalFit } from "./renewals/renewal-fit.js";
import type { RepeatFit } from "./repeat/repeat-model.js";
import type { CommonShock } from "./uncertainty/common-shock.js";

/** The models' unit of time: recency, age and exposure are days / 7. */
export const DAYS_A_WEEK = 7;

/** Factors from 0, by client, on the revenue that the model of orders expects of it; a client that they lack has 1. */
export type OrderFactors = Readonly<Record<string, number>>;

/** Models fitted to a portfolio. Plain data. */
export interface ValueFit {
  readonly clients: number;
  readonly clientsUnderContract: number;
  /** Repeat orders of clients without contracts, in weeks; by weak priors alone when nobody bought twice, null without such clients. */
  readonly repeatOrders: RepeatFit | null;
  /**
   * For clients without contracts, where another way of predicting than the model of orders alone did better on
   * earlier origins.
   */
  readonly orderFactors?: OrderFactors;
  /** Of first orders where there is no repeat order. Null when none has positive revenue: then orders are expected to bring nothing. */
  readonly orderValue: OrderValueFit | null;
  /** Orders of clients under contract beside the contract, in weeks; null when there are none. */
  readonly contractOrders: ModelFit<NbdParameters> | null;
  readonly contractOrderValue: OrderValueFit | null;
  /** For clients under contract, where another way of predicting did clearly better than the contract model. */
  readonly contractFactors?: ContractFactors;
  /** Null where no client added a contract to its first. */
  readonly contractStarts: ContractStarts | null;
  readonly renewals: Readonly<Record<TermClass, RenewalFit>>;
  /** How late they begin; absent or null: not known. */
  readonly lateRenewals?: Readonly<Record<TermClass, LateRenewals | null>>;
  readonly expansion: Readonly<Record<TermClass, ExpansionFit>>;
  /** The yardsticks for what may tell how likely a contract is to be renewed. */
  readonly contractSize: ContractScale;
  /** What moves all clients together, where earlier origins calibrate it: intervals of clients hold it. */
  readonly shock?: CommonShock | null;
  /** All models' warnings, and those on the portfolio. */
  readonly warnings: readonly string[];
}
