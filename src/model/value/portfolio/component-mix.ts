import { type ComponentAmounts, componentAmounts, componentTotal } from "./components.js";

/** Order days that the portfolio's mix counts for beside a client's own. */
const PORTFOLIO_ORDER_DAYS = 3;

function repeatShares(revenue: ComponentAmounts): ComponentAmounts | null {
  const positive = componentAmounts((component) =>
    component === "initial" ? 0 : Math.max(0, revenue[component]),
  );
  const total = componentTotal(positive);
  return total > 0 ? componentAmounts((component) => positive[component] / total) : null;
}

/**
 * How a portfolio's repeat revenue splits into components: shares that sum to 1. What is to come is never
 * "initial"; net credits count as nothing; all "other" when nothing is left.
 */
export function portfolioMix(repeatRevenue: readonly ComponentAmounts[]): ComponentAmounts {
  const summed = componentAmounts((component) =>
    repeatRevenue.reduce((sum, revenue) => sum + revenue[component], 0),
  );
  return repeatShares(summed) ?? componentAmounts((component) => (component === "other" ? 1 : 0));
}

/**
 * A client's own mix, drawn towards the portfolio's as if the client had three more order days that follow it.
 */
export function clientMix(
  portfolio: ComponentAmounts,
  repeatRevenue: ComponentAmounts,
  orderDays: number,
): ComponentAmounts {
  const own = repeatShares(repeatRevenue);
  if (own === null) return portfolio;
  return componentAmounts(
    (component) =>
      (orderDays * own[component] + PORTFOLIO_ORDER_DAYS * portfolio[component]) /
      (orderDays + PORTFOLIO_ORDER_DAYS),
  );
}
