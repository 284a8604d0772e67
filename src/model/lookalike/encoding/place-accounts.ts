import { bandCount, bandIn } from "../value/interaction-cells.js";
import type { ModelNodes } from "../value/model-nodes.js";
import { type AccountTable, columnOf } from "./account-table.js";
import type { Factor, FieldBasis } from "./design.js";
import { transformed } from "./numeric-basis.js";

/** Where accounts lie between the nodes of a model, factor after factor: `[factor · rowCount + row]`. */
export interface PlacedAccounts {
  readonly rowCount: number;
  /** The node at or below the account; −1 where the factor adds nothing. */
  readonly nodes: Int32Array;
  /** How far it is on the way to the next node, 0…1. */
  readonly shares: Float64Array;
}

/** Finds the nodes of the rows of a table: what `encodeAccounts` gives, in the fewest numbers. */
export function placeAccounts(nodes: ModelNodes, table: AccountTable): PlacedAccounts {
  const { factors, bases } = nodes.model.design;
  const { rowCount } = table;
  const placed = new Int32Array(factors.length * rowCount);
  const shares = new Float64Array(factors.length * rowCount);
  for (const [at, factor] of factors.entries()) {
    const first = nodes.firstNode[at] ?? 0;
    const missing = nodes.missingNode[at] ?? -1;
    const own = placed.subarray(at * rowCount, (at + 1) * rowCount);
    const positions = nodes.positions[at] ?? null;
    if (factor.cells !== null) placePairs(table, factor, bases, first, missing, own);
    else {
      const { values } = columnOf(table, factor.fields[0] ?? 0);
      const basis = bases[factor.fields[0] ?? 0] ?? null;
      if (basis?.kind === "category") placeLevels(values, basis.columnOfCode, first, missing, own);
      else if (basis !== null && positions !== null) {
        const ownShares = shares.subarray(at * rowCount, (at + 1) * rowCount);
        placeNumbers(values, basis.logarithmic, positions, first, missing, own, ownShares);
      }
    }
  }
  return { rowCount, nodes: placed, shares };
}

function placeLevels(
  values: Float64Array,
  columnOfCode: Int32Array,
  first: number,
  missing: number,
  nodes: Int32Array,
): void {
  for (let row = 0; row < nodes.length; row++) {
    const code = values[row] ?? Number.NaN;
    if (Number.isNaN(code)) nodes[row] = missing;
    else {
      const column = columnOfCode[code] ?? -1;
      nodes[row] = column < 0 ? -1 : first + column;
    }
  }
}

function placeNumbers(
  values: Float64Array,
  logarithmic: boolean,
  positions: Float64Array,
  first: number,
  missing: number,
  nodes: Int32Array,
  shares: Float64Array,
): void {
  const last = positions.length - 1;
  const lower = positions[0] ?? 0;
  const upper = positions[last] ?? 0;
  for (let row = 0; row < nodes.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) {
      nodes[row] = missing;
      continue;
    }
    const position = Math.min(Math.max(transformed(value, logarithmic), lower), upper);
    let node = 0;
    while (node + 2 <= last && position >= (positions[node + 1] ?? 0)) node++;
    const start = positions[node] ?? 0;
    const width = (positions[node + 1] ?? 0) - start;
    nodes[row] = first + node;
    shares[row] = width > 0 ? (position - start) / width : 0;
  }
}

function placePairs(
  table: AccountTable,
  factor: Factor,
  bases: readonly (FieldBasis | null)[],
  first: number,
  none: number,
  nodes: Int32Array,
): void {
  const [left = 0, right = 0] = factor.fields;
  const [leftBasis, rightBasis] = [bases[left] ?? null, bases[right] ?? null];
  const width = bandCount(rightBasis);
  const { values: leftValues } = columnOf(table, left);
  const { values: rightValues } = columnOf(table, right);
  for (let row = 0; row < nodes.length; row++) {
    const a = bandIn(leftBasis, leftValues[row] ?? Number.NaN);
    const b = bandIn(rightBasis, rightValues[row] ?? Number.NaN);
    nodes[row] = a >= 0 && b >= 0 ? first + a * width + b : none;
  }
}

/**
 * Contributions of all factors of the rows, `contributions[row · factors + factor]`, and the estimates: as
 * `addContributions` gives them, up to rounding.
 */
export function placedContributions(
  nodes: ModelNodes,
  placed: PlacedAccounts,
): { readonly estimates: Float64Array; readonly contributions: Float64Array } {
  const { rowCount } = placed;
  const factorCount = nodes.model.design.factors.length;
  const estimates = new Float64Array(rowCount).fill(nodes.model.base);
  const contributions = new Float64Array(rowCount * factorCount);
  const own = nodes.contributions;
  for (let factor = 0; factor < factorCount; factor++) {
    const offset = factor * rowCount;
    for (let row = 0; row < rowCount; row++) {
      const node = placed.nodes[offset + row] ?? -1;
      if (node < 0) continue;
      const share = placed.shares[offset + row] ?? 0;
      const start = own[node] ?? 0;
      const contribution = share > 0 ? start + share * ((own[node + 1] ?? 0) - start) : start;
      contributions[row * factorCount + factor] = contribution;
      estimates[row] = (estimates[row] ?? 0) + contribution;
    }
  }
  return { estimates, contributions };
}
