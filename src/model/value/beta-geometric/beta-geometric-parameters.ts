/**
 * Parameters of the beta-geometric models of repeat purchases.
 *
 * While active a client buys with times between purchases that are Erlang-k at rate λ ~ Gamma(r, rate α): k = 1
 * is purchases at random, more is more regular. After each repeat purchase (and, in the modified models, after
 * the first) it leaves with probability p ~ Beta(a, b). All are positive; α has the unit of time of the
 * histories.
 */
export type BetaGeometricParameters = {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
};

/**
 * Which of the beta-geometric models: BG/NBD (k = 1; Fader, Hardie & Lee 2005), MBG/NBD (Batislam, Denizel &
 * Filiztekin 2007), BG/CNBD-k and MBG/CNBD-k (Reutterer, Platzer & Schröder 2021).
 */
export interface BetaGeometricVariant {
  /** Clients may leave after their first purchase, not only after a repeat. */
  readonly leavesAtOnce: boolean;
  /** k, whole, at least 1. */
  readonly regularity: number;
}
