import { substream } from "../../numerics/substream.js";
import { type AccountTable, tableRows } from "../encoding/account-table.js";
import { fitValueModel, predictValue } from "../value/value-model.js";
import { baselineScores } from "./baselines.js";
import { groupFolds } from "./group-folds.js";

const SCORER = "expected CLV";
export const EVALUATION_FOLDS = 5;

export interface HeldOutScores {
  /** Scores of each client by method, one array a repeat; the scorer first. */
  readonly methods: ReadonlyMap<string, readonly Float64Array[]>;
  /** Expected CLV of each client, mean over the repeats. */
  readonly expected: Float64Array;
  /** Share of clients whose CLV fell into their 80 % interval. */
  readonly coverage: number;
}

/**
 * Scores every client by models that were fitted without its fold, `repeats` times. The scorer's scores are multiples of
 * its fold's base: bases differ by fold, and always against what was left out.
 */
export function heldOutScores(
  table: AccountTable,
  market: AccountTable,
  clv: Float64Array,
  deviations: Float64Array,
  groupIds: readonly string[],
  repeats: number,
  seed: number,
): HeldOutScores {
  const expected = new Float64Array(clv.length);
  const methods = new Map<string, Float64Array[]>();
  let covered = 0;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const foldOf = groupFolds(groupIds, EVALUATION_FOLDS, substream(seed, `test ${repeat} of ${seed}`));
    const round = new Map<string, Float64Array>();
    const put = (method: string, rows: readonly number[], scores: Float64Array): void => {
      const all = round.get(method) ?? new Float64Array(clv.length);
      for (const [at, row] of rows.entries()) all[row] = scores[at] ?? 0;
      round.set(method, all);
    };
    for (let fold = 0; fold < EVALUATION_FOLDS; fold++) {
      const rowsIn = [...foldOf.keys()].filter((row) => foldOf[row] !== fold);
      const rowsOut = [...foldOf.keys()].filter((row) => foldOf[row] === fold);
      const training = {
        table: tableRows(table, rowsIn),
        clv: Float64Array.from(rowsIn, (row) => clv[row] ?? 0),
        market,
      };
      const accounts = tableRows(table, rowsOut);
      const model = fitValueModel({
        ...training,
        deviations: Float64Array.from(rowsIn, (row) => deviations[row] ?? 0),
        groupIds: rowsIn.map((row) => groupIds[row] ?? ""),
        seed,
        repeats: 1,
      });
      const predicted = predictValue(model, accounts);
      const base = predicted.base > 0 ? predicted.base : 1;
      put(
        SCORER,
        rowsOut,
        predicted.expected.map((value) => value / base),
      );
      for (const [at, row] of rowsOut.entries()) {
        const value = clv[row] ?? 0;
        expected[row] = (expected[row] ?? 0) + (predicted.expected[at] ?? 0) / repeats;
        if (value >= (predicted.low[at] ?? 0) && value <= (predicted.high[at] ?? 0)) covered++;
      }
      for (const { method, scores } of baselineScores(training, accounts)) put(method, rowsOut, scores);
    }
    for (const [method, scores] of round) methods.set(method, [...(methods.get(method) ?? []), scores]);
  }
  return { methods, expected, coverage: covered / (clv.length * repeats) };
}
