import { mean, sum } from "d3";
import { type AccountTable, tableRows } from "./account-table.js";
import { groupFolds } from "./group-folds.js";
import { fitValueStages, VALUE_STAGES, type ValueStage } from "./value-stage.js";

/** What cross-validation found for one way of predicting value. */
export interface StageTrial {
  readonly stage: ValueStage;
  /** Mean squared error of log CLV of held-out clients; null when the stage does not apply. */
  readonly error: number | null;
  /** 1 − error/error of the portfolio mean. */
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

const FOLDS = 5;
/** Below so many clients neighbours are the first choice, above it the regression. */
const CLIENTS_FOR_REGRESSION = 25;
/** Beyond so many clients a neighbour search costs more than it has ever gained. */
const MOST_CLIENTS_FOR_NEIGHBOURS = 1500;
/** Before the data speak, predicted differences are expected to hold to a half, give or take 0.35. */
const PRIOR_TRUST = 0.5;
const PRIOR_TRUST_VARIANCE = 0.35 ** 2;
const SMALLEST_TRUST = 0.15;
const CLEAR_STANDARD_ERRORS = 2;

/**
 * Chooses the stage by grouped cross-validation of log CLV, every hyperparameter chosen anew within the training
 * part: neighbours below 25 clients, regression from there on, another one only where its error is lower by more
 * than two standard errors of the paired difference. The predicted differences are then drawn together by the slope
 * of held-out log CLV on its predictions; where hardly any is left, the portfolio mean is used.
 * `repeats` ≥ 1 rounds of 5 folds (one round, one group a fold, when fewer than 25 groups).
 */
export function chooseStage(
  table: AccountTable,
  targets: Float64Array,
  groupIds: readonly string[],
  seed: number,
  repeats: number,
): StageChoice {
  const groups = new Set(groupIds).size;
  if (groups < 3 || table.columns.length === 0) {
    const why =
      groups < 3 ? "too few clients to tell them apart" : "no firmographic field to tell clients by";
    return { stage: "portfolio mean", trust: 0, why, trials: [] };
  }
  const stages = VALUE_STAGES.filter(
    (stage) => stage !== "nearest neighbours" || targets.length <= MOST_CLIENTS_FOR_NEIGHBOURS,
  );
  const folds = groups < CLIENTS_FOR_REGRESSION ? groups : FOLDS;
  const held = heldOutPredictions(
    stages,
    table,
    targets,
    groupIds,
    folds,
    folds < groups ? repeats : 1,
    seed,
  );
  return choiceOf(held, targets);
}

/** Mean held-out prediction of log CLV of each client, by stage. */
type HeldOut = ReadonlyMap<ValueStage, Float64Array>;

function heldOutPredictions(
  stages: readonly ValueStage[],
  table: AccountTable,
  targets: Float64Array,
  groupIds: readonly string[],
  folds: number,
  rounds: number,
  seed: number,
): HeldOut {
  const held = new Map<ValueStage, Float64Array>();
  for (let round = 0; round < rounds; round++) {
    const foldOf = groupFolds(groupIds, folds, seed + round / 1000);
    for (let fold = 0; fold < folds; fold++) {
      const rowsIn = rowsWhere(foldOf, (one) => one !== fold);
      const rowsOut = rowsWhere(foldOf, (one) => one === fold);
      const training = tableRows(table, rowsIn);
      const heldTable = tableRows(table, rowsOut);
      const trainingTargets = Float64Array.from(rowsIn, (row) => targets[row] ?? 0);
      for (const [stage, fit] of fitValueStages(stages, training, trainingTargets)) {
        const { estimates } = fit.predict(heldTable);
        const sums = held.get(stage) ?? new Float64Array(targets.length);
        for (const [at, row] of rowsOut.entries()) {
          sums[row] = (sums[row] ?? 0) + (estimates[at] ?? 0) / rounds;
        }
        held.set(stage, sums);
      }
    }
  }
  return held;
}

function choiceOf(held: HeldOut, targets: Float64Array): StageChoice {
  const clients = targets.length;
  const losses = new Map(
    [...held].map(([stage, estimates]) => [
      stage,
      targets.map((target, row) => (target - (estimates[row] ?? 0)) ** 2),
    ]),
  );
  const lossOf = (stage: ValueStage): Float64Array | undefined => losses.get(stage);
  let stage: ValueStage =
    clients < CLIENTS_FOR_REGRESSION && lossOf("nearest neighbours") !== undefined
      ? "nearest neighbours"
      : "regression";
  for (const other of VALUE_STAGES) {
    if (other !== "portfolio mean" && clearlyLower(lossOf(other), lossOf(stage))) stage = other;
  }
  const base = mean(lossOf("portfolio mean") ?? []) ?? 0;
  const error = mean(lossOf(stage) ?? []) ?? 0;
  const trust = trustOf(targets, held.get("portfolio mean"), held.get(stage), error);
  const trials = VALUE_STAGES.map((one) => {
    const loss = lossOf(one);
    if (loss === undefined) return { stage: one, error: null, explained: null };
    const own = mean(loss) ?? 0;
    return { stage: one, error: own, explained: base > 0 ? 1 - own / base : 0 };
  });
  if (trust < SMALLEST_TRUST) {
    const why = `of ${clients} clients, held-out ones are predicted no better by their firmographics than by the mean`;
    return { stage: "portfolio mean", trust: 0, why, trials };
  }
  const explained = base > 0 ? Math.round(100 * (1 - error / base)) : 0;
  const why =
    explained > 0
      ? `with ${clients} clients it explains ${explained} % of the variance of held-out log CLV`
      : `the usual choice for ${clients} clients; it does not yet predict held-out clients better than their mean`;
  return { stage, trust, why, trials };
}

function clearlyLower(loss: Float64Array | undefined, reference: Float64Array | undefined): boolean {
  if (loss === undefined || reference === undefined || loss === reference) return false;
  const differences = loss.map((one, row) => one - (reference[row] ?? 0));
  const average = mean(differences) ?? 0;
  const squares = sum(differences, (difference) => (difference - average) ** 2);
  const standardError = Math.sqrt(squares / (differences.length * Math.max(differences.length - 1, 1)));
  return average < 0 && average < -CLEAR_STANDARD_ERRORS * standardError;
}

/** Slope of what held-out clients differ from the mean on what was predicted, with a prior, held in [0, 1]. */
function trustOf(
  targets: Float64Array,
  base: Float64Array | undefined,
  estimates: Float64Array | undefined,
  error: number,
): number {
  if (base === undefined || estimates === undefined) return 0;
  const precision = error / PRIOR_TRUST_VARIANCE;
  let products = precision * PRIOR_TRUST;
  let squares = precision;
  for (let row = 0; row < targets.length; row++) {
    const predicted = (estimates[row] ?? 0) - (base[row] ?? 0);
    products += predicted * ((targets[row] ?? 0) - (base[row] ?? 0));
    squares += predicted * predicted;
  }
  return squares > 0 ? Math.min(Math.max(products / squares, 0), 1) : 0;
}

function rowsWhere(foldOf: Int32Array, test: (fold: number) => boolean): Int32Array {
  const rows: number[] = [];
  for (const [row, fold] of foldOf.entries()) if (test(fold)) rows.push(row);
  return Int32Array.from(rows);
}
