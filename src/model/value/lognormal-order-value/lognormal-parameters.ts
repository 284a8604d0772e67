/**
 * Parameters of the lognormal model of order value: of a client with x orders, ln of its own mean order is
 * θ ~ Normal(location + slope · ln(1 + x), between²), and its orders are lognormal around that mean with
 * ln-deviation `within`. Money is in the currency of the orders.
 *
 * Unlike gamma-gamma it lets order value go with order frequency, and its mean is finite however heavy the tail.
 */
export type LognormalParameters = {
  readonly location: number;
  readonly slope: number;
  readonly between: number;
  readonly within: number;
};
