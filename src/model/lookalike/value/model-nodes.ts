import type { Factor, FieldBasis } from "../encoding/design.js";
import type { AdditiveModel } from "./additive-model.js";
import { bandCount } from "./interaction-cells.js";

/**
 * An additive model at its nodes. Every factor of every account lies on a node or between two neighbouring ones: the
 * levels of a category, the knots and ends of a number (a number is piecewise linear between them), the cells of a pair
 * of fields. A million accounts are predicted from these alone.
 */
export interface ModelNodes {
  readonly model: AdditiveModel;
  /** By factor: its nodes on the scale of the number, ascending; null for a category or a pair of fields. */
  readonly positions: readonly (Float64Array | null)[];
  /** By factor: its first node, and the node of an account of which the field is unknown (−1: none, adds nothing). */
  readonly firstNode: Int32Array;
  readonly missingNode: Int32Array;
  /** What each node adds to the estimate: its term minus the factor's centre. */
  readonly contributions: Float64Array;
  /** By node: the cells of its row of the design, as column and value pairs. */
  readonly cells: readonly (readonly (readonly [number, number])[])[];
}

/** Reads a model at its nodes. */
export function modelNodes(model: AdditiveModel): ModelNodes {
  const { design, coefficients, centres } = model;
  const firstNode = new Int32Array(design.factors.length);
  const missingNode = new Int32Array(design.factors.length).fill(-1);
  const positions: (Float64Array | null)[] = [];
  const cells: (readonly (readonly [number, number])[])[] = [];
  const contributions: number[] = [];
  for (const [at, factor] of design.factors.entries()) {
    const basis = design.bases[factor.fields[0] ?? 0] ?? null;
    const own = nodesOf(factor, basis, design.bases);
    firstNode[at] = cells.length;
    if (own.missing >= 0) missingNode[at] = cells.length + own.missing;
    positions.push(own.positions);
    for (const node of own.cells) {
      cells.push(node);
      const term = node.reduce((sum, [column, value]) => sum + value * (coefficients[column] ?? 0), 0);
      contributions.push(term - (centres[at] ?? 0));
    }
  }
  return { model, positions, firstNode, missingNode, contributions: Float64Array.from(contributions), cells };
}

interface OwnNodes {
  readonly positions: Float64Array | null;
  readonly cells: readonly (readonly (readonly [number, number])[])[];
  readonly missing: number;
}

function nodesOf(factor: Factor, basis: FieldBasis | null, bases: readonly (FieldBasis | null)[]): OwnNodes {
  const { firstColumn } = factor;
  if (factor.cells !== null) {
    const width = bandCount(bases[factor.fields[1] ?? 0] ?? null);
    if (width === 0) throw new Error(`nodes of ${factor.name}: a field of the pair has no bands`);
    // The last node stands for pairs of bands that nothing was learnt of.
    const pairs = Array.from(factor.cells, (column) => (column < 0 ? [] : [[column, 1] as const]));
    return { positions: null, cells: [...pairs, []], missing: pairs.length };
  }
  if (basis === null) throw new Error(`nodes of ${factor.name}: the field has no basis`);
  if (basis.kind === "category") {
    const cells = Array.from({ length: basis.columnCount }, (_, column) => [
      [firstColumn + column, 1] as const,
    ]);
    return { positions: null, cells, missing: basis.missingColumn };
  }
  const { lower, upper, knots, center, spread } = basis;
  const last = knots.length - 1;
  const positions = Float64Array.from([lower, ...knots, upper]);
  const cells = Array.from(positions, (position, node): readonly (readonly [number, number])[] => [
    [firstColumn, (position - center) / spread],
    [firstColumn + 1 + Math.min(Math.max(node - 1, 0), last), 1],
  ]);
  return basis.hasMissing
    ? {
        positions,
        cells: [...cells, [[firstColumn + basis.columnCount - 1, 1]]],
        missing: cells.length,
      }
    : { positions, cells, missing: -1 };
}
