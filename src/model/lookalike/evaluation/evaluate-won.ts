import { randomLcg } from "d3";
import type { Feature } from "../../feature.js";
import type { Estimate } from "../../numerics/interval.js";
import { normalisedGini } from "../../value/accuracy/normalised-gini.js";
import { hasMeaningfulShares } from "../../value/portfolio/gains-and-losses.js";
import { percent } from "../../words/percent.js";
import { byAccountId } from "../by-account-id.js";
import { tableRows, tabulateAccounts } from "../encoding/account-table.js";
import type { Deal, LookalikeClient, Prospect } from "../prospect.js";
import { scoreColumns } from "../score-columns.js";
import { clvDeviation } from "../value/clv-deviation.js";
import { fitValueModel } from "../value/value-model.js";
import { CHOICE_REPEATS } from "../winning/choose-stage.js";
import { trainingDeals } from "../winning/training-deals.js";
import { wayInWords } from "../winning/way-in-words.js";
import { fitWinModel } from "../winning/win-model.js";
import { againstRanking } from "./against-ranking.js";
import { baselineScores } from "./baselines.js";
import { capturedShares, orderByScore, type ScoreOrder } from "./captured-value.js";
import type { MethodResult } from "./evaluate-scorer.js";
import { type ListTenth, listTenths } from "./list-tenths.js";

export interface WonInput {
  /** Clients at the cut, with what was known of their worth then. */
  readonly before: readonly LookalikeClient[];
  /** Clients won since, with what they are worth. */
  readonly after: readonly LookalikeClient[];
  /** Accounts that were not clients then and are not now. */
  readonly others: readonly Prospect[];
  /** Deals closed before the cut. */
  readonly deals: readonly Deal[];
  /** ISO date of the cut. */
  readonly cut?: string;
  readonly features: readonly Feature[];
  readonly capacity: number;
  readonly seed: number;
}

/** How one way of ordering the accounts of then would have done. */
export interface WonMethod extends Omit<MethodResult, "spearman"> {
  /** Share of the first 5, 10 and 20 %, and of what the team can work, that was won since. */
  readonly precision5: number;
  readonly precision10: number;
  readonly precision20: number;
  readonly precisionAtCapacity: number;
}

/** Who is won, and what they turn out to be worth: a list made at an earlier date against what came after. */
export interface WonEvaluation {
  readonly before: number;
  readonly after: number;
  readonly accounts: number;
  readonly capacityShare: number;
  /** The scorer first. */
  readonly methods: readonly WonMethod[];
  /** Scorer minus baseline, captured in the first 10 %, paired over accounts. */
  readonly differences: readonly { readonly baseline: string; readonly captured10: Estimate }[];
  /**
   * Accounts by tenth of the list, highest first: their part of all that the list foretold (level × expected CLV) and of
   * all CLV won since. Parts, since nobody could say then how many would be won.
   */
  readonly calibration: readonly ListTenth[];
  /** CLV that those won since were expected to have if won, over what they turned out to have. */
  readonly predictedOverActual: number;
  /** False where sorting by size does as well as far as can be told; null without a size to sort by. */
  readonly beatsSize: boolean | null;
  readonly sentence: string;
}

const TENTH = 0.1;
const FEWEST_BEFORE = 30;
const FEWEST_AFTER = 20;
const MOST_OTHERS = 10_000;
const MARKET_SAMPLE = 4000;
const RESAMPLES = 200;
const SCORER = "this way of scoring";

/**
 * Trains on what was known at a cut and orders every account that was not a client then by win level × expected CLV;
 * what counts is the CLV of those won since. All methods see the same. 80 % intervals by bootstrap over accounts.
 * More than 10,000 others are thinned evenly, by id, and those kept stand for all. Null with fewer than 30 clients before or 20 after the cut, without
 * other accounts or a field, or where losses leave shares of the CLV of those won since without meaning. Same seed, same result; order does not matter.
 * Source: a time split as in Verbeke et al., New insights into churn prediction (2012), with value for the outcome.
 */
export function evaluateWon(input: WonInput): WonEvaluation | null {
  const before = [...input.before].sort(byAccountId);
  const after = [...input.after].sort(byAccountId);
  const stride = Math.max(1, Math.ceil(input.others.length / MOST_OTHERS));
  const others = [...input.others].sort(byAccountId).filter((_, at) => at % stride === 0);
  const worth = after.reduce((sum, { clv }) => sum + clv, 0);
  if (before.length < FEWEST_BEFORE || after.length < FEWEST_AFTER || others.length === 0) return null;
  if (input.features.length === 0 || !hasMeaningfulShares(after.map(({ clv }) => clv))) return null;
  const accounts = [...after, ...others];
  const counts = Float64Array.from(accounts, (_, row) =>
    row < after.length ? 1 : input.others.length / others.length,
  );
  const deals = trainingDeals(input.deals, before, accounts, input.cut);
  const [clientTable, table, dealTable] = tabulateAccounts(input.features, [
    before,
    accounts,
    deals.accounts,
  ]);
  if (clientTable === undefined || table === undefined || dealTable === undefined) {
    throw new Error("account tables: three lists give three");
  }
  const thin = Math.max(1, Math.ceil(accounts.length / MARKET_SAMPLE));
  const market = tableRows(
    table,
    [...accounts.keys()].filter((row) => row % thin === 0),
  );
  const clv = Float64Array.from(before, (client) => client.clv);
  const win = fitWinModel({
    clients: clientTable,
    market,
    open: market,
    deals: dealTable,
    outcomes: deals.outcomes,
    years: deals.years,
    winRate: null,
  });
  const value = fitValueModel({
    table: clientTable,
    clv,
    deviations: Float64Array.from(before, clvDeviation),
    groupIds: before.map((client) => client.groupId),
    seed: input.seed,
    repeats: CHOICE_REPEATS,
  });
  const columns = scoreColumns(value, win, table);
  const scored = columns.levels.map((level, row) => level * (columns.expectedClv[row] ?? 0));
  const methods = [
    { method: SCORER, scores: scored },
    ...baselineScores({ table: clientTable, clv, market }, table),
  ];
  const values = Float64Array.from(accounts, (_, row) => after[row]?.clv ?? 0);
  const expected = after.reduce((sum, _, row) => sum + (columns.expectedClv[row] ?? 0), 0);
  return {
    ...summarise(methods, values, counts, before.length, after.length, input),
    calibration: listTenths(orderByScore(scored), scored, values, counts, after.length),
    predictedOverActual: expected / worth,
  };
}

