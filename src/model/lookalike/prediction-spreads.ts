import { type AccountTable, columnOf } from "./account-table.js";
import type { Design } from "./design.js";
import type { ModelNodes } from "./model-nodes.js";
import { transformed } from "./numeric-basis.js";
import type { PlacedAccounts } from "./place-accounts.js";

/** xᵀMx of any account, by the nodes that it lies between: constant + Σ linear + Σ pairs. */
export interface NodeQuadratic {
  readonly constant: number;
  readonly linear: Float64Array;
  /** By pair of nodes, row by row; pairs of different nodes count twice. */
  readonly pairs: Float64Array;
}

/** Reads a symmetric matrix M over the columns of a design, stored row by row, at the nodes of a model. */
export function nodeQuadratic({ model, cells }: ModelNodes, matrix: Float64Array): NodeQuadratic {
  const { columnCount } = model.design;
  const count = cells.length;
  const linear = new Float64Array(count);
  const pairs = new Float64Array(count * count);
  for (const [a, left] of cells.entries()) {
    for (const [column, value] of left) linear[a] = (linear[a] ?? 0) + 2 * value * (matrix[column] ?? 0);
    for (const [b, right] of cells.entries()) {
      let sum = 0;
      for (const [column, value] of left) {
        for (const [other, factor] of right) {
          sum += value * factor * (matrix[column * columnCount + other] ?? 0);
        }
      }
      pairs[a * count + b] = a === b ? sum : 2 * sum;
    }
  }
  return { constant: matrix[0] ?? 0, linear, pairs };
}

/**
 * Relative widths of the predictions of placed accounts: √(1 + xᵀ(XᵀX + Λ)⁻¹x + what unknown fields would have told).
 * 1 for an account in the middle of the clients; larger away from them and with gaps.
 */
export function predictionSpreads(
  quadratic: NodeQuadratic,
  placed: PlacedAccounts,
  unknownVariances: Float64Array,
): Float64Array {
  const { rowCount, nodes, shares } = placed;
  const { constant, linear, pairs } = quadratic;
  const count = linear.length;
  const factorCount = rowCount > 0 ? nodes.length / rowCount : 0;
  const held = new Int32Array(2 * factorCount);
  const weights = new Float64Array(2 * factorCount);
  const spreads = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    let used = 0;
    for (let at = row; at < nodes.length; at += rowCount) {
      const node = nodes[at] ?? -1;
      if (node < 0) continue;
      const share = shares[at] ?? 0;
      held[used] = node;
      weights[used++] = 1 - share;
      if (share > 0) {
        held[used] = node + 1;
        weights[used++] = share;
      }
    }
    let sum = constant;
    for (let a = 0; a < used; a++) {
      const node = held[a] ?? 0;
      const weight = weights[a] ?? 0;
      const offset = node * count;
      let image = (linear[node] ?? 0) + weight * (pairs[offset + node] ?? 0);
      for (let b = 0; b < a; b++) image += (weights[b] ?? 0) * (pairs[offset + (held[b] ?? 0)] ?? 0);
      sum += weight * image;
    }
    spreads[row] = Math.sqrt(1 + sum + (unknownVariances[row] ?? 0));
  }
  return spreads;
}

/**
 * By account: what the fields that are unknown, unseen or outside the clients' range explain elsewhere, in noise
 * variances (`unknown`, by field).
 */
export function unknownVariances(design: Design, unknown: Float64Array, table: AccountTable): Float64Array {
  const sums = new Float64Array(table.rowCount);
  for (let field = 0; field < design.features.length; field++) {
    const { values } = columnOf(table, field);
    const basis = design.bases[field] ?? null;
    const own = unknown[field] ?? 0;
    const isUsed = design.factors.some((factor) => factor.cells === null && factor.fields[0] === field);
    for (let row = 0; row < table.rowCount; row++) {
      const value = values[row] ?? Number.NaN;
      let isKnown = !Number.isNaN(value);
      if (isKnown && basis?.kind === "category") isKnown = (basis.columnOfCode[value] ?? -1) >= 0;
      else if (isKnown && basis !== null && basis.kind === "numeric" && isUsed) {
        const position = transformed(value, basis.logarithmic);
        isKnown = position >= basis.lower && position <= basis.upper;
      }
      if (!isKnown) sums[row] = (sums[row] ?? 0) + own;
    }
  }
  return sums;
}
