import type { OrderRounds } from "../bg-bb/order-rounds.js";
import type { OrderProcess } from "../forecast/client-forecast.js";
import type { ModelFit } from "../model-fit.js";
import type { RepeatHistory } from "./repeat-history.js";

/** Models of when clients buy again, by name. */
export const REPEAT_MODEL_NAMES = [
  "nbd",
  "bg-nbd",
  "mbg-nbd",
  "pareto-nbd",
  "bg-cnbd-k",
  "mbg-cnbd-k",
  "bg-bb",
] as const;

export type RepeatModelName = (typeof REPEAT_MODEL_NAMES)[number];

/** Parameters by name; a model's own type names them. */
export type RepeatParameters = Readonly<Record<string, number>>;

/** A fitted model of repeat business. Plain data: it can be written as JSON and read back. */
export interface RepeatFit extends ModelFit<RepeatParameters> {
  /**
   * The model that was fitted: a simpler one than was asked for where the data hold that one only (nobody
   * leaves: NBD), as its warnings say.
   */
  readonly model: RepeatModelName;
  /**
   * Covariance of the logarithms of the parameters that were estimated, in the order of the model's
   * `parameterNames`; null without proper curvature.
   */
  readonly logCovariance: readonly (readonly number[])[] | null;
  /** The opportunities that a model of discrete ones was fitted to; absent for the others. */
  readonly rounds?: OrderRounds;
}

/** What a model with given parameters says of clients; times are in the histories' unit. */
export interface RepeatForecaster {
  /** ln of the density of one history. */
  readonly logLikelihood: (history: RepeatHistory) => number;
  /** Probability that the client has not left by the end of its history. */
  readonly probabilityAlive: (history: RepeatHistory) => number;
  /** Purchases expected in the next `ahead` ≥ 0 of time, whether alive or not. */
  readonly expectedPurchases: (history: RepeatHistory, ahead: number) => number;
  /** Purchases expected until each of several times ahead of a client that is alive; shared between alike clients. */
  readonly expectedPurchasesIfAlive: (history: RepeatHistory, aheads: readonly number[]) => ArrayLike<number>;
  /** Repeat purchases expected of a new client in its first `time`. */
  readonly expectedPurchasesOfNewClient: (time: number) => number;
  /** Probability of exactly `count` repeat purchases of a new client in its first `time`. */
  readonly probabilityOfCount: (count: number, time: number) => number;
  /**
   * Purchases expected from now on for ever, each times e^(−rate × time until it) (for BG/BB: (1 + rate)^−n for
   * the n-th opportunity, the next one counting as n = 1); `discountRate` > 0 is per unit of time.
   */
  readonly discountedResidualTransactions: (history: RepeatHistory, discountRate: number) => number;
  /**
   * How orders come, given the history: for `orderTimeSimulator`. Null for models whose
   * opportunities are discrete.
   */
  readonly orderProcess: (history: RepeatHistory) => OrderProcess | null;
  /**
   * A function that visits the times, ascending and up to `until` from now, of one simulated future's purchases;
   * whether the client is alive is drawn anew each time, and so are its rate and attrition.
   */
  readonly futureSampler: (
    history: RepeatHistory,
    random: () => number,
  ) => (until: number, visit: (time: number) => void) => void;
}

/** A model of repeat business, the same to its users whatever is inside. */
export interface RepeatModel {
  readonly name: RepeatModelName;
  /** As the literature calls it. */
  readonly label: string;
  /** What is estimated, each above 0, in the order of `logCovariance`. */
  readonly parameterNames: readonly string[];
  /** Opportunities to buy come one by one, not at any time: histories count in opportunities. */
  readonly discrete: boolean;
  /** Maximum likelihood, or maximum posterior with a warning where data are few; null when nobody has bought again. */
  readonly fit: (histories: readonly RepeatHistory[]) => RepeatFit | null;
  /** The model at given parameters; throws a RangeError that names one that is missing or not above 0. */
  readonly at: (parameters: RepeatParameters) => RepeatForecaster;
}
