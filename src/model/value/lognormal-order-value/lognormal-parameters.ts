import type { LogRevenue } from "../client-history.js";
import type { SpendHistory } from "../gamma-gamma/gamma-gamma-parameters.js";

/**
 * Parameters of the lognormal model of order value: of a client with x orders, ln of its own mean order is
 * θ ~ Normal(location + slope · ln(1 + x), between²), and its orders are lognormal around that mean with
 * ln-deviation `within`. Of a client without orders as much is expected as of one with a single order: no fewer were
 * seen. Money is in the currency of the orders.
 *
 * Unlike gamma-gamma it lets order value go with order frequency, and its mean is finite however heavy the tail.
 */
export type LognormalParameters = {
  readonly location: number;
  readonly slope: number;
  readonly between: number;
  readonly within: number;
  /**
   * What the orders seen brought over what would be expected of them without it (Duan 1983): 1 where orders are
   * lognormal, above it where their tail is heavier.
   */
  readonly lift: number;
};

/** What the lognormal model sees of a client: how its orders differ as well. */
export interface OrderSpread extends SpendHistory {
  readonly logs: LogRevenue;
}
