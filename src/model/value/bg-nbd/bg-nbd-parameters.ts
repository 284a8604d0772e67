/**
 * Parameters of the beta-geometric / negative binomial model of repeat purchases (Fader, Hardie & Lee 2005).
 *
 * While active a client buys at a constant rate λ ~ Gamma(r, rate α); after each repeat purchase it leaves with
 * probability p ~ Beta(a, b). All are positive; α has the unit of time of the histories.
 */
export interface BgNbdParameters {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** A purchase history as BG/NBD sees it; `recency` and `age` share one unit of time. */
export interface PurchaseHistory {
  /** Repeat purchases x, whole, at least 0. */
  readonly repeats: number;
  /** Time from the first purchase to the last (tₓ); 0 without repeats, above 0 with. */
  readonly recency: number;
  /** Time from the first purchase to now (T), at least `recency`. */
  readonly age: number;
}
