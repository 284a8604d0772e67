import type { RidgeRows } from "../../numerics/ridge-rows.js";
import type { Design, Factor } from "../encoding/design.js";

/** A fitted sum of factors, read against a reference: estimate = base + Σ contributions. */
export interface AdditiveModel {
  readonly design: Design;
  readonly coefficients: Float64Array;
  /** The estimate of the average reference account. */
  readonly base: number;
  /** Mean of each factor's term over the reference accounts that have it. */
  readonly centres: Float64Array;
  /** Variance of each factor's contribution over the reference accounts. */
  readonly variances: Float64Array;
}

/** Reads coefficients against the weighted average of reference accounts. */
export function centreModel(
  design: Design,
  coefficients: Float64Array,
  rows: RidgeRows,
  weights: Float64Array,
): AdditiveModel {
  const centres = new Float64Array(design.factors.length);
  const variances = new Float64Array(design.factors.length);
  for (const [at, factor] of design.factors.entries()) {
    let sum = 0;
    let squares = 0;
    let total = 0;
    for (let row = 0; row < rows.rowCount; row++) {
      const term = factorTerm(rows, row, factor, coefficients);
      if (Number.isNaN(term)) continue;
      const weight = weights[row] ?? 0;
      sum += weight * term;
      squares += weight * term * term;
      total += weight;
    }
    const centre = total > 0 ? sum / total : 0;
    centres[at] = centre;
    variances[at] = total > 0 ? Math.max(squares / total - centre * centre, 0) : 0;
  }
  const base = centres.reduce((sum, centre) => sum + centre, coefficients[0] ?? 0);
  return { design, coefficients, base, centres, variances };
}

/**
 * Contributions of all factors of a row, written to `contributions` from `offset` on; returns the estimate.
 * A field that the model knows nothing of (unseen level, first gap) contributes exactly 0: as the average account.
 */
export function addContributions(
  model: AdditiveModel,
  rows: RidgeRows,
  row: number,
  contributions: Float64Array,
  offset: number,
): number {
  let estimate = model.base;
  for (let at = 0; at < model.design.factors.length; at++) {
    const factor = model.design.factors[at];
    if (factor === undefined) continue;
    const term = factorTerm(rows, row, factor, model.coefficients);
    const contribution = Number.isNaN(term) ? 0 : term - (model.centres[at] ?? 0);
    contributions[offset + at] = contribution;
    estimate += contribution;
  }
  return estimate;
}

/** The factor's share of xᵣᵀβ; NaN where a field is unseen (pairs of bands too rare to learn from add 0). */
function factorTerm(rows: RidgeRows, row: number, factor: Factor, coefficients: Float64Array): number {
  const start = row * rows.slotCount + factor.firstSlot;
  let sum = 0;
  let present = factor.cells !== null;
  for (let slot = start; slot < start + factor.slotCount; slot++) {
    const value = rows.values[slot] ?? 0;
    if (value === 0) continue;
    present = true;
    sum += value * (coefficients[rows.columns[slot] ?? 0] ?? 0);
  }
  return present ? sum : Number.NaN;
}
