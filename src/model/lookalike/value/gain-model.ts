import { logistic } from "../../numerics/ridge-logistic.js";
import { adaptiveRidgeLogistic } from "../../numerics/ridge-logistic-adaptive.js";
import type { AccountTable } from "../encoding/account-table.js";
import { encodeAccounts } from "../encoding/encode-accounts.js";
import { fitDesign } from "../encoding/fit-design.js";
import { placeAccounts, placedContributions } from "../encoding/place-accounts.js";
import { type AdditiveModel, centreModel } from "./additive-model.js";
import { modelNodes } from "./model-nodes.js";

/** P(CLV > 0): how likely a client is to bring in more than it costs. */
export interface GainModel {
  /** Share of clients with CLV > 0. */
  readonly share: number;
  /** Null when firmographics do not tell: every account then has the share. */
  readonly model: AdditiveModel | null;
  /** P(CLV > 0) of each client by a fit to the others. */
  readonly leaveOneOut: Float64Array;
}

const FEWEST_OF_EACH = 15;
/** The model must lower the left-out deviance of the constant share by this part to be used. */
const SMALLEST_GAIN = 0.02;

/** Fits P(CLV > 0) by ridge logit where at least 15 clients of each kind exist and left-out clients bear it out. */
export function fitGainModel(table: AccountTable, clv: Float64Array): GainModel {
  const outcomes = clv.map((value) => (value > 0 ? 1 : 0));
  const gains = outcomes.reduce((sum, outcome) => sum + outcome, 0);
  const losses = outcomes.length - gains;
  const share = gains / Math.max(outcomes.length, 1);
  const constant = { share, model: null, leaveOneOut: outcomes.map(() => share) };
  if (Math.min(gains, losses) < FEWEST_OF_EACH || table.columns.length === 0) return constant;
  const weights = new Float64Array(table.rowCount).fill(1);
  const design = fitDesign(table, weights);
  const { rows } = encodeAccounts(design, table);
  const ridge = adaptiveRidgeLogistic({ rows, outcomes, weights }, design.blocks);
  const constantDeviance = -2 * (share * Math.log(share) + (1 - share) * Math.log1p(-share));
  if (!(ridge.leaveOneOutDeviance < constantDeviance * (1 - SMALLEST_GAIN))) return constant;
  return {
    share,
    model: centreModel(design, ridge.fit.coefficients, rows, weights),
    leaveOneOut: ridge.fit.leaveOneOut.map(logistic),
  };
}

/** log P(CLV > 0) as base + Σ contributions of factors, see `probabilityContributions`. */
export interface GainPrediction {
  readonly probabilities: Float64Array;
  readonly base: number;
  /** `contributions[row · factors + factor]`, additive in log P. */
  readonly contributions: Float64Array;
}

/** Predicts P(CLV > 0) for the rows of a table; null when the share is the same for all. */
export function predictGain(gain: GainModel, table: AccountTable): GainPrediction | null {
  const { model } = gain;
  if (model === null) return null;
  const factorCount = model.design.factors.length;
  const nodes = modelNodes(model);
  const { estimates, contributions } = placedContributions(nodes, placeAccounts(nodes, table));
  const probabilities = new Float64Array(table.rowCount);
  for (let row = 0; row < table.rowCount; row++) {
    const offset = row * factorCount;
    const logOdds = estimates[row] ?? 0;
    probabilities[row] = toLogProbability(model.base, logOdds, contributions, offset, factorCount);
  }
  return { probabilities, base: Math.log(logistic(model.base)), contributions };
}

/**
 * Turns contributions to log odds η into contributions to log σ(η), in place, so that they still add up:
 * along the straight line from the base to η every factor gets its share of ∫(1 − σ)dη, which is
 * c_f·(log σ(η) − log σ(base))/(η − base). Returns σ(η).
 */
export function toLogProbability(
  base: number,
  logOdds: number,
  contributions: Float64Array,
  offset: number,
  factorCount: number,
): number {
  const probability = logistic(logOdds);
  const distance = logOdds - base;
  const slope =
    Math.abs(distance) < 1e-9
      ? 1 - logistic(base)
      : (Math.log(probability) - Math.log(logistic(base))) / distance;
  for (let at = offset; at < offset + factorCount; at++) contributions[at] = (contributions[at] ?? 0) * slope;
  return probability;
}
