import { type AccountTable, tableRows } from "../encoding/account-table.js";
import type { ValueModel } from "../value/value-model.js";
import type { WinModel } from "../winning/win-model.js";
import { listStability } from "./list-stability.js";
import type { RefittedModels } from "./refit-models.js";

/** Ranked prospects that refits are asked about: they are so many times the places, and never fewer than this. */
const CONTENDERS_A_PLACE = 20;
const FEWEST_CONTENDERS = 20_000;

/**
 * By row of the table `listStability` of the prospects that can come to be listed, 0 for the others of the order, and
 * NaN for rows that are not ranked or where nothing was refitted.
 */
export function topListShares(
  value: ValueModel,
  win: WinModel,
  table: AccountTable,
  order: Int32Array,
  effects: Float64Array | null,
  capacity: number,
  refits: readonly RefittedModels[],
): Float64Array {
  const contenders = order.subarray(0, Math.max(CONTENDERS_A_PLACE * capacity, FEWEST_CONTENDERS));
  const own = effects === null ? null : Float64Array.from(contenders, (row) => effects[row] ?? 0);
  const stability = listStability(value, win, tableRows(table, contenders), own, capacity, refits);
  const shares = new Float64Array(table.rowCount).fill(Number.NaN);
  if (stability === null) return shares;
  for (const row of order) shares[row] = 0;
  for (const [at, row] of contenders.entries()) shares[row] = stability[at] ?? 0;
  return shares;
}
