/**
 * Parameters of the negative binomial model: clients order at a constant rate λ ~ Gamma(r, rate α) for as long
 * as they are observed (Ehrenberg 1959). Both are positive; α has the unit of time of the exposures.
 */
export interface NbdParameters {
  readonly r: number;
  readonly alpha: number;
}

/** Orders placed during an exposure. */
export interface OrderExposure {
  readonly orders: number;
  readonly exposure: number;
}
