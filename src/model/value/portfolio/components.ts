/** The kinds of business that a client's value is split into, in the order in which they are shown. */
export const VALUE_COMPONENTS = ["initial", "renewal", "expansion", "services", "other"] as const;

export type ValueComponent = (typeof VALUE_COMPONENTS)[number];

/** Money by component, in the report's currency. */
export type ComponentAmounts = Readonly<Record<ValueComponent, number>>;

/** Money by component from a function of the component. */
export function componentAmounts(amountOf: (component: ValueComponent) => number): ComponentAmounts {
  return {
    initial: amountOf("initial"),
    renewal: amountOf("renewal"),
    expansion: amountOf("expansion"),
    services: amountOf("services"),
    other: amountOf("other"),
  };
}

/** Σ over components. */
export function componentTotal(amounts: ComponentAmounts): number {
  return VALUE_COMPONENTS.reduce((sum, component) => sum + amounts[component], 0);
}
