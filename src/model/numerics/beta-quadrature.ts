import betaln from "@stdlib/math-base-special-betaln";

/** Points in [0, 1] and weights that sum to 1: E[f(q)] ≈ Σ wᵢ f(qᵢ). */
export interface Quadrature {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

const WIDEST_STEP = 0.4;
const FARTHEST_LOGIT = 30;
const LOG_NEGLIGIBLE = -40;

/**
 * Quadrature for expectations under q ~ Beta(a, b), a > 0, b > 0, that stays accurate for integrands which
 * change near 0 on any scale, such as 1 − (1 + ρq)⁻ˢ.
 *
 * Trapezoidal rule in y = ln(q / (1 − q)), where the density is qᵃ(1 − q)ᵇ / B(a, b): for integrands analytic
 * and bounded in |Im y| < π/2 the error falls as exp(−π²/step), about 2·10⁻¹¹ at a step of 0.4. Beyond |y| =
 * 30 q is 0 or 1 to rounding: the remaining geometric series of weights is put on those two points.
 */
export function betaQuadrature(a: number, b: number): Quadrature {
  if (!(a > 0 && b > 0)) throw new RangeError(`beta shapes are not positive: a = ${a}, b = ${b}`);
  const logBeta = betaln(a, b);
  const step = Math.min(WIDEST_STEP, 0.8 * Math.sqrt(1 / a + 1 / b));
  const logDensity = (y: number): number =>
    y < 0
      ? a * y - (a + b) * Math.log1p(Math.exp(y)) - logBeta
      : -b * y - (a + b) * Math.log1p(Math.exp(-y)) - logBeta;
  const mode = Math.max(-FARTHEST_LOGIT, Math.min(FARTHEST_LOGIT, Math.log(a / b)));
  const cutoff = logDensity(mode) + LOG_NEGLIGIBLE;
  const points: number[] = [];
  const weights: number[] = [];
  const add = (point: number, logWeight: number): void => {
    points.push(point);
    weights.push(step * Math.exp(logWeight));
  };
  const sigmoid = (y: number): number => 1 / (1 + Math.exp(-y));
  let y = mode;
  for (; y > -FARTHEST_LOGIT && logDensity(y) > cutoff; y -= step) add(sigmoid(y), logDensity(y));
  add(0, logDensity(y) - Math.log(-Math.expm1(-a * step)));
  y = mode + step;
  for (; y < FARTHEST_LOGIT && logDensity(y) > cutoff; y += step) add(sigmoid(y), logDensity(y));
  add(1, logDensity(y) - Math.log(-Math.expm1(-b * step)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    points: Float64Array.from(points),
    weights: Float64Array.from(weights, (weight) => weight / total),
  };
}
