import { betaQuadrature, type Quadrature } from "../../numerics/beta-quadrature.js";
import type { BgNbdParameters, PurchaseHistory } from "./bg-nbd-parameters.js";
import { probabilityAlive } from "./probability-alive.js";

/**
 * A function (repeats, age, ahead) → purchases expected in the next `ahead` of time of a client that is alive:
 *
 * ∫₀¹ Beta(q; a, b+x) q⁻¹ [1 − ((α+T)/(α+T+q·ahead))^(r+x)] dq. Unlike the closed form with ₂F₁ it has no
 * singularity at a = 1. Nodes are kept for each x, so one function should serve a whole portfolio.
 */
export function expectedPurchasesIfAlive(
  parameters: BgNbdParameters,
): (repeats: number, age: number, ahead: number) => number {
  const { r, alpha, a, b } = parameters;
  const quadratures = new Map<number, Quadrature>();
  return (repeats, age, ahead) => {
    let quadrature = quadratures.get(repeats);
    if (quadrature === undefined) {
      quadrature = betaQuadrature(a, b + repeats);
      quadratures.set(repeats, quadrature);
    }
    const { points, weights } = quadrature;
    const timeRatio = ahead / (alpha + age);
    let sum = 0;
    for (let index = 0; index < points.length; index += 1) {
      const q = points[index] ?? 0;
      const perDropout =
        q > 0 ? -Math.expm1(-(r + repeats) * Math.log1p(q * timeRatio)) / q : (r + repeats) * timeRatio;
      sum += (weights[index] ?? 0) * perDropout;
    }
    return sum;
  };
}

/**
 * Purchases expected in the next `ahead` of time of a client with this history; `ahead` ≥ 0 in the history's
 * unit.
 */
export function expectedPurchases(
  parameters: BgNbdParameters,
  history: PurchaseHistory,
  ahead: number,
): number {
  return (
    probabilityAlive(parameters, history) *
    expectedPurchasesIfAlive(parameters)(history.repeats, history.age, ahead)
  );
}

/** Repeat purchases expected of a new client in its first `time`. */
export function expectedPurchasesOfNewClient(parameters: BgNbdParameters, time: number): number {
  return expectedPurchasesIfAlive(parameters)(0, 0, time);
}
