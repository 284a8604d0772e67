import { DEVIATIONS_OF_80 } from "../numerics/interval-80.js";

/** A sum of clients' values with an 80 % interval. */
export interface PortfolioInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Sum of clients' values with an 80 % interval, from theirs: Σ vᵢ ± z·√Σ sᵢ², sᵢ = (highᵢ − lowᵢ)/2z.
 *
 * It supposes that clients fare independently and that the fitted models are right, so it is too narrow for a
 * shock that hits all clients together: show it beside a back-test. No clients give 0 (0 to 0).
 */
export function portfolioInterval(
  clients: readonly { readonly value: number; readonly low: number; readonly high: number }[],
): PortfolioInterval {
  let value = 0;
  let variance = 0;
  for (const client of clients) {
    value += client.value;
    variance += ((client.high - client.low) / (2 * DEVIATIONS_OF_80)) ** 2;
  }
  const halfWidth = DEVIATIONS_OF_80 * Math.sqrt(variance);
  return { value, low: value - halfWidth, high: value + halfWidth };
}
