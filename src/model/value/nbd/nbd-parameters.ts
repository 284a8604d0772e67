/**
 * Parameters of the negative binomial model: clients order at a rate λ ~ Gamma(r, rate α) for as long as they are
 * observed (Ehrenberg 1959). r and α are positive; α has the unit of time of the exposures.
 */
export type NbdParameters = {
  readonly r: number;
  readonly alpha: number;
  /**
   * What a year's orders and exposure count a year later, above 0 and at most 1: 1 where each client keeps its rate
   * for ever. Chosen, not estimated.
   */
  readonly memory: number;
};

/** Orders placed during an exposure. */
export interface Orders {
  readonly orders: number;
  readonly exposure: number;
}

/** Orders placed during an exposure, those of the last 12 months among them; absent where that is not known. */
export interface OrderExposure extends Orders {
  readonly lastYear?: Orders;
}
