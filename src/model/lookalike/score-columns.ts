import { type AccountTable, tableSlice } from "./encoding/account-table.js";
import { predictValue, type ValueModel } from "./value/value-model.js";
import { predictWin, type WinModel } from "./winning/win-model.js";

/** Predictions of all prospects by column. */
export interface ScoreColumns {
  readonly expectedClv: Float64Array;
  /** What is expected to be lost, ≥ 0, and is taken off in the expected CLV. */
  readonly expectedLoss: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly widths: Float64Array;
  /** P(win), or odds up to a constant where only an index is known. */
  readonly levels: Float64Array;
  readonly neutralLevels: Float64Array;
  /** Σ|log multiplier| of the fields that tell how we sold, and of everything. */
  readonly soldEffects: Float64Array;
  readonly allEffects: Float64Array;
}

/** Rows that are encoded at a time: bounds the memory of a million prospects. */
export const SCORE_BATCH = 4096;

/** Predicts all rows of a table, batch by batch. */
export function scoreColumns(value: ValueModel, win: WinModel, table: AccountTable): ScoreColumns {
  const column = (): Float64Array => new Float64Array(table.rowCount);
  const columns: ScoreColumns = {
    expectedClv: column(),
    expectedLoss: column(),
    low: column(),
    high: column(),
    widths: column(),
    levels: column(),
    neutralLevels: column(),
    soldEffects: column(),
    allEffects: column(),
  };
  const sold = win.model?.design.factors.map((factor) => factor.howWeSold) ?? [];
  for (let start = 0; start < table.rowCount; start += SCORE_BATCH) {
    const length = Math.min(SCORE_BATCH, table.rowCount - start);
    const batch = tableSlice(table, start, start + length);
    const worth = predictValue(value, batch);
    const won = predictWin(win, batch);
    columns.expectedClv.set(worth.expected, start);
    columns.expectedLoss.set(worth.loss, start);
    columns.low.set(worth.low, start);
    columns.high.set(worth.high, start);
    columns.widths.set(worth.widths, start);
    columns.levels.set(won.levels, start);
    columns.neutralLevels.set(won.neutralLevels, start);
    for (let row = 0; row < length; row++) {
      let effects = 0;
      let soldEffects = 0;
      for (let at = 0; at < value.factorNames.length; at++) {
        effects += Math.abs(worth.logFactors[row * value.factorNames.length + at] ?? 0);
      }
      for (let at = 0; at < sold.length; at++) {
        const effect = Math.abs(won.logFactors[row * sold.length + at] ?? 0);
        effects += effect;
        if (sold[at]) soldEffects += effect;
      }
      columns.allEffects[start + row] = effects;
      columns.soldEffects[start + row] = soldEffects;
    }
  }
  return columns;
}
