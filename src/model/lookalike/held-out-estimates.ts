import { type AccountTable, tableRows } from "./account-table.js";
import { groupFolds } from "./group-folds.js";
import { fitValueStages, type StageFit, type ValueStage } from "./value-stage.js";

/** What models that did not see a client expect of it, as logarithms of money, means over the rounds. */
export interface HeldOutEstimates {
  /** log E[CLV] by stage. */
  readonly stages: ReadonlyMap<ValueStage, Float64Array>;
  /** log of the mean CLV of the clients learnt from. */
  readonly base: Float64Array;
}

/**
 * Predicts every client by fits without its fold, all hyperparameters chosen within the training part; groups are
 * never split. Null when the clients learnt from bring no profit in some fold.
 */
export function heldOutEstimates(
  stages: readonly ValueStage[],
  table: AccountTable,
  clv: Float64Array,
  groupIds: readonly string[],
  folds: number,
  rounds: number,
  seed: number,
): HeldOutEstimates | null {
  const held = new Map<ValueStage, Float64Array>(
    stages.map((stage) => [stage, new Float64Array(clv.length)]),
  );
  const base = new Float64Array(clv.length);
  for (let round = 0; round < rounds; round++) {
    const foldOf = groupFolds(groupIds, folds, seed + round / 1000);
    for (let fold = 0; fold < folds; fold++) {
      const rowsIn = [...foldOf.keys()].filter((row) => foldOf[row] !== fold);
      const rowsOut = [...foldOf.keys()].filter((row) => foldOf[row] === fold);
      const training = Float64Array.from(rowsIn, (row) => clv[row] ?? 0);
      const mean = training.reduce((sum, value) => sum + value, 0) / training.length;
      if (!(mean > 0)) return null;
      const accounts = tableRows(table, rowsOut);
      for (const row of rowsOut) base[row] = (base[row] ?? 0) + Math.log(mean) / rounds;
      for (const [stage, fit] of fitValueStages(stages, tableRows(table, rowsIn), training)) {
        const { estimates } = fit.predict(accounts);
        const logScale = Math.log(mean / meanOfExp(fit));
        const sums = held.get(stage);
        if (sums === undefined) continue;
        for (const [at, row] of rowsOut.entries()) {
          sums[row] = (sums[row] ?? 0) + (logScale + (estimates[at] ?? 0)) / rounds;
        }
      }
    }
  }
  return { stages: held, base };
}

function meanOfExp(fit: StageFit): number {
  return fit.leaveOneOut.reduce((sum, estimate) => sum + Math.exp(estimate), 0) / fit.leaveOneOut.length;
}
