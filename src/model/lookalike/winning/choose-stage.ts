import { mean, sum } from "d3";
import type { AccountTable } from "../encoding/account-table.js";
import {
  type HeldOutEstimates,
  type HeldOutRound,
  heldOutEstimates,
} from "../evaluation/held-out-estimates.js";
import { VALUE_STAGES, type ValueStage } from "../value/value-stage.js";

/** What cross-validation found for one way of predicting value. */
export interface StageTrial {
  readonly stage: ValueStage;
  /** Mean of y/μ + log μ over held-out clients (y CLV, μ what was expected); null when it was not tried. */
  readonly loss: number | null;
  /** Share of the variance of log CLV of held-out clients that it explains. */
  readonly explained: number | null;
}

/** The way that is used, how far its differences are trusted, and the table that decided both. */
export interface StageChoice {
  readonly stage: ValueStage;
  /** 0…1: the share of the predicted differences between accounts that held-out clients bear out. */
  readonly trust: number;
  readonly why: string;
  readonly trials: readonly StageTrial[];
}

/** The choice, and what the chosen stage foretold of clients that it did not see; nothing where it was not tried. */
export interface ChosenStage {
  readonly choice: StageChoice;
  readonly held: readonly HeldOutRound[];
}

/** Rounds of the choice for the list: by one deal of 420 clients, the worse of two close stages is taken now and then. */
export const CHOICE_REPEATS = 2;
const FOLDS = 5;
/** Below so many clients neighbours are the first choice, above it the regression. */
const CLIENTS_FOR_REGRESSION = 25;
/** Beyond so many clients a neighbour search costs more than it has ever gained. */
const MOST_CLIENTS_FOR_NEIGHBOURS = 1500;
/** Standard errors of the paired difference by which a stage of another kind must be better. */
const CLEAR_STANDARD_ERRORS = 2;
/** Before the data speak, predicted differences are expected to hold to a half, give or take 0.35. */
const PRIOR_TRUST = 0.5;
const PRIOR_TRUST_VARIANCE = 0.35 ** 2;
const SMALLEST_TRUST = 0.15;
const TRUST_GRID = Array.from({ length: 41 }, (_, at) => at / 40);

/**
 * Chooses the stage by grouped cross-validation with the loss y/μ + log μ, which is smallest at the true mean, every
 * hyperparameter chosen anew within the training part: neighbours below 25 clients, from there on the regression with
 * the smallest loss; the other kind only where it is better by two standard errors of the paired difference.
 * The predicted differences are then drawn together by the power that held-out clients bear out (a prior of one half);
 * where hardly any is left, the portfolio mean is used.
 * `repeats` ≥ 1 rounds of 5 folds (one round, one group a fold, when fewer than 25 groups). CLV in total is positive.
 */
export function chooseStage(
  table: AccountTable,
  clv: Float64Array,
  groupIds: readonly string[],
  seed: number,
  repeats: number,
): ChosenStage {
  const groups = new Set(groupIds).size;
  const without = (why: string): ChosenStage => ({
    choice: { stage: "portfolio mean", trust: 0, why, trials: [] },
    held: [],
  });
  if (groups < 3) return without("too few clients to tell them apart");
  if (table.columns.length === 0) return without("no firmographic field to tell clients by");
  const stages = VALUE_STAGES.filter(
    (stage) => stage !== "nearest neighbours" || clv.length <= MOST_CLIENTS_FOR_NEIGHBOURS,
  );
  const folds = groups < CLIENTS_FOR_REGRESSION ? groups : FOLDS;
  const rounds = folds < groups ? repeats : 1;
  const held = heldOutEstimates(stages, table, clv, groupIds, folds, rounds, seed);
  if (held === null) return without("too few clients bring a profit to tell them apart");
  const choice = choiceOf(held, clv);
  return { choice, held: held.rounds.get(choice.stage) ?? [] };
}

