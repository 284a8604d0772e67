import { type RidgeRoot, ridgeRoot, rootDiagonal, rootSolution } from "./ridge-inverse.js";
import { gramMatrix, type RidgeRows } from "./ridge-rows.js";

/** Σ|v − v₀| over Σv₀ up to which the curvature at v₀ leads as well as that at v. */
const LARGEST_CHANGE = 0.05;

/**
 * XᵀVX for working weights V ≥ 0 that change from step to step: made anew only once they have moved by 5 % in all. Newton's
 * method then still converges, by a factor of twenty a step, and its steps cost a tenth.
 */
export class WorkingCurvature {
  readonly #rows: RidgeRows;
  #gram: Float64Array | null = null;
  #working = new Float64Array(0);
  #penalties: Float64Array | null = null;
  #root: RidgeRoot | null = null;

  constructor(rows: RidgeRows) {
    this.#rows = rows;
  }

  /** Solves (XᵀVX + Λ)δ = g for weights near V. */
  solve(working: Float64Array, penalties: Float64Array, gradient: Float64Array): Float64Array {
    return rootSolution(this.#rootAt(working, penalties), gradient);
  }

  /** The diagonal of (XᵀVX + Λ)⁻¹ for weights near V. */
  diagonal(working: Float64Array, penalties: Float64Array): Float64Array {
    return rootDiagonal(this.#rootAt(working, penalties));
  }

  /** XᵀVX of just these weights. */
  exactly(working: Float64Array): Float64Array {
    if (this.#gram !== null && changeOf(this.#working, working) === 0) return this.#gram;
    this.#gram = gramMatrix(this.#rows, working);
    this.#working = Float64Array.from(working);
    this.#root = null;
    return this.#gram;
  }

  #rootAt(working: Float64Array, penalties: Float64Array): RidgeRoot {
    const isNear = this.#gram !== null && changeOf(this.#working, working) <= LARGEST_CHANGE;
    const gram = isNear && this.#gram !== null ? this.#gram : this.exactly(working);
    if (this.#root === null || penalties !== this.#penalties) {
      this.#root = ridgeRoot(gram, penalties);
      this.#penalties = penalties;
    }
    return this.#root;
  }
}

function changeOf(from: Float64Array, to: Float64Array): number {
  let change = 0;
  let total = 0;
  for (let row = 0; row < from.length; row++) {
    change += Math.abs((to[row] ?? 0) - (from[row] ?? 0));
    total += from[row] ?? 0;
  }
  return change === 0 ? 0 : change / total;
}
