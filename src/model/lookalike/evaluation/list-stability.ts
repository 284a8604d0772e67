import { logistic } from "../../numerics/ridge-logistic.js";
import type { RidgeRows } from "../../numerics/ridge-rows.js";
import { type AccountTable, tableSlice } from "../encoding/account-table.js";
import { encodeAccounts } from "../encoding/encode-accounts.js";
import { type AdditiveModel, addContributions } from "../value/additive-model.js";
import { predictValue, type ValueModel } from "../value/value-model.js";
import type { WinModel } from "../winning/win-model.js";
import type { RefittedModels } from "./refit-models.js";

const BATCH = 20_000;

/**
 * Share of the refits that put each account among the first `capacity`. What judgements add (`effects`, logarithms by row)
 * is added in every refit. Null without refits.
 */
export function listStability(
  value: ValueModel,
  win: WinModel,
  table: AccountTable,
  effects: Float64Array | null,
  capacity: number,
  refits: readonly RefittedModels[],
): Float64Array | null {
  const [anyRefit] = refits;
  if (anyRefit === undefined) return null;
  const isValueRefitted = anyRefit.value !== null;
  const gainOfAverage = value.scale * Math.exp(value.stage.base);
  const scratch = new Float64Array((win.model?.design.factors.length ?? 0) + value.stage.factorNames.length);
  const rankings = refits.map(() => new Float64Array(table.rowCount));
  for (let start = 0; start < table.rowCount; start += BATCH) {
    const batch = tableSlice(table, start, Math.min(start + BATCH, table.rowCount));
    const valueRows = value.stage.regression
      ? encodeAccounts(value.stage.regression.model.design, batch).rows
      : null;
    const winRows = win.model ? encodeAccounts(win.model.design, batch).rows : null;
    const prediction =
      !isValueRefitted || value.gain.model !== null || value.costOfLoss > 0
        ? predictValue(value, batch)
        : null;
    for (const [refit, models] of refits.entries()) {
      const ranking = rankings[refit];
      for (let row = 0; row < batch.rowCount; row++) {
        const loss = prediction?.loss[row] ?? 0;
        let gain = !isValueRefitted
          ? (prediction?.expected[row] ?? 0) + loss
          : value.stage.coversLosses
            ? gainOfAverage
            : gainOfAverage * (prediction?.gains[row] ?? 1);
        if (models.value !== null && valueRows !== null) {
          gain *= Math.exp(value.choice.trust * deviation(models.value, valueRows, row, scratch));
        }
        let worth = gain * Math.exp(effects?.[start + row] ?? 0) - loss;
        if (models.win !== null && winRows !== null) {
          const logOdds = models.win.base + deviation(models.win, winRows, row, scratch);
          worth *= win.calibration === null ? Math.exp(logOdds) : logistic(logOdds + win.calibration);
        }
        if (ranking !== undefined) ranking[start + row] = worth;
      }
    }
  }
  const listings = new Float64Array(table.rowCount);
  const place = Math.min(capacity, table.rowCount);
  for (const ranking of rankings) {
    const sorted = Float64Array.from(ranking).sort();
    const cut = sorted[table.rowCount - place] ?? Number.POSITIVE_INFINITY;
    for (let row = 0; row < table.rowCount; row++) {
      if ((ranking[row] ?? 0) >= cut) listings[row] = (listings[row] ?? 0) + 1;
    }
  }
  return listings.map((listed) => listed / refits.length);
}

function deviation(model: AdditiveModel, rows: RidgeRows, row: number, scratch: Float64Array): number {
  return addContributions(model, rows, row, scratch, 0) - model.base;
}