function choiceOf(held: HeldOutEstimates, clv: Float64Array): StageChoice {
  const losses = new Map([...held.stages].map(([stage, logMeans]) => [stage, lossesOf(clv, logMeans)]));
  const lossOf = (stage: ValueStage): number => mean(losses.get(stage) ?? []) ?? Number.POSITIVE_INFINITY;
  const regression = VALUE_STAGES.filter((stage) => stage.startsWith("regression")).reduce((best, stage) =>
    lossOf(stage) < lossOf(best) ? stage : best,
  );
  const few = clv.length < CLIENTS_FOR_REGRESSION && losses.has("nearest neighbours");
  const [usual, other]: [ValueStage, ValueStage] = few
    ? ["nearest neighbours", regression]
    : [regression, "nearest neighbours"];
  const stage = clearlyLower(losses.get(other), losses.get(usual)) ? other : usual;
  const base = lossOf("portfolio mean");
  const trials = VALUE_STAGES.map((one): StageTrial => {
    const logMeans = held.stages.get(one);
    if (logMeans === undefined) return { stage: one, loss: null, explained: null };
    return { stage: one, loss: lossOf(one), explained: explainedShare(clv, logMeans, held.base) };
  });
  const trust = trustOf(clv, held.base, held.stages.get(stage) ?? held.base);
  if (trust < SMALLEST_TRUST) {
    const why = `of ${clv.length} clients, held-out ones are predicted no better by their firmographics than by the mean`;
    return { stage: "portfolio mean", trust: 0, why, trials };
  }
  const explained = trials.find((trial) => trial.stage === stage)?.explained ?? 0;
  const why =
    lossOf(stage) < base
      ? `with ${clv.length} clients it foretells held-out ones best and explains ${Math.max(0, Math.round(100 * explained))}% of the variance of their log CLV`
      : `the usual choice for ${clv.length} clients; it does not yet foretell held-out clients better than their mean`;
  return { stage, trust, why, trials };
}

function lossesOf(clv: Float64Array, logMeans: Float64Array): Float64Array {
  return clv.map((value, row) => value * Math.exp(-(logMeans[row] ?? 0)) + (logMeans[row] ?? 0));
}

function clearlyLower(loss: Float64Array | undefined, reference: Float64Array | undefined): boolean {
  if (loss === undefined || reference === undefined) return false;
  const differences = loss.map((one, row) => one - (reference[row] ?? 0));
  const average = mean(differences) ?? 0;
  const squares = sum(differences, (difference) => (difference - average) ** 2);
  const standardError = Math.sqrt(squares / (differences.length * Math.max(differences.length - 1, 1)));
  return average < 0 && average < -CLEAR_STANDARD_ERRORS * standardError;
}

/** 1 − variance of what is left of log CLV over its variance around the mean, among clients with CLV > 0. */
function explainedShare(clv: Float64Array, logMeans: Float64Array, base: Float64Array): number {
  const gains = [...clv.keys()].filter((row) => (clv[row] ?? 0) > 0);
  const variance = (around: Float64Array): number => {
    const left = gains.map((row) => Math.log(clv[row] ?? 1) - (around[row] ?? 0));
    const average = mean(left) ?? 0;
    return mean(left, (one) => (one - average) ** 2) ?? 0;
  };
  const whole = variance(base);
  return whole > 0 ? 1 - variance(logMeans) / whole : 0;
}

/**
 * The power w of the predicted differences, μ = c·base·(prediction/base)^w, with the smallest held-out loss (c at its
 * best) plus that of the prior.
 */
function trustOf(clv: Float64Array, base: Float64Array, logMeans: Float64Array): number {
  const clients = clv.length;
  const profile = (power: number): { loss: number; dispersion: number } => {
    const powered = base.map((one, row) => one + power * ((logMeans[row] ?? 0) - one));
    const ratios = clv.map((value, row) => value * Math.exp(-(powered[row] ?? 0)));
    const level = mean(ratios) ?? 0;
    const dispersion = mean(ratios, (ratio) => (ratio / level - 1) ** 2) ?? 0;
    return {
      loss: level > 0 ? Math.log(level) + (mean(powered) ?? 0) : Number.POSITIVE_INFINITY,
      dispersion,
    };
  };
  const { dispersion } = profile(PRIOR_TRUST);
  let best = { power: 0, loss: Number.POSITIVE_INFINITY };
  for (const power of TRUST_GRID) {
    const prior = (dispersion * (power - PRIOR_TRUST) ** 2) / (2 * PRIOR_TRUST_VARIANCE * clients);
    const loss = profile(power).loss + prior;
    if (loss < best.loss) best = { power, loss };
  }
  return best.power;
}
