import type { NbdParameters, OrderExposure } from "./nbd-parameters.js";

/** Orders expected per unit of time of a client that placed x orders in an exposure T: (r + x) / (α + T). */
export function expectedOrderRate({ r, alpha }: NbdParameters, { orders, exposure }: OrderExposure): number {
  return (r + orders) / (alpha + exposure);
}
