import type { SbgParameters } from "./sbg-parameters.js";
import { renewalProbability } from "./survival.js";

const NEGLIGIBLE = 1e-12;

/**
 * Discounted expected residual lifetime in terms: the renewals expected of a contract that was renewed n times
 * and is about to come up again, the first undiscounted, each later one discounted by (1 + d) more:
 *
 * DERL = Σⱼ₌₀ S(n+1+j)/S(n) (1+d)⁻ʲ (Fader & Hardie 2010). `discountRatePerTerm` d > 0.
 */
export function discountedRenewals(
  parameters: SbgParameters,
  renewals: number,
  discountRatePerTerm: number,
): number {
  if (!(discountRatePerTerm > 0)) {
    throw new RangeError(`discount rate per term is not above 0: ${discountRatePerTerm}`);
  }
  let total = 0;
  let term = 1;
  for (let n = renewals; term > NEGLIGIBLE * discountRatePerTerm; n += 1) {
    term *= renewalProbability(parameters, n);
    total += term;
    term /= 1 + discountRatePerTerm;
  }
  return total;
}
