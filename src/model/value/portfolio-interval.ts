import { DEVIATIONS_OF_80 } from "../numerics/interval-80.js";
import type { CommonShock } from "./uncertainty/common-shock.js";

/** A sum of clients' values with an 80 % interval. */
export interface PortfolioInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One client's part; `earned` of its value is certain already. Its ends hold the common shock, where there is one. */
export interface PortfolioPart {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly earned?: number;
}

/**
 * Sum of clients' values with an 80 % interval, from theirs.
 *
 * Clients faring independently, the sum of what is not yet earned, E = Σ eᵢ, has the deviation S = √Σ sᵢ², sᵢ² =
 * ((highᵢ − lowᵢ)/2z)² − (eᵢ·h/z)², at least 0: what is left of a client's width without the shock. The shock common
 * to all multiplies it: E·exp(±√(h² + (z·S/E)²)), h half the width of the shock's interval. Without a calibrated shock (null), or with nothing expected, E ± z·S, which is too narrow: say
 * that it is not calibrated. No clients give 0 (0 to 0).
 */
export function portfolioInterval(
  clients: readonly PortfolioPart[],
  shock: CommonShock | null,
): PortfolioInterval {
  let [earned, expected] = [0, 0];
  for (const client of clients) {
    earned += client.earned ?? 0;
    expected += client.value - (client.earned ?? 0);
  }
  const value = earned + expected;
  const independent = DEVIATIONS_OF_80 * independentDeviation(clients, shock);
  if (shock === null || !(expected > 0))
    return { value, low: value - independent, high: value + independent };
  const halfWidth = Math.hypot(shock.halfWidth80, independent / expected);
  return {
    value,
    low: earned + expected * Math.exp(-halfWidth),
    high: earned + expected * Math.exp(halfWidth),
  };
}

/** Standard deviation of a sum of clients' values were there no common shock, from intervals that hold it. */
function independentDeviation(clients: readonly PortfolioPart[], shock: CommonShock | null): number {
  const shared = shock?.halfWidth80 ?? 0;
  let squares = 0;
  for (const { value, low, high, earned = 0 } of clients) {
    squares += Math.max(0, ((high - low) / 2) ** 2 - ((value - earned) * shared) ** 2);
  }
  return Math.sqrt(squares) / DEVIATIONS_OF_80;
}
