import { type AccountTable, columnOf } from "../encoding/account-table.js";
import type { Design } from "../encoding/design.js";
import { transformed } from "../encoding/numeric-basis.js";
import type { PlacedAccounts } from "../encoding/place-accounts.js";
import type { ModelNodes } from "./model-nodes.js";

/** xᵀMx of any account, by the nodes that it lies between: constant + Σ linear + Σ pairs. */
export interface NodeQuadratic {
  readonly constant: number;
  /** By node; the nodes of the model are followed by one that adds nothing, and room for its neighbour. */
  readonly linear: Float64Array;
  /** By pair of nodes, row by row; pairs of different nodes count twice. */
  readonly pairs: Float64Array;
  /** By factor: whether accounts lie between its nodes. */
  readonly isNumeric: readonly boolean[];
}

/** Reads a symmetric matrix M over the columns of a design, stored row by row, at the nodes of a model. */
export function nodeQuadratic({ model, cells, positions }: ModelNodes, matrix: Float64Array): NodeQuadratic {
  const { columnCount } = model.design;
  const size = cells.length + 2;
  const linear = new Float64Array(size);
  const pairs = new Float64Array(size * size);
  for (const [a, left] of cells.entries()) {
    for (const [column, value] of left) linear[a] = (linear[a] ?? 0) + 2 * value * (matrix[column] ?? 0);
    for (const [b, right] of cells.entries()) {
      let sum = 0;
      for (const [column, value] of left) {
        for (const [other, factor] of right) {
          sum += value * factor * (matrix[column * columnCount + other] ?? 0);
        }
      }
      pairs[a * size + b] = a === b ? sum : 2 * sum;
    }
  }
  return { constant: matrix[0] ?? 0, linear, pairs, isNumeric: positions.map((own) => own !== null) };
}

/**
 * Relative widths of the predictions of placed accounts: √(1 + xᵀ(XᵀX + Λ)⁻¹x + what unknown fields would have told).
 * 1 for an account in the middle of the clients; larger away from them and with gaps.
 * Pair of factors by pair of factors, since the part of the matrix that one pair reads stays in the processor's cache.
 */
export function predictionSpreads(
  quadratic: NodeQuadratic,
  placed: PlacedAccounts,
  unknownVariances: Float64Array,
): Float64Array {
  const { rowCount } = placed;
  const nothing = quadratic.linear.length - 2;
  const nodes = placed.nodes.map((node) => (node < 0 ? nothing : node));
  const sums = new Float64Array(rowCount);
  for (let a = 0; a < quadratic.isNumeric.length; a++) {
    addOwn(quadratic, nodes, placed.shares, a * rowCount, sums);
    for (let b = 0; b < a; b++) {
      // A number first, so that only two numbers and a number with a category need a loop of their own.
      const [first, second] = quadratic.isNumeric[a] ? [a, b] : [b, a];
      addPair(quadratic, nodes, placed.shares, first, second, sums);
    }
  }
  return sums.map((sum, row) => Math.sqrt(1 + quadratic.constant + sum + (unknownVariances[row] ?? 0)));
}

/** What a factor adds by itself; its nodes stand from `offset` on. */
function addOwn(
  { linear, pairs }: NodeQuadratic,
  nodes: Int32Array,
  shares: Float64Array,
  offset: number,
  sums: Float64Array,
): void {
  const size = linear.length;
  for (let row = 0; row < sums.length; row++) {
    const node = nodes[offset + row] ?? 0;
    const share = shares[offset + row] ?? 0;
    const rest = 1 - share;
    const at = node * size + node;
    sums[row] =
      (sums[row] ?? 0) +
      rest * ((linear[node] ?? 0) + rest * (pairs[at] ?? 0)) +
      share * ((linear[node + 1] ?? 0) + share * (pairs[at + size + 1] ?? 0) + rest * (pairs[at + 1] ?? 0));
  }
}

/** What two factors add together. */
function addPair(
  { linear, pairs, isNumeric }: NodeQuadratic,
  nodes: Int32Array,
  shares: Float64Array,
  first: number,
  second: number,
  sums: Float64Array,
): void {
  const size = linear.length;
  const rowCount = sums.length;
  const left = first * rowCount;
  const right = second * rowCount;
  if (!isNumeric[first]) {
    for (let row = 0; row < rowCount; row++) {
      const at = (nodes[left + row] ?? 0) * size + (nodes[right + row] ?? 0);
      sums[row] = (sums[row] ?? 0) + (pairs[at] ?? 0);
    }
  } else if (!isNumeric[second]) {
    for (let row = 0; row < rowCount; row++) {
      const at = (nodes[left + row] ?? 0) * size + (nodes[right + row] ?? 0);
      const below = pairs[at] ?? 0;
      sums[row] = (sums[row] ?? 0) + below + (shares[left + row] ?? 0) * ((pairs[at + size] ?? 0) - below);
    }
  } else {
    for (let row = 0; row < rowCount; row++) {
      const at = (nodes[left + row] ?? 0) * size + (nodes[right + row] ?? 0);
      const across = shares[right + row] ?? 0;
      const from = pairs[at] ?? 0;
      const to = pairs[at + size] ?? 0;
      const below = from + across * ((pairs[at + 1] ?? 0) - from);
      const above = to + across * ((pairs[at + size + 1] ?? 0) - to);
      sums[row] = (sums[row] ?? 0) + below + (shares[left + row] ?? 0) * (above - below);
    }
  }
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
