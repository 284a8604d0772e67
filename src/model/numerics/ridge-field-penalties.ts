const SMALLEST_PENALTY = 1e-3;
const LARGEST_PENALTY = 1e6;

/**
 * Spreads a penalty of each block (a field) over its columns; column 0, the intercept, is not penalised.
 * `blocks[j]` is the block of column j, −1 for the intercept.
 */
export function columnPenalties(blocks: Int32Array, blockPenalties: Float64Array): Float64Array {
  return Float64Array.from(blocks, (block) => (block < 0 ? 0 : (blockPenalties[block] ?? 0)));
}

/**
 * One step of MacKay's evidence update: λ_b = γ_b·σ² / Σβⱼ² with γ_b = p_b − λ_b·tr((XᵀWX + Λ)⁻¹)_b, the number of
 * coefficients of the block that the data settle (`settled` is their sum). A prior of `priorWeight` coefficients
 * at `priorPenalty` is mixed in: it holds blocks back that the data hardly inform. Penalties stay in [1e-3, 1e6].
 * `diagonal` is that of (XᵀWX + Λ)⁻¹.
 * Source: MacKay, Bayesian interpolation, Neural Computation 4 (1992), eq. 4.9.
 */
export function updatedBlockPenalties(
  coefficients: Float64Array,
  diagonal: Float64Array,
  blocks: Int32Array,
  blockPenalties: Float64Array,
  noiseVariance: number,
  priorPenalty: number,
  priorWeight: number,
): { readonly penalties: Float64Array; readonly settled: number } {
  const size = coefficients.length;
  const squares = new Float64Array(blockPenalties.length);
  const traces = new Float64Array(blockPenalties.length);
  const counts = new Float64Array(blockPenalties.length);
  for (let column = 0; column < size; column++) {
    const block = blocks[column] ?? -1;
    if (block < 0) continue;
    squares[block] = (squares[block] ?? 0) + (coefficients[column] ?? 0) ** 2;
    traces[block] = (traces[block] ?? 0) + (diagonal[column] ?? 0);
    counts[block] = (counts[block] ?? 0) + 1;
  }
  let settled = 0;
  const penalties = blockPenalties.map((penalty, block) => {
    const gamma = Math.max((counts[block] ?? 0) - penalty * (traces[block] ?? 0), 1e-6);
    settled += gamma;
    const next =
      ((gamma + priorWeight) * noiseVariance) /
      Math.max((squares[block] ?? 0) + (priorWeight * noiseVariance) / priorPenalty, 1e-12);
    return Math.min(Math.max(next, SMALLEST_PENALTY), LARGEST_PENALTY);
  });
  return { penalties, settled };
}
