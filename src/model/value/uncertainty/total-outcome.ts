import { sum } from "d3";

/** Farther than this, a factor of 10, nothing is taken to move all clients together: beyond it the models have not foreseen the business at all. */
export const FARTHEST_LOG_SHOCK = Math.LN10;

/** A portfolio's total as predicted from one origin, and as it came. */
export interface TotalOutcome {
  readonly origin: string;
  readonly predicted: number;
  readonly actual: number;
  /** Standard deviation of the total, as simulated, without a common shock: luck of clients, and what is not known of the parameters. */
  readonly deviation: number;
  /** Standard deviation of ln(actual / predicted) as clients' own outcomes show it. */
  readonly logDeviation: number;
  /** How many clients of one size would spread the total as these do. */
  readonly effectiveClients: number;
  /** The same clients over all the time until today, where that holds more than one window. */
  readonly untilToday?: LongOutcome;
}

/** A total of a longer time than the window that ways of predicting are tested on. */
export interface LongOutcome {
  readonly months: number;
  readonly predicted: number;
  readonly actual: number;
  /** As `TotalOutcome` has it. */
  readonly logDeviation: number;
}

/**
 * A total from its clients, `predicted` and `actual` in the same order; `deviation` as `TotalOutcome` has it.
 *
 * `logDeviation` is the jackknife's: with Lᵢ the log error of the total without client i, √((n−1)/n · Σ(Lᵢ − L̄)²)
 * (Efron and Stein 1981). One client that makes the error explains all of it. `effectiveClients` is 1/Σshare², of what
 * was predicted or of what came, whichever is fewer; 0 where nothing is positive.
 */
export function totalOutcome(
  origin: string,
  predicted: ArrayLike<number>,
  actual: ArrayLike<number>,
  deviation: number,
): TotalOutcome {
  const [ofPredicted, ofActual] = [Array.from(predicted), Array.from(actual)];
  const total = { predicted: sum(ofPredicted), actual: sum(ofActual) };
  const without = ofPredicted.map((one, client) =>
    logError({ predicted: total.predicted - one, actual: total.actual - (ofActual[client] ?? 0) }),
  );
  const clients = without.length;
  const mean = sum(without) / clients;
  const squares = sum(without.map((error) => (error - mean) ** 2));
  return {
    origin,
    ...total,
    deviation,
    logDeviation: clients > 0 ? Math.sqrt(((clients - 1) / clients) * squares) : 0,
    effectiveClients: Math.min(effectiveCount(ofPredicted), effectiveCount(ofActual)),
  };
}

/**
 * ln(actual / predicted), at most a factor of 10 either way; nothing or less for something is the lowest, and 0 where
 * nothing was predicted.
 */
export function logError({ predicted, actual }: Pick<TotalOutcome, "predicted" | "actual">): number {
  if (!(predicted > 0)) return 0;
  if (!(actual > 0)) return -FARTHEST_LOG_SHOCK;
  return Math.min(FARTHEST_LOG_SHOCK, Math.max(-FARTHEST_LOG_SHOCK, Math.log(actual / predicted)));
}

function effectiveCount(amounts: readonly number[]): number {
  const positive = amounts.map((amount) => Math.max(0, amount));
  const squares = sum(positive.map((amount) => amount ** 2));
  return squares > 0 ? sum(positive) ** 2 / squares : 0;
}
