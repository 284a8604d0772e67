import { DEVIATIONS_OF_80 } from "../numerics/interval-80.js";
import type { MoneyInterval } from "./fit-channel-response.js";

/** A client's CLV with its 80 % interval, the part already earned, and the share of it that counts. */
export interface ReturnPart {
  readonly clv: number;
  readonly clvLow: number;
  readonly clvHigh: number;
  readonly clvObserved: number;
  /** Half the width of the 80 % interval, on a log scale, of what moves all clients together; 0 where not calibrated. */
  readonly shockHalfWidth: number;
  readonly share: number;
}

/**
 * CLV for each unit of money spent to win the clients, R = Σ wᵢvᵢ ÷ cost, with an 80 % interval R·exp(±h).
 *
 * h² = (z·S/Σwᵢvᵢ)² + (Σwᵢsᵢuᵢ/Σwᵢvᵢ)²: uᵢ the part not yet earned and sᵢ the half width of the shock that is common
 * to all clients. S² = Σ wᵢ²(vᵢ² + dᵢ²) where the same spend might have won other clients and another
 * number of them (compound Poisson), S² = Σ wᵢ²((vᵢ − v̄)² + dᵢ²) where the cost is one of each client; dᵢ = (highᵢ −
 * lowᵢ)/2z. null where the cost or the sum is not above 0.
 */
export function acquisitionReturn(
  parts: readonly ReturnPart[],
  cost: { readonly total: number; readonly of: "spend" | "each client" },
): MoneyInterval | null {
  let [total, weight, shaken] = [0, 0, 0];
  for (const { clv, clvObserved, shockHalfWidth, share } of parts) {
    total += share * clv;
    weight += share;
    shaken += share * shockHalfWidth * (clv - clvObserved);
  }
  if (!(cost.total > 0 && total > 0)) return null;
  const centre = cost.of === "spend" ? 0 : total / weight;
  const variance = parts.reduce((sum, { clv, clvLow, clvHigh, share }) => {
    const own = (clvHigh - clvLow) / (2 * DEVIATIONS_OF_80);
    return sum + share ** 2 * ((clv - centre) ** 2 + own ** 2);
  }, 0);
  const halfWidth = Math.hypot((DEVIATIONS_OF_80 * Math.sqrt(variance)) / total, Math.max(0, shaken) / total);
  const value = total / cost.total;
  return { value, low: value * Math.exp(-halfWidth), high: value * Math.exp(halfWidth) };
}
