import { DEVIATIONS_OF_80 } from "../numerics/interval-80.js";
import type { CommonShock } from "./uncertainty/common-shock.js";

/** A sum of clients' values with an 80 % interval. */
export interface PortfolioInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One client's part; `earned` of its value is certain already. */
export interface PortfolioPart {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly earned?: number;
}

/**
 * Sum of clients' values with an 80 % interval, from theirs.
 *
 * Clients faring independently, the sum of what is not yet earned, E = Σ eᵢ, has the deviation S = √Σ sᵢ², sᵢ =
 * (highᵢ − lowᵢ)/2z. A shock common to all multiplies it: E·exp(±√(h² + (z·S/E)²)), h half the width of the shock's
 * interval. Without a calibrated shock (null), or with nothing expected, E ± z·S, which is too narrow: say
 * that it is not calibrated. No clients give 0 (0 to 0).
 */
export function portfolioInterval(
  clients: readonly PortfolioPart[],
  shock: CommonShock | null,
): PortfolioInterval {
  let [earned, expected, variance] = [0, 0, 0];
  for (const client of clients) {
    earned += client.earned ?? 0;
    expected += client.value - (client.earned ?? 0);
    variance += ((client.high - client.low) / (2 * DEVIATIONS_OF_80)) ** 2;
  }
  const value = earned + expected;
  const independent = DEVIATIONS_OF_80 * Math.sqrt(variance);
  if (shock === null || !(expected > 0))
    return { value, low: value - independent, high: value + independent };
  const halfWidth = Math.hypot(shock.halfWidth80, independent / expected);
  return {
    value,
    low: earned + expected * Math.exp(-halfWidth),
    high: earned + expected * Math.exp(halfWidth),
  };
}

/** Standard deviation of a sum of independent clients, from their 80 % intervals. */
export function independentDeviation(
  clients: readonly { readonly low: number; readonly high: number }[],
): number {
  return (
    Math.sqrt(clients.reduce((sum, { low, high }) => sum + (high - low) ** 2, 0)) / (2 * DEVIATIONS_OF_80)
  );
}
