import gammaln from "@stdlib/math-base-special-gammaln";
import { logAddExp } from "../../numerics/log-add-exp.js";
import type { BgNbdParameters, PurchaseHistory } from "./bg-nbd-parameters.js";

/**
 * Log-likelihood of one history under BG/NBD:
 *
 * ln (r)ₓ + ln (b)ₓ − ln (a+b)ₓ + r ln α − (r+x) ln(α+tₓ) + ln[ ((α+tₓ)/(α+T))^(r+x) + [x>0] a/(b+x−1) ],
 * with (z)ₓ = Γ(z+x)/Γ(z). The last term is added in logarithms, so that 200 purchases do not overflow
 * (B. Hardie, note 027 at brucehardie.com).
 */
export function bgNbdLogLikelihood(parameters: BgNbdParameters, history: PurchaseHistory): number {
  const { r, alpha, a, b } = parameters;
  const { repeats, recency, age } = history;
  const counts =
    gammaln(r + repeats) -
    gammaln(r) +
    gammaln(b + repeats) -
    gammaln(b) -
    (gammaln(a + b + repeats) - gammaln(a + b));
  const stayed = (r + repeats) * Math.log((alpha + recency) / (alpha + age));
  const left = repeats > 0 ? Math.log(a / (b + repeats - 1)) : Number.NEGATIVE_INFINITY;
  return counts + r * Math.log(alpha) - (r + repeats) * Math.log(alpha + recency) + logAddExp(stayed, left);
}
