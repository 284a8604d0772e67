import type { Quadrature } from "./beta-quadrature.js";

const rules = new Map<number, Quadrature>();

/**
 * Gauss–Legendre rule of n points on [0, 1]: ∫₀¹ f ≈ Σ wᵢ f(xᵢ), exact for polynomials up to degree 2n − 1.
 *
 * Nodes by Newton's method on the Legendre recurrence; a rule is computed once.
 */
export function gaussLegendre(n: number): Quadrature {
  const known = rules.get(n);
  if (known !== undefined) return known;
  const points = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let index = 0; index < n; index += 1) {
    let x = Math.cos((Math.PI * (index + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let round = 0; round < 100; round += 1) {
      let [before, value] = [1, x];
      for (let degree = 2; degree <= n; degree += 1) {
        [before, value] = [value, ((2 * degree - 1) * x * value - (degree - 1) * before) / degree];
      }
      slope = (n * (x * value - before)) / (x * x - 1);
      const step = value / slope;
      x -= step;
      if (Math.abs(step) < 1e-15) break;
    }
    points[n - 1 - index] = (1 + x) / 2;
    weights[n - 1 - index] = 1 / ((1 - x * x) * slope * slope);
  }
  const rule = { points, weights };
  rules.set(n, rule);
  return rule;
}
