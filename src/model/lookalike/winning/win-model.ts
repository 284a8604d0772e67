import { mean } from "d3";
import { columnPenalties } from "../../numerics/ridge-field-penalties.js";
import { logistic } from "../../numerics/ridge-logistic.js";
import { adaptiveRidgeLogistic, recountedLogistic } from "../../numerics/ridge-logistic-adaptive.js";
import { percent } from "../../words/percent.js";
import { plural } from "../../words/plural.js";
import { type AccountTable, stackTables } from "../encoding/account-table.js";
import { encodeAccounts } from "../encoding/encode-accounts.js";
import { fitDesign } from "../encoding/fit-design.js";
import { placeAccounts, placedContributions } from "../encoding/place-accounts.js";
import { type AdditiveModel, addContributions, centreModel } from "../value/additive-model.js";
import { toLogProbability } from "../value/gain-model.js";
import { modelNodes } from "../value/model-nodes.js";
import { type WinTrend, winTrend } from "./win-trend.js";

/** What tells how easily an account is won. */
export type WinBasis =
  | "won and lost deals"
  | "clients against the market, at the stated win rate"
  | "clients against the market"
  | "nothing to tell by";

/** How easily accounts are won, relative to the average open prospect. */
export interface WinModel {
  readonly basis: WinBasis;
  readonly why: string;
  readonly model: AdditiveModel | null;
  /** Added to the log odds of the model so that they are those of winning; null where only an index is known. */
  readonly calibration: number | null;
  /** Share of deals that are won, at the odds of today; null where deals do not tell. */
  readonly wonShare: number | null;
  readonly positives: number;
  readonly negatives: number;
  /** Common strength of the penalty that left-out accounts preferred; null without a model. */
  readonly strength: number | null;
  /** The same fit, same penalties, to accounts counted anew, for stability; null without a model. */
  readonly refit: ((random: () => number) => AdditiveModel) | null;
}

export interface WinModelInput {
  readonly clients: AccountTable;
  /** Accounts of the market that are not clients, and the share of the market that they stand for. */
  readonly market: AccountTable;
  /** The ranked prospects: the average of these is the reference. */
  readonly open: AccountTable;
  readonly deals: AccountTable;
  /** 1 won, 0 lost, by row of `deals`. */
  readonly outcomes: Float64Array;
  /** From the day a deal was opened to today, by row of `deals`, NaN where not known; left out: no trend is looked for. */
  readonly years?: Float64Array;
  /** Share of pursued prospects that are won, if stated. */
  readonly winRate: number | null;
}

const FEWEST_DEALS_OF_EACH = 10;
const FEWEST_CLIENTS = 10;
/** From the fit to all, accounts counted anew are fitted to what matters by so many steps. */
const STEPS_A_REFIT = 2;

/**
 * Fits how easily accounts are won. With at least ten won and ten lost deals: ridge logit, P(win), at the odds of today
 * where these moved over the years (`winTrend`). Otherwise clients
 * against the market (clients and prospects, together counted as many as the clients): the odds are the ratio of how
 * often such accounts are clients to how often they exist; P(win) only where a stated win rate sets their level.
 */
export function fitWinModel(input: WinModelInput): WinModel {
  const won = input.outcomes.reduce((sum, outcome) => sum + outcome, 0);
  const lost = input.outcomes.length - won;
  if (Math.min(won, lost) >= FEWEST_DEALS_OF_EACH) {
    const weights = new Float64Array(input.outcomes.length).fill(1);
    const { logOdds, ...logit } = fitLogit(input.deals, input.outcomes, weights, input.open);
    const trend = input.years === undefined ? null : winTrend(logOdds, input.outcomes, input.years);
    return {
      ...logit,
      basis: "won and lost deals",
      why: `learnt from ${won} won and ${lost} lost deals${trend === null ? "" : `, at the odds of today: they ${movedBy(trend)}`}`,
      calibration: trend?.shift ?? 0,
      wonShare:
        trend === null ? won / (won + lost) : (mean(logOdds, (one) => logistic(one + trend.shift)) ?? null),
      positives: won,
      negatives: lost,
    };
  }
  const clients = input.clients.rowCount;
  const few = `${won} won and ${lost} lost deals are too few to learn from (${FEWEST_DEALS_OF_EACH} of each)`;
  if (clients < FEWEST_CLIENTS || input.market.rowCount === 0) {
    const lacking =
      input.market.rowCount === 0 ? "there is no market to compare with" : `${clients} clients are too few`;
    return {
      basis: "nothing to tell by",
      why: `${few}, and ${lacking}: every prospect counts as equally easy to win`,
      model: null,
      calibration: input.winRate === null ? null : logOddsOf(input.winRate),
      wonShare: null,
      positives: clients,
      negatives: 0,
      strength: null,
      refit: null,
    };
  }
  const table = stackTables([input.clients, input.clients, input.market]);
  const universe = clients + input.market.rowCount;
  const outcomes = Float64Array.from({ length: table.rowCount }, (_, row) => (row < clients ? 1 : 0));
  const weights = outcomes.map((outcome) => (outcome === 1 ? 1 : clients / universe));
  const { logOdds: _, ...logit } = fitLogit(table, outcomes, weights, input.open);
  const common = {
    ...logit,
    wonShare: null,
    positives: clients,
    negatives: input.market.rowCount,
  };
  if (input.winRate === null) {
    return {
      ...common,
      basis: "clients against the market",
      why: `${few}: compares ${clients} clients with the market, which ranks but gives no probability`,
      calibration: null,
    };
  }
  return {
    ...common,
    basis: "clients against the market, at the stated win rate",
    why: `${few}: compares ${clients} clients with the market; the stated win rate sets the level`,
    calibration: calibrate(logit.model, input.open, input.winRate),
  };
}

