import { substream } from "../../numerics/substream.js";
import { type AccountTable, tableRows } from "../encoding/account-table.js";
import { fitValueStages, type StageFit, type ValueStage } from "../value/value-stage.js";
import { groupFolds } from "./group-folds.js";

/** Predictions of every client by fits without it, on the scale of their stage (see `LogPrediction`). */
export interface HeldOutRound {
  readonly estimates: Float64Array;
  /** What the fit expects of the average client. */
  readonly bases: Float64Array;
  readonly spreads: Float64Array;
}

/** What models that did not see a client expect of it, as logarithms of money, means over the rounds. */
export interface HeldOutEstimates {
  /** log E[CLV] by stage. */
  readonly stages: ReadonlyMap<ValueStage, Float64Array>;
  /** log of the mean CLV of the clients learnt from. */
  readonly base: Float64Array;
  /** The predictions as they were made, by stage and round. */
  readonly rounds: ReadonlyMap<ValueStage, readonly HeldOutRound[]>;
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
  const column = (): Float64Array => new Float64Array(clv.length);
  const byRound = new Map(
    stages.map((stage) => [
      stage,
      Array.from({ length: rounds }, () => ({ estimates: column(), bases: column(), spreads: column() })),
    ]),
  );
  for (let round = 0; round < rounds; round++) {
    const foldOf = groupFolds(groupIds, folds, substream(seed, `choice ${round} of ${seed}`));
    for (let fold = 0; fold < folds; fold++) {
      const rowsIn = [...foldOf.keys()].filter((row) => foldOf[row] !== fold);
      const rowsOut = [...foldOf.keys()].filter((row) => foldOf[row] === fold);
      const training = Float64Array.from(rowsIn, (row) => clv[row] ?? 0);
      const mean = training.reduce((sum, value) => sum + value, 0) / training.length;
      if (!(mean > 0)) return null;
      const accounts = tableRows(table, rowsOut);
      for (const row of rowsOut) base[row] = (base[row] ?? 0) + Math.log(mean) / rounds;
      for (const [stage, fit] of fitValueStages(stages, tableRows(table, rowsIn), training)) {
        const { estimates, spreads } = fit.predict(accounts);
        const logScale = Math.log(mean / meanOfExp(fit));
        const sums = held.get(stage);
        const own = byRound.get(stage)?.[round];
        if (sums === undefined || own === undefined) continue;
        for (const [at, row] of rowsOut.entries()) {
          sums[row] = (sums[row] ?? 0) + (logScale + (estimates[at] ?? 0)) / rounds;
          own.estimates[row] = estimates[at] ?? 0;
          own.bases[row] = fit.base;
          own.spreads[row] = spreads[at] ?? 1;
        }
      }
    }
  }
  return { stages: held, base, rounds: byRound };
}

function meanOfExp(fit: StageFit): number {
  return fit.leaveOneOut.reduce((sum, estimate) => sum + Math.exp(estimate), 0) / fit.leaveOneOut.length;
}
