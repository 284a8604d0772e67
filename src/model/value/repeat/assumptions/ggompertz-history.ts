import { gaussLegendre } from "../../../numerics/gauss-legendre.js";
import { gompertzClock, gompertzClockSlope } from "./gompertz-clock.js";

/** ln of the time-dependent part of one history's likelihood, and its slopes by each parameter. */
export interface GgompertzSlopes {
  value: number;
  r: number;
  alpha: number;
  s: number;
  kappa: number;
  b: number;
}

/** Fall of the integrand, in logarithms, beyond which nothing is left. */
const NEGLIGIBLE = 45;

/** Gauss–Legendre nodes for an integrand that changes by e^change. */
function nodesFor(change: number): number {
  return change < 1 ? 8 : change < 3 ? 12 : change < 8 ? 16 : change < 18 ? 24 : change < 60 ? 32 : 64;
}

/**
 * ln[ (α+T)^−(r+x) (1+E(T)/κ)^−s + (s/κ) ∫ from tₓ to T of (α+u)^−(r+x) e^{bu} (1+E(u)/κ)^−(s+1) du ] with
 * E(u) = (e^{bu} − 1)/b, and its slopes by r, α, s, κ and b, written into `result`; `shape` is r + x, b ≥ 0.
 *
 * Gauss–Legendre in v = ln((m+u)/(m+tₓ)), m = min(α, κ), as for Pareto/NBD, cut off where the purchases alone have
 * made the integrand fall by e⁻⁴⁵.
 */
export function ggompertzHistory(
  shape: number,
  { alpha, s, kappa, b }: { alpha: number; s: number; kappa: number; b: number },
  recency: number,
  age: number,
  result: GgompertzSlopes,
): void {
  const scale = kappa + gompertzClock(b, age);
  const logAlphaNow = Math.log(alpha + age);
  const logKappa = Math.log(kappa);
  const logStayed = -shape * logAlphaNow - s * (Math.log(scale) - logKappa);
  const stayedByB = (-s * gompertzClockSlope(b, age)) / scale;
  if (recency >= age) {
    result.value = logStayed;
    result.r = -logAlphaNow;
    result.alpha = -shape / (alpha + age);
    result.s = logKappa - Math.log(scale);
    result.kappa = s / kappa - s / scale;
    result.b = stayedByB;
    return;
  }
  const smaller = Math.min(alpha, kappa);
  const base = smaller + recency;
  const whole = Math.log((smaller + age) / base);
  const growth = b * (smaller + age);
  const steepness = (shape * base) / (alpha + recency) - 1 - growth;
  const width = steepness * whole > NEGLIGIBLE ? NEGLIGIBLE / steepness : whole;
  const { points, weights } = gaussLegendre(nodesFor((shape + s + growth) * width));
  const atStart = Math.log(alpha + recency);
  let [total, logAlpha, inverseAlpha, logScale, inverseScale, byB] = [0, 0, 0, 0, 0, 0];
  for (let index = 0; index < points.length; index += 1) {
    const v = width * (points[index] ?? 0);
    const u = recency + base * Math.expm1(v);
    const alphaNow = alpha + u;
    const scaleNow = kappa + gompertzClock(b, u);
    const [logA, logS] = [Math.log(alphaNow), Math.log(scaleNow)];
    const weight =
      (weights[index] ?? 0) * Math.exp(v + b * u - shape * (logA - atStart) - (s + 1) * (logS - logKappa));
    total += weight;
    logAlpha += weight * logA;
    inverseAlpha += weight / alphaNow;
    logScale += weight * logS;
    inverseScale += weight / scaleNow;
    byB += weight * (u - ((s + 1) * gompertzClockSlope(b, u)) / scaleNow);
  }
  const logLeft = Math.log((s / kappa) * total * width * base) - shape * atStart;
  const odds = Math.exp(logLeft - logStayed);
  const alive = 1 / (1 + odds);
  const left = odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
  const mean = (weighted: number): number => (left * weighted) / total;
  result.value = odds < 1 ? logStayed + Math.log1p(odds) : logLeft + Math.log1p(1 / odds);
  result.r = -alive * logAlphaNow - mean(logAlpha);
  result.alpha = -shape * (alive / (alpha + age) + mean(inverseAlpha));
  result.s = left / s + logKappa - alive * Math.log(scale) - mean(logScale);
  result.kappa = s / kappa - (alive * s) / scale - (s + 1) * mean(inverseScale);
  result.b = alive * stayedByB + mean(byB);
}
