import type { ComponentAmounts, ValueComponent } from "../../model/value/portfolio/components.js";

/** The kinds of business that a transaction may be. */
export const KINDS = [
  "initial",
  "renewal",
  "expansion",
  "services",
  "other",
] as const satisfies readonly ValueComponent[];

/** Money by kind from a function of the kind. */
export function amountsByKind(amountOf: (kind: ValueComponent) => number): ComponentAmounts {
  return {
    initial: amountOf("initial"),
    renewal: amountOf("renewal"),
    expansion: amountOf("expansion"),
    services: amountOf("services"),
    other: amountOf("other"),
  };
}
