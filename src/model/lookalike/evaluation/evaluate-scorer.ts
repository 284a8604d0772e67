import { mean, randomLcg } from "d3";
import { sampleRankCorrelation } from "simple-statistics";
import type { Account } from "../../account.js";
import type { Feature } from "../../feature.js";
import type { Estimate } from "../../numerics/interval.js";
import { normalisedGini } from "../../value/accuracy/normalised-gini.js";
import { hasMeaningfulShares } from "../../value/portfolio/gains-and-losses.js";
import { percent } from "../../words/percent.js";
import { tabulateAccounts } from "../encoding/account-table.js";
import type { LookalikeClient } from "../prospect.js";
import { clvDeviation } from "../value/clv-deviation.js";
import { againstRanking, rankingVerdict } from "./against-ranking.js";
import { capturedShares, orderByScore, type ScoreOrder } from "./captured-value.js";
import { EVALUATION_FOLDS, type HeldOutScores, heldOutScores } from "./held-out-scores.js";

/** How one way of ordering does on clients that it did not see. */
export interface MethodResult {
  readonly method: string;
  /** Share of all CLV in the first 5, 10 and 20 % of held-out clients, and in the share that the capacity is. */
  readonly captured5: Estimate;
  readonly captured10: Estimate;
  readonly captured20: Estimate;
  readonly capturedAtCapacity: Estimate;
  readonly gini: number | null;
  readonly spearman: number | null;
}

/** Value given won, measured on clients by repeated grouped cross-validation. */
export interface ScorerEvaluation {
  readonly clients: number;
  readonly folds: number;
  readonly repeats: number;
  readonly capacityShare: number;
  /** The scorer first, then the baselines. */
  readonly methods: readonly MethodResult[];
  /** Scorer minus baseline, captured in the first 10 %, paired over clients. */
  readonly differences: readonly { readonly baseline: string; readonly captured10: Estimate }[];
  readonly curves: readonly {
    readonly method: string;
    readonly points: readonly { readonly share: number; readonly captured: number }[];
  }[];
  /** Held-out clients by tenth of predicted CLV, highest first. */
  readonly calibration: readonly {
    readonly decile: number;
    readonly clients: number;
    readonly predicted: number;
    readonly actual: number;
  }[];
  readonly predictedOverActual: number;
  readonly coverage: { readonly nominal: number; readonly measured: number };
  readonly sentence: string;
}

export interface EvaluationInput {
  readonly clients: readonly LookalikeClient[];
  /** Accounts of the market that are not clients; the propensity baseline needs them. */
  readonly market: readonly Account[];
  readonly features: readonly Feature[];
  /** Share of the list that the team can work, 0…1. */
  readonly capacityShare: number;
  readonly seed: number;
  readonly repeats: number;
}

