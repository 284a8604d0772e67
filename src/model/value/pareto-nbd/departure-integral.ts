import type { Quadrature } from "../../numerics/beta-quadrature.js";
import { gaussLegendre } from "../../numerics/gauss-legendre.js";

/** Fall of the integrand, in logarithms, beyond which nothing is left. */
const NEGLIGIBLE = 45;

/** Means under the density proportional to the integrand. */
export interface DepartureIntegral {
  /** ln ∫. */
  logValue: number;
  meanLogAlpha: number;
  meanInverseAlpha: number;
  meanLogBeta: number;
  meanInverseBeta: number;
}

function ruleFor(fall: number): Quadrature {
  return gaussLegendre(fall < 1 ? 8 : fall < 3 ? 12 : fall < 8 ? 16 : fall < 18 ? 24 : 32);
}

/**
 * ∫ from tₓ to T of (α+u)^−(r+x) (β+u)^−(s+1) du: the client left at u, unseen; with the means of ln(α+u),
 * 1/(α+u), ln(β+u) and 1/(β+u), from which slopes follow. Written into `result`.
 *
 * Gauss–Legendre in v = ln((m+u)/(m+tₓ)), m = min(α, β), cut off where the integrand has fallen by e⁻⁴⁵: relative
 * error near 10⁻¹¹, also for hundreds of purchases, where the closed form with ₂F₁ overflows. `shape` is r + x.
 */
export function departureIntegral(
  shape: number,
  alpha: number,
  s: number,
  beta: number,
  recency: number,
  age: number,
  result: DepartureIntegral,
): void {
  const smaller = Math.min(alpha, beta);
  const base = smaller + recency;
  const [fromAlpha, fromBeta] = [alpha - smaller, beta - smaller];
  const [alphaAtLast, betaAtLast] = [alpha + recency, beta + recency];
  const steepness = (shape * base) / alphaAtLast + ((s + 1) * base) / betaAtLast - 1;
  const whole = Math.log((smaller + age) / base);
  const width = steepness * whole > NEGLIGIBLE ? NEGLIGIBLE / steepness : whole;
  const { points, weights } = ruleFor((shape + s) * width);
  const logBase = Math.log(base);
  const atLast = alpha <= beta ? Math.log(betaAtLast) : Math.log(alphaAtLast);
  let [total, logAlpha, inverseAlpha, logBeta, inverseBeta] = [0, 0, 0, 0, 0];
  for (let index = 0; index < points.length; index += 1) {
    const v = width * (points[index] ?? 0);
    const grown = base * Math.exp(v);
    const [alphaNow, betaNow] = [grown + fromAlpha, grown + fromBeta];
    const logNow = Math.log(alpha <= beta ? betaNow : alphaNow);
    const weight =
      (weights[index] ?? 0) *
      (alpha <= beta
        ? Math.exp((1 - shape) * v - (s + 1) * (logNow - atLast))
        : Math.exp(-s * v - shape * (logNow - atLast)));
    total += weight;
    logAlpha += weight * (alpha <= beta ? logBase + v : logNow);
    logBeta += weight * (alpha <= beta ? logNow : logBase + v);
    inverseAlpha += weight / alphaNow;
    inverseBeta += weight / betaNow;
  }
  result.logValue =
    Math.log(total * width) +
    (alpha <= beta ? (1 - shape) * logBase - (s + 1) * atLast : -s * logBase - shape * atLast);
  result.meanLogAlpha = logAlpha / total;
  result.meanInverseAlpha = inverseAlpha / total;
  result.meanLogBeta = logBeta / total;
  result.meanInverseBeta = inverseBeta / total;
}

/** A result to write into. */
export function emptyDepartureIntegral(): DepartureIntegral {
  return { logValue: 0, meanLogAlpha: 0, meanInverseAlpha: 0, meanLogBeta: 0, meanInverseBeta: 0 };
}
