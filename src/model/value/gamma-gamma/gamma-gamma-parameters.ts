/**
 * Parameters of the gamma-gamma model of order value (Fader, Hardie & Lee 2005): a client's orders are
 * Gamma(p, rate ν) with ν ~ Gamma(q, rate v) over clients. All are positive; v is in money; the mean order of
 * the population, p v / (q − 1), exists for q > 1 only.
 */
export interface GammaGammaParameters {
  readonly p: number;
  readonly q: number;
  readonly v: number;
}

/** What gamma-gamma sees of a client: `orders` ≥ 1 orders of positive value and their mean. */
export interface SpendHistory {
  readonly orders: number;
  readonly meanValue: number;
}
