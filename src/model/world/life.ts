import type { Deal } from "./deal.js";
import type { Initiative } from "./initiatives.js";
import type { Kind } from "./product-range.js";

/** One purchase, or a credit note with a negative amount. */
export interface Purchase {
  readonly day: number;
  readonly kind: Kind;
  readonly product: string;
  /** EUR. */
  readonly amount: number;
}

/** One term of a contract; its fee is a purchase on its first day. */
export interface Term {
  readonly startDay: number;
  readonly endDay: number;
  readonly amount: number;
}

/** Everything that a company does as a client. */
export interface ClientLife {
  /** In order of day. */
  readonly purchases: readonly Purchase[];
  readonly terms: readonly Term[];
  /** Latent probability of leaving: at a renewal, or after each order. */
  readonly restlessness: number;
  /** Last day of business seen until `untilDay`. */
  readonly lastDay: number;
  /** The client left before `untilDay`. */
  readonly left: boolean;
}

/** How one life is to be lived. */
export interface LifeConditions {
  readonly deal: Deal;
  readonly planted: boolean;
  /** The initiative that touches the client, if any. */
  readonly initiative: Initiative | null;
  /** Nothing is simulated after this day. */
  readonly untilDay: number;
}