/** Of the list: what every sentence looks at. */
const TENTH = 0.1;
const FEWEST_CLIENTS = 20;
const RESAMPLES = 400;
const MARKET_SAMPLE = 1000;
const CURVE = [0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/**
 * Measures how well value is foretold among clients, by folds that never split a group; all that is chosen is chosen
 * within the training part. Past winning decides who is a client at all: this says nothing of who can be won.
 * Null below 20 clients, with fewer than 5 groups, or where losses leave shares of the clients' CLV without meaning.
 * The order of the clients does not matter; same seed, same result.
 */
export function evaluateScorer(input: EvaluationInput): ScorerEvaluation | null {
  const clients = [...input.clients].sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
  const clv = Float64Array.from(clients, (client) => client.clv);
  const groupIds = clients.map((client) => client.groupId);
  if (
    clients.length < FEWEST_CLIENTS ||
    new Set(groupIds).size < EVALUATION_FOLDS ||
    !hasMeaningfulShares(clv)
  )
    return null;
  const market = [...input.market].sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
  const stride = Math.max(1, Math.ceil(market.length / MARKET_SAMPLE));
  const sampled = market.filter((_, at) => at % stride === 0);
  const [table, marketTable] = tabulateAccounts(input.features, [clients, sampled]);
  if (table === undefined || marketTable === undefined) throw new Error("account tables: two lists give two");
  const held = heldOutScores(
    table,
    marketTable,
    clv,
    Float64Array.from(clients, clvDeviation),
    groupIds,
    input.repeats,
    input.seed,
  );
  return summarise(held, clv, input);
}

function summarise(held: HeldOutScores, clv: Float64Array, input: EvaluationInput): ScorerEvaluation {
  const lengths = [0.05, 0.1, 0.2, Math.min(Math.max(input.capacityShare, 0), 1)];
  const orders = [...held.methods].map(([method, repeats]) => ({
    method,
    orders: repeats.map(orderByScore),
  }));
  const captured = (of: readonly ScoreOrder[], counts?: Float64Array): readonly number[] =>
    averaged(of.map((order) => capturedShares(order, clv, lengths, counts)));
  const random = randomLcg(input.seed);
  const resampled = Array.from({ length: RESAMPLES }, () => {
    const counts = new Float64Array(clv.length);
    for (let draw = 0; draw < clv.length; draw++) {
      const row = Math.floor(random() * clv.length);
      counts[row] = (counts[row] ?? 0) + 1;
    }
    return orders.map((one) => captured(one.orders, counts));
  });
  const measured = (point: number, draws: readonly number[]): Estimate => {
    const sorted = draws.filter((draw) => !Number.isNaN(draw)).sort((a, b) => a - b);
    const at = (level: number): number => sorted[Math.round(level * (sorted.length - 1))] ?? point;
    return { value: point, low: Math.min(at(0.1), point), high: Math.max(at(0.9), point) };
  };
  const points = orders.map((one) => captured(one.orders));
  const shareOf = (method: number, length: number): Estimate =>
    measured(
      points[method]?.[length] ?? 0,
      resampled.map((draw) => draw[method]?.[length] ?? Number.NaN),
    );
  const methods = orders.map(({ method }, at): MethodResult => {
    const scores = averagedScores(held.methods.get(method) ?? []);
    return {
      method,
      captured5: shareOf(at, 0),
      captured10: shareOf(at, 1),
      captured20: shareOf(at, 2),
      capturedAtCapacity: shareOf(at, 3),
      gini: normalisedGini([...scores], [...clv]),
      spearman: rankCorrelation(scores, clv),
    };
  });
  const differences = orders.slice(1).map(({ method }, at) => ({
    baseline: method,
    captured10: measured(
      (points[0]?.[1] ?? 0) - (points[at + 1]?.[1] ?? 0),
      resampled.map((draw) => (draw[0]?.[1] ?? 0) - (draw[at + 1]?.[1] ?? 0)),
    ),
  }));
  const { expected } = held;
  const actualTotal = clv.reduce((sum, value) => sum + value, 0);
  return {
    clients: clv.length,
    folds: EVALUATION_FOLDS,
    repeats: input.repeats,
    capacityShare: lengths[3] ?? 0,
    methods,
    differences,
    curves: orders.map(({ method, orders: own }) => {
      const shares = averaged(own.map((order) => capturedShares(order, clv, CURVE)));
      return { method, points: CURVE.map((share, at) => ({ share, captured: shares[at] ?? 0 })) };
    }),
    calibration: calibrationOf(expected, clv),
    predictedOverActual: expected.reduce((sum, value) => sum + value, 0) / actualTotal,
    coverage: { nominal: 0.8, measured: held.coverage },
    sentence: sentenceOf(methods, differences),
  };
}

function averaged(rows: readonly (readonly number[])[]): readonly number[] {
  return (rows[0] ?? []).map((_, at) => mean(rows, (row) => row[at]) ?? 0);
}

function averagedScores(repeats: readonly Float64Array[]): Float64Array {
  return Float64Array.from(repeats[0] ?? [], (_, row) => mean(repeats, (scores) => scores[row]) ?? 0);
}

function rankCorrelation(scores: Float64Array, values: Float64Array): number | null {
  const correlation = sampleRankCorrelation([...scores], [...values]);
  return new Set(scores).size > 1 && Number.isFinite(correlation) ? correlation : null;
}

function calibrationOf(expected: Float64Array, clv: Float64Array): ScorerEvaluation["calibration"] {
  const { rows } = orderByScore(expected);
  const deciles = Math.min(10, rows.length);
  return Array.from({ length: deciles }, (_, at) => {
    const own = rows.subarray(
      Math.round((at * rows.length) / deciles),
      Math.round(((at + 1) * rows.length) / deciles),
    );
    return {
      decile: at + 1,
      clients: own.length,
      predicted: mean(own, (row) => expected[row] ?? 0) ?? 0,
      actual: mean(own, (row) => clv[row] ?? 0) ?? 0,
    };
  });
}

function sentenceOf(methods: readonly MethodResult[], differences: ScorerEvaluation["differences"]): string {
  const own = percent(methods[0]?.captured10.value ?? 0);
  const found = `Tested on clients that the model had not seen, the first tenth of our list held ${own} of lifetime value`;
  const strongest = [...differences].sort((a, b) => a.captured10.value - b.captured10.value)[0];
  if (strongest === undefined) return `${found}.`;
  const captured = (method: string): number =>
    methods.find((one) => one.method === method)?.captured10.value ?? 0;
  const contest = {
    part: TENTH,
    own: methods[0]?.captured10.value ?? 0,
    other: captured(strongest.baseline),
    difference: strongest.captured10,
  };
  const told = `${found}${againstRanking(contest, "the best simple ranking")}.`;
  const size = differences.find((one) => one.baseline === "size only");
  const sizeDoesAsWell = size !== undefined && size.captured10.low <= 0 && size.captured10.high >= 0;
  return sizeDoesAsWell && rankingVerdict(contest) !== "below chance"
    ? `Sorting by size does as well as our list as far as these clients can tell. ${told}`
    : told;
}