/** How easily the rows of a table are won. */
export interface WinPrediction {
  /** P(win), or odds up to a constant where only an index is known. */
  readonly levels: Float64Array;
  /** The same with what tells how we sold held at the average prospect. */
  readonly neutralLevels: Float64Array;
  /** Level of the average open prospect; level = base × Π exp(logFactors). */
  readonly base: number;
  readonly factorNames: readonly string[];
  /** `logFactors[row · factorNames + factor]`. */
  readonly logFactors: Float64Array;
}

/** Predicts the rows of a table. */
export function predictWin(win: WinModel, table: AccountTable): WinPrediction {
  const { model, calibration } = win;
  if (model === null) {
    const level = calibration === null ? 1 : logistic(calibration);
    const levels = new Float64Array(table.rowCount).fill(level);
    return { levels, neutralLevels: levels, base: level, factorNames: [], logFactors: new Float64Array(0) };
  }
  const { factors } = model.design;
  const nodes = modelNodes(model);
  const { estimates, contributions: logFactors } = placedContributions(nodes, placeAccounts(nodes, table));
  const levels = new Float64Array(table.rowCount);
  const neutralLevels = new Float64Array(table.rowCount);
  const sold = factors.flatMap((factor, at) => (factor.howWeSold ? [at] : []));
  const base = model.base + (calibration ?? 0);
  for (let row = 0; row < table.rowCount; row++) {
    const offset = row * factors.length;
    const logOdds = (estimates[row] ?? 0) + (calibration ?? 0);
    let neutral = logOdds;
    for (let at = 0; at < sold.length; at++) neutral -= logFactors[offset + (sold[at] ?? 0)] ?? 0;
    neutralLevels[row] = calibration === null ? Math.exp(neutral) : logistic(neutral);
    levels[row] =
      calibration === null
        ? Math.exp(logOdds)
        : toLogProbability(base, logOdds, logFactors, offset, factors.length);
  }
  return {
    levels,
    neutralLevels,
    base: calibration === null ? Math.exp(base) : logistic(base),
    factorNames: factors.map((factor) => factor.name),
    logFactors,
  };
}

function fitLogit(
  table: AccountTable,
  outcomes: Float64Array,
  weights: Float64Array,
  reference: AccountTable,
): Pick<WinModel, "refit"> & { model: AdditiveModel; strength: number; logOdds: Float64Array } {
  const design = fitDesign(table, weights);
  const { rows } = encodeAccounts(design, table);
  const ridge = adaptiveRidgeLogistic({ rows, outcomes, weights }, design.blocks);
  const centre = reference.rowCount > 0 ? encodeAccounts(design, reference).rows : rows;
  const counts = reference.rowCount > 0 ? new Float64Array(reference.rowCount).fill(1) : weights;
  const penalties = columnPenalties(design.blocks, ridge.blockPenalties);
  return {
    model: centreModel(design, ridge.fit.coefficients, centre, counts),
    strength: ridge.strength,
    logOdds: ridge.fit.logOdds,
    refit: (random) => {
      const anew = weights.map((weight) => weight * -Math.log(1 - random()));
      const data = { rows, outcomes, weights: anew };
      const refitted = recountedLogistic(data, penalties, ridge.fit, STEPS_A_REFIT);
      return centreModel(design, refitted, centre, counts);
    },
  };
}

function movedBy({ slope, since }: WinTrend): string {
  return `${slope < 0 ? "fell" : "rose"} by ${percent(Math.abs(Math.expm1(slope)))} a year over the last ${plural(String(Math.round(since)), "year")}`;
}

function logOddsOf(probability: number): number {
  return Math.log(probability / (1 - probability));
}

/** The shift of log odds with which the average P(win) of the table is the rate, by bisection. */
function calibrate(model: AdditiveModel, table: AccountTable, rate: number): number {
  const { rows } = encodeAccounts(model.design, table);
  const scratch = new Float64Array(model.design.factors.length);
  const logOdds = Float64Array.from({ length: table.rowCount }, (_, row) =>
    addContributions(model, rows, row, scratch, 0),
  );
  if (logOdds.length === 0) return logOddsOf(rate) - model.base;
  const furthest = logOdds.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  let low = logOddsOf(rate) - furthest;
  let high = logOddsOf(rate) + furthest;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    const mean = logOdds.reduce((sum, one) => sum + logistic(one + middle), 0) / logOdds.length;
    if (mean < rate) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
