import { betaQuadrature, type Quadrature } from "../../numerics/beta-quadrature.js";
import type { BetaGeometricParameters, BetaGeometricVariant } from "./beta-geometric-parameters.js";
import { type ErlangPurchases, erlangPurchasesPerDropout } from "./erlang-purchases.js";

/**
 * Purchases expected in the next `ahead` of an alive client with x repeats and age T, by events towards its next
 * purchase: 0 … k − 1. The next call writes into the same array.
 */
export type PurchasesIfAlive = (repeats: number, age: number, ahead: number) => Float64Array;

/**
 * Purchases expected of an alive client:
 *
 * ∫₀¹ Beta(p; a, b+n) E(p) dp, for k = 1 with E(p) = p⁻¹ [1 − ((α+T)/(α+T+p·ahead))^(r+x)]. Unlike the closed
 * form with ₂F₁ it has no singularity at a = 1. Nodes are kept for each x, so one function should serve a whole
 * portfolio.
 */
export function purchasesIfAlive(
  { r, alpha, a, b }: BetaGeometricParameters,
  { leavesAtOnce, regularity }: BetaGeometricVariant,
): PurchasesIfAlive {
  const quadratures = new Map<number, Quadrature & { readonly perPoint: readonly ErlangPurchases[] }>();
  const stayed = leavesAtOnce ? b + 1 : b;
  const byStage = new Float64Array(regularity);
  return (repeats, age, ahead) => {
    let quadrature = quadratures.get(repeats);
    if (quadrature === undefined) {
      const nodes = betaQuadrature(a, stayed + repeats);
      const perPoint =
        regularity > 1 ? Array.from(nodes.points, (p) => erlangPurchasesPerDropout(p, regularity)) : [];
      quadrature = { ...nodes, perPoint };
      quadratures.set(repeats, quadrature);
    }
    const { weights, perPoint } = quadrature;
    const shape = r + regularity * repeats;
    const timeRatio = ahead / (alpha + age);
    byStage.fill(0);
    perPoint.forEach((addPurchases, index) => {
      addPurchases(shape, timeRatio, weights[index] ?? 0, byStage);
    });
    if (regularity === 1) byStage[0] = atRandom(quadrature, shape, timeRatio);
    return byStage;
  };
}

/** ∫ Beta(p) E(p) dp of purchases at random, k = 1. */
function atRandom({ points, weights }: Quadrature, shape: number, timeRatio: number): number {
  let sum = 0;
  for (let index = 0; index < points.length; index += 1) {
    const p = points[index] ?? 0;
    const purchases = p > 0 ? -Math.expm1(-shape * Math.log1p(p * timeRatio)) / p : shape * timeRatio;
    sum += (weights[index] ?? 0) * purchases;
  }
  return sum;
}
