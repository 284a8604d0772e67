import type { NbdParameters, OrderExposure, Orders } from "./nbd-parameters.js";

/** What came before the last 12 months; nothing where that is not known. */
export function ordersBefore({ orders, exposure, lastYear }: OrderExposure): Orders {
  return lastYear === undefined
    ? { orders: 0, exposure: 0 }
    : { orders: orders - lastYear.orders, exposure: exposure - lastYear.exposure };
}

/**
 * Shape and rate of the gamma distribution of a client's order rate over the year to come: r + m·x₁ + m²·x₀ and
 * α + m·T₁ + m²·T₀, with x₁ orders in T₁ of the last 12 months, x₀ in T₀ before, and memory m.
 */
export function orderRateOf(
  { r, alpha, memory }: NbdParameters,
  exposure: OrderExposure,
): { readonly shape: number; readonly rate: number } {
  const before = ordersBefore(exposure);
  const counted = (all: number, old: number): number => memory * (all - old + memory * old);
  return {
    shape: r + counted(exposure.orders, before.orders),
    rate: alpha + counted(exposure.exposure, before.exposure),
  };
}
