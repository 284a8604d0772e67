import type { Quadrature } from "./beta-quadrature.js";

const STEP = 0.1;
const FARTHEST = 6;

let rule: Quadrature | undefined;

/**
 * Quadrature for means under a unit exponential: ∫₀^∞ e⁻ʷ f(w) dw ≈ Σ wᵢ f(xᵢ), for f that is smooth and grows no
 * faster than a power of w.
 *
 * Double exponential: the trapezoidal rule in y with w = exp(y − e⁻ʸ) (Takahasi & Mori 1974); error near 10⁻¹².
 */
export function exponentialQuadrature(): Quadrature {
  if (rule !== undefined) return rule;
  const points: number[] = [];
  const weights: number[] = [];
  for (let y = -FARTHEST; y <= FARTHEST; y += STEP) {
    const point = Math.exp(y - Math.exp(-y));
    const weight = STEP * Math.exp(-point) * point * (1 + Math.exp(-y));
    if (!(weight > 1e-18)) continue;
    points.push(point);
    weights.push(weight);
  }
  rule = { points: Float64Array.from(points), weights: Float64Array.from(weights) };
  return rule;
}
