/**
 * How far an alive client is on its way to its next purchase, which comes with the k-th event of a process of
 * rate λ: weights of 0, 1, … k − 1 events since the last one,
 *
 * wⱼ = (r + kx)ⱼ / j! · ((T − tₓ) / (α + T))ʲ, not normalised.
 */
export function stageWeights(shape: number, sinceLast: number, rate: number, regularity: number): number[] {
  const weights = [1];
  const ratio = sinceLast / rate;
  for (let stage = 1; stage < regularity; stage += 1) {
    weights.push(((weights[stage - 1] ?? 0) * (shape + stage - 1) * ratio) / stage);
  }
  return weights;
}
