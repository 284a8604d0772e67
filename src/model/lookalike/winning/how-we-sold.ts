import { fieldLabel } from "../../firmographics/field-meaning.js";
import type { LookalikeResult } from "../prospect-score.js";
import type { ScoreColumns } from "../score-columns.js";
import type { WinModel } from "./win-model.js";

/**
 * What the fields that tell how we sold do: their share of all effects over the open prospects, and the share of the
 * first `capacity` that would be others without them (`otherRanks`). Null where the win model has no such field.
 */
export function howWeSold(
  win: WinModel,
  columns: ScoreColumns,
  open: Int32Array,
  order: Int32Array,
  otherRanks: Int32Array,
  capacity: number,
): LookalikeResult["howWeSold"] {
  const fields = (win.model?.design.factors ?? []).filter((factor) => factor.howWeSold);
  if (fields.length === 0 || open.length === 0) return null;
  const all = open.reduce((sum, row) => sum + (columns.allEffects[row] ?? 0), 0);
  const sold = open.reduce((sum, row) => sum + (columns.soldEffects[row] ?? 0), 0);
  const top = Array.from(order.subarray(0, capacity));
  const leave = top.filter((row) => (otherRanks[row] ?? 0) > capacity).length;
  return {
    fields: fields.map((factor) => fieldLabel(factor.name)),
    shareOfScore: all > 0 ? sold / all : 0,
    topListChanges: leave / top.length,
  };
}
