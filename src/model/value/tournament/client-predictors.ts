import type { Account } from "../../account.js";
import type { Feature } from "../../feature.js";
import { encode } from "../../firmographics/encode.js";
import { encodingColumns } from "../../firmographics/encoding.js";
import { fitEncoding } from "../../firmographics/fit-encoding.js";
import type { ClientHistory } from "../client-history.js";
import { DAYS_A_WEEK } from "../value-fit.js";

/** Firmographics of clients, and the fields that may be used. */
export interface ClientTraits {
  readonly accounts: readonly Account[];
  readonly features: readonly Feature[];
}

/** What a client did, as numbers, each of them alike for all clients; NaN where nothing is known. `days` lie ahead. */
export type Behaviour = (history: ClientHistory, days: number) => number[];

/** How a regression sees clients of whom some days are to be predicted. */
export interface PredictorSet {
  readonly of: (history: ClientHistory, days: number) => Float64Array;
  /** Standard deviation of the prior of each coefficient: what clients did may matter more than what they are. */
  readonly priorDeviations: readonly number[];
}

const BEHAVIOUR_DEVIATION = 1;
const TRAIT_DEVIATION = 0.2;
/** A client's money on a log scale, where nothing is known of it, counts as the middle of the others'. */
const UNKNOWN = 0;

/**
 * Predictors from what clients did, each taken from its mean and in its standard deviations over `histories` (asked
 * of `usualDays`), and from firmographics.
 */
export function clientPredictors(
  histories: readonly ClientHistory[],
  { accounts, features }: ClientTraits,
  behaviour: Behaviour,
  usualDays: number,
): PredictorSet {
  const encoding = fitEncoding(accounts, features);
  const traits = new Map(accounts.map((account) => [account.accountId, encode(encoding, account)] as const));
  const traitCount = encodingColumns(encoding).length;
  const scales = columnScales(histories.map((history) => behaviour(history, usualDays)));
  return {
    of: (history, days) => {
      const known = traits.get(history.clientId);
      return Float64Array.from([
        ...behaviour(history, days).map((value, column) => {
          const { mean, deviation } = scales[column] ?? { mean: 0, deviation: 1 };
          return Number.isNaN(value) ? UNKNOWN : (value - mean) / deviation;
        }),
        ...(known ?? new Array<number>(traitCount).fill(0)),
      ]);
    },
    priorDeviations: [
      ...scales.map(() => BEHAVIOUR_DEVIATION),
      ...new Array<number>(traitCount).fill(TRAIT_DEVIATION),
    ],
  };
}

/**
 * Recency, frequency, age and spend: ln(1 + repeats), share of its time that a client has been silent, share up to its
 * last order, ln(1 + weeks), ln of mean order value and of all revenue.
 */
export function orderBehaviour({ orders, revenue }: ClientHistory): number[] {
  const weeks = orders.ageDays / DAYS_A_WEEK;
  const lastWeek = orders.recencyDays / DAYS_A_WEEK;
  return [
    Math.log1p(orders.repeatDays),
    (weeks - lastWeek) / (weeks + 1),
    lastWeek / (weeks + 1),
    Math.log1p(weeks),
    orders.meanRevenue === null ? Number.NaN : Math.log(orders.meanRevenue),
    revenue > 0 ? Math.log(revenue) : Number.NaN,
  ];
}

function columnScales(rows: readonly (readonly number[])[]): { mean: number; deviation: number }[] {
  return (rows[0] ?? []).map((_, column) => {
    const values = rows.map((row) => row[column] ?? Number.NaN).filter((value) => !Number.isNaN(value));
    const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const deviation = Math.sqrt(squares / Math.max(1, values.length));
    return { mean, deviation: deviation > 1e-9 ? deviation : 1 };
  });
}
