import type { ClientHistory } from "./client-history.js";
import type { Margins } from "./forecast/simulate-client.js";
import type { OrderValueFit } from "./orders/order-value.js";
import { clientMix } from "./portfolio/component-mix.js";
import { componentAmounts, VALUE_COMPONENTS, type ValueComponent } from "./portfolio/components.js";

/** Share of a client's expected revenue of a kind that is margin. */
export function marginOf(
  { marginRate, marginRateByKind }: Pick<ClientHistory, "marginRate" | "marginRateByKind">,
  kind: ValueComponent,
): number {
  return marginRateByKind?.[kind] ?? marginRate;
}

/** Margin rates of a client's expected orders, which split into kinds by its own mix, of its renewals and of what is signed. */
export function expectedMargins(history: ClientHistory, orderValue: OrderValueFit | null): Margins {
  const { orders, marginRate } = history;
  const mix =
    orderValue === null ? null : clientMix(orderValue.mix, orders.repeatRevenue, orders.positiveRepeatDays);
  return {
    orders:
      mix === null
        ? marginRate
        : VALUE_COMPONENTS.reduce((sum, kind) => sum + mix[kind] * marginOf(history, kind), 0),
    renewals: marginOf(history, "renewal"),
    signed: componentAmounts((kind) => marginOf(history, kind)),
  };
}
