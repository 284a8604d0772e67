import type { BgNbdParameters, PurchaseHistory } from "./bg-nbd-parameters.js";

/**
 * Probability that a client has not left by the end of its history, under BG/NBD:
 *
 * P(alive) = 1 / (1 + a/(b+x−1) · ((α+T)/(α+tₓ))^(r+x)) for x > 0. It is 1 for x = 0: the model lets a client
 * leave only after a repeat purchase.
 */
export function probabilityAlive(parameters: BgNbdParameters, history: PurchaseHistory): number {
  const { r, alpha, a, b } = parameters;
  const { repeats, recency, age } = history;
  if (repeats === 0) return 1;
  const logOddsLeft =
    Math.log(a / (b + repeats - 1)) + (r + repeats) * Math.log((alpha + age) / (alpha + recency));
  return 1 / (1 + Math.exp(logOddsLeft));
}
