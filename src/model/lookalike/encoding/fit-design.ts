import { fitCells } from "../value/interaction-cells.js";
import { type AccountTable, columnOf } from "./account-table.js";
import { fitCategoryBasis } from "./category-basis.js";
import type { Design, Factor } from "./design.js";
import { fitNumericBasis } from "./numeric-basis.js";

const COLUMN_BUDGET = 240;
const FEWEST_LEVELS = 8;
const FEWEST_KNOTS = 3;
/** Columns of a number beside its knots, and room for the levels that categories have at least. */
const COLUMNS_BESIDE_KNOTS = 4;

/**
 * Fits the design to training accounts, each counted `weights[row]` times: sizes and numbers as trend and shape,
 * categories as one indicator a level (rare levels together), unknown as an indicator of its own.
 * `pairs` are pairs of fields whose combination gets terms of its own.
 */
export function fitDesign(
  table: AccountTable,
  weights: Float64Array,
  pairs: readonly (readonly [number, number])[] = [],
): Design {
  const mostLevels = Math.max(FEWEST_LEVELS, Math.floor(COLUMN_BUDGET / Math.max(table.columns.length, 1)));
  const mostKnots = Math.max(
    FEWEST_KNOTS,
    Math.floor(COLUMN_BUDGET / Math.max(table.columns.length, 1)) - COLUMNS_BESIDE_KNOTS,
  );
  const bases = table.columns.map((column) =>
    column.feature.kind === "category"
      ? fitCategoryBasis(column, weights, mostLevels)
      : fitNumericBasis(column, weights, mostKnots),
  );
  const factors: Factor[] = [];
  const blocks: number[] = [-1];
  let block = 0;
  let slot = 1;
  for (const [field, basis] of bases.entries()) {
    if (basis === null || basis.columnCount < 2) continue;
    const feature = columnOf(table, field).feature;
    const slotCount = basis.kind === "numeric" ? 3 : 1;
    factors.push({
      name: feature.name,
      fields: [field],
      howWeSold: feature.role === "how-we-sold",
      firstColumn: blocks.length,
      firstSlot: slot,
      slotCount,
      cells: null,
    });
    slot += slotCount;
    if (basis.kind === "numeric") blocks.push(block++);
    const rest = basis.kind === "numeric" ? basis.columnCount - 1 : basis.columnCount;
    for (let column = 0; column < rest; column++) blocks.push(block);
    block++;
  }
  for (const [left, right] of pairs) {
    const cells = fitCells(table, weights, bases, left, right, blocks.length);
    if (cells.count === 0) continue;
    const features = [columnOf(table, left).feature, columnOf(table, right).feature];
    factors.push({
      name: features.map((feature) => feature.name).join(" × "),
      fields: [left, right],
      howWeSold: features.some((feature) => feature.role === "how-we-sold"),
      firstColumn: blocks.length,
      firstSlot: slot++,
      slotCount: 1,
      cells: cells.columns,
    });
    for (let column = 0; column < cells.count; column++) blocks.push(block);
    block++;
  }
  return {
    features: table.columns.map((column) => column.feature),
    bases,
    factors,
    columnCount: blocks.length,
    slotCount: slot,
    blocks: Int32Array.from(blocks),
  };
}
