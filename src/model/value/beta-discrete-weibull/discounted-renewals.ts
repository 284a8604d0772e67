import type { RenewalCurve } from "./renewal-curve.js";
import { renewalProbabilities } from "./survival.js";

const NEGLIGIBLE = 1e-12;
const BLOCK = 64;

/**
 * Discounted expected residual lifetime in terms: the renewals expected of a contract that was renewed n times
 * and is about to come up again, the first undiscounted, each later one discounted by (1 + d) more:
 *
 * DERL = Σⱼ₌₀ S(n+1+j)/S(n) (1+d)⁻ʲ (Fader & Hardie 2010). `discountRatePerTerm` d > 0. A new contract is worth
 * its first payment and DERL/(1+d) with n = 0: the discounted expected lifetime.
 */
export function discountedRenewals(
  curve: RenewalCurve,
  renewals: number,
  discountRatePerTerm: number,
): number {
  if (!(discountRatePerTerm > 0)) {
    throw new RangeError(`discount rate per term is not above 0: ${discountRatePerTerm}`);
  }
  let total = 0;
  let term = 1;
  for (let n = renewals; ; n += BLOCK) {
    for (const probability of renewalProbabilities(curve, n, BLOCK)) {
      term *= probability;
      total += term;
      term /= 1 + discountRatePerTerm;
      if (!(term > NEGLIGIBLE * discountRatePerTerm)) return total;
    }
  }
}