function summarise(
  methods: readonly { readonly method: string; readonly scores: Float64Array }[],
  values: Float64Array,
  counts: Float64Array,
  before: number,
  after: number,
  input: WonInput,
): Omit<WonEvaluation, "calibration" | "predictedOverActual"> {
  const accounts = after + input.others.length;
  const capacityShare = Math.min(1, input.capacity / accounts);
  const lengths = [0.05, 0.1, 0.2, capacityShare];
  const orders = methods.map(({ scores }) => orderByScore(scores));
  const captured = (order: ScoreOrder, drawn: Float64Array) => capturedShares(order, values, lengths, drawn);
  const random = randomLcg(input.seed);
  const draws = Array.from({ length: RESAMPLES }, () => {
    const drawn = new Float64Array(values.length);
    for (let draw = 0; draw < values.length; draw++) {
      const row = Math.floor(random() * values.length);
      drawn[row] = (drawn[row] ?? 0) + (counts[row] ?? 1);
    }
    return orders.map((order) => captured(order, drawn));
  });
  const points = orders.map((order) => captured(order, counts));
  const measured = (value: number, of: (draw: readonly (readonly number[])[]) => number): Estimate => {
    const sorted = draws
      .map(of)
      .filter((one) => !Number.isNaN(one))
      .sort((a, b) => a - b);
    const at = (level: number): number => sorted[Math.round(level * (sorted.length - 1))] ?? value;
    return { value, low: Math.min(at(0.1), value), high: Math.max(at(0.9), value) };
  };
  const isWon = values.map((_, row) => (row < after ? 1 : 0));
  const results = methods.map(({ method, scores }, at): WonMethod => {
    const share = (length: number): Estimate =>
      measured(points[at]?.[length] ?? 0, (draw) => draw[at]?.[length] ?? Number.NaN);
    const order = orders[at];
    const found = order === undefined ? [] : capturedShares(order, isWon, lengths, counts);
    const precision = (length: number): number =>
      ((found[length] ?? 0) * after) / ((lengths[length] ?? 1) * accounts);
    return {
      method,
      captured5: share(0),
      captured10: share(1),
      captured20: share(2),
      capturedAtCapacity: share(3),
      precision5: precision(0),
      precision10: precision(1),
      precision20: precision(2),
      precisionAtCapacity: precision(3),
      gini: normalisedGini([...scores], [...values]),
    };
  });
  const differences = results.slice(1).map(({ method }, at) => ({
    baseline: method,
    captured10: measured(
      (points[0]?.[1] ?? 0) - (points[at + 1]?.[1] ?? 0),
      (draw) => (draw[0]?.[1] ?? Number.NaN) - (draw[at + 1]?.[1] ?? Number.NaN),
    ),
  }));
  const size = differences.find(({ baseline }) => baseline === "size only");
  const beatsSize = size === undefined ? null : size.captured10.low > 0;
  return {
    before,
    after,
    accounts,
    capacityShare,
    methods: results,
    differences,
    beatsSize,
    sentence: sentenceOf(results, differences, beatsSize),
  };
}

function sentenceOf(
  methods: readonly WonMethod[],
  differences: WonEvaluation["differences"],
  beatsSize: boolean | null,
): string {
  const captured = (method: string) => methods.find((one) => one.method === method)?.captured10.value ?? 0;
  const held = (method: string) => percent(captured(method));
  const contest = { part: TENTH, own: captured(SCORER) };
  const found = `the first 10% of the list held ${held(SCORER)} of the CLV won since`;
  if (beatsSize === false && contest.own > TENTH) {
    const isBetter = differences.some(
      ({ baseline, captured10 }) => baseline === "size only" && captured10.high < 0,
    );
    return isBetter
      ? `Sorting by size would have done better (${held("size only")}); ${found}.`
      : `Sorting by size would have done as well as far as the clients won since can tell (${held("size only")}); ${found}.`;
  }
  const best = [...differences].sort((a, b) => a.captured10.value - b.captured10.value)[0];
  const capital = `${found.charAt(0).toUpperCase()}${found.slice(1)}`;
  if (best === undefined) return `${capital}.`;
  return `${capital}${againstRanking({ ...contest, other: captured(best.baseline), difference: best.captured10 }, `the best simple ranking, ${wayInWords(best.baseline)},`)}.`;
}
